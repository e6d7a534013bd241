package dev.coffer.server.identity.jose;

import java.util.List;

/** The keys of an issuer. */
public record KeySet(List<VerificationKey> keys) {
  /** Beyond it a set is refused: each token without {@code kid} is checked with all that fit. */
  public static final int KEYS_MAX = 100;

  public KeySet {
    keys = List.copyOf(keys);
  }

  /** Whether there is a key that the token may be signed with. */
  boolean knows(Jwt token) {
    return keys.stream().anyMatch(key -> key.fits(token));
  }

  /** Whether one of these keys signed it. */
  public boolean verifies(Jwt token) {
    return keys.stream().anyMatch(token::isSignedBy);
  }

  /** The same as a check, in the words of a login. */
  public void requireSignatureOf(Jwt token) {
    if (!verifies(token)) {
      throw Jwt.refused("no known key signed it");
    }
  }
}
