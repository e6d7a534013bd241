package dev.coffer.server.failure;

/**
 * The one exception for an expected failure, from any room to the dialect that words it. Anything
 * else thrown is a bug. It carries no stack trace: refusing is ordinary, and strangers can cause it
 * as often as they like.
 */
public final class Refused extends RuntimeException {
  private final transient Failure failure;

  public Refused(Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  /** The request itself is wrong; {@code why} is told to the caller. */
  public static Refused malformed(String why) {
    return new Refused(new Failure.Malformed(why));
  }

  public Failure failure() {
    return failure;
  }
}
