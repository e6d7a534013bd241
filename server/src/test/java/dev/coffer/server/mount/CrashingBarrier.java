package dev.coffer.server.mount;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;

/** Lets some commits through and then dies, as a server does. */
final class CrashingBarrier implements Barrier {
  private final Barrier barrier;
  private int commitsLeft;

  /** The end of the server. */
  static final class Crash extends RuntimeException {}

  CrashingBarrier(Barrier barrier, int commits) {
    this.barrier = barrier;
    this.commitsLeft = commits;
  }

  @Override
  public Reading read() {
    return barrier.read();
  }

  @Override
  public long commit(Changes changes) {
    if (commitsLeft-- <= 0) {
      throw new Crash();
    }
    return barrier.commit(changes);
  }

  @Override
  public SecretBytes purposeKey(String purpose) {
    return barrier.purposeKey(purpose);
  }
}
