package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;

/**
 * Records where it can, and withholds nothing where no device can be written: for looks at what is
 * public, such as {@code sys/health}. Every other failure is the caller's.
 */
record Unwithheld(Audit audit) implements Audit {
  private static final Entry UNRECORDED = (_, _) -> {};

  @Override
  public Entry before(Seen seen) {
    Entry begun;
    try {
      begun = audit.before(seen);
    } catch (Refused refused) {
      requireUnavailable(refused);
      return UNRECORDED;
    }
    return (last, answer) -> {
      try {
        begun.after(last, answer);
      } catch (Refused refused) {
        requireUnavailable(refused);
      }
    };
  }

  @Override
  public void summary(Strangers.Summary summary) {
    audit.summary(summary);
  }

  private static void requireUnavailable(Refused refused) {
    if (!(refused.failure() instanceof Failure.Unavailable)) {
      throw refused;
    }
  }
}
