/**
 * Logins of pods with the token of their service account (Vault's {@code kubernetes}): the cluster reviews it, or its
 * published keys are enough. Imports identity, identity.jose and below. Begin with {@link
 * dev.coffer.server.identity.kubernetes.Kubernetes}.
 */
@NullMarked
package dev.coffer.server.identity.kubernetes;

import org.jspecify.annotations.NullMarked;
