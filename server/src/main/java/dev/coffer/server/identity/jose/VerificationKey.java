package dev.coffer.server.identity.jose;

import java.security.PublicKey;
import java.util.Optional;

/**
 * A public key of an issuer.
 *
 * @param id its {@code kid}, where the issuer gave one
 * @param only the one algorithm that the issuer published it for
 */
public record VerificationKey(Optional<String> id, PublicKey key, Optional<Algorithm> only) {

  /** As it stands in a PEM text. */
  static VerificationKey of(PublicKey key) {
    return new VerificationKey(Optional.empty(), key, Optional.empty());
  }

  /** Whether the token can be signed with it: the kid decides where both have one, the kind always. */
  boolean fits(Jwt token) {
    boolean named = id.isEmpty() || token.keyId().isEmpty() || id.equals(token.keyId());
    boolean published = only.isEmpty() || only.get() == token.algorithm();
    return named && published && token.algorithm().fits(key);
  }
}
