/**
 * Logins by client certificate (Vault API, TLS certificates). Imports identity, identity.token, engine,
 * outgoing, gate, lease, barrier and below. Begin with {@link dev.coffer.server.identity.cert.CertMethod}.
 */
@NullMarked
package dev.coffer.server.identity.cert;

import org.jspecify.annotations.NullMarked;
