/**
 * Logins of AWS principals, who sign a question that only AWS can answer (Vault API, AWS, type iam).
 * Imports identity, identity.token, engine, outgoing, gate, lease, barrier and below. Begin with
 * {@link dev.coffer.server.identity.aws.AwsMethod}.
 */
@NullMarked
package dev.coffer.server.identity.aws;

import org.jspecify.annotations.NullMarked;
