package dev.coffer.server.barrier.seal;

import dev.coffer.server.failure.Refused;

/**
 * Into how many shares a key is split, and how many of them give it back.
 *
 * @param shares 1 to 255
 * @param threshold 1 where there is one share, else 2 to {@code shares}
 */
public record Quorum(int shares, int threshold) {
  /** What operators get who do not say. */
  public static final Quorum DEFAULT = new Quorum(5, 3);

  /** Vault's rules and words for numbers of a caller. */
  public static Quorum checked(long shares, long threshold) {
    if (shares < 1) {
      throw Refused.malformed("shares must be at least one");
    }
    if (threshold < 1) {
      throw Refused.malformed("threshold must be at least one");
    }
    if (shares > 1 && threshold == 1) {
      throw Refused.malformed("threshold must be greater than one for multiple shares");
    }
    if (shares > Shamir.SHARES_MAX) {
      throw Refused.malformed("shares must be less than 256");
    }
    if (threshold > shares) {
      throw Refused.malformed("threshold cannot be larger than shares");
    }
    return new Quorum((int) shares, (int) threshold);
  }
}
