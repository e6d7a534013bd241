package dev.coffer.server.fake;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import java.util.concurrent.atomic.AtomicInteger;

/** A barrier that counts what is asked of it and can lose power before a given commit. */
public final class WatchedBarrier implements Barrier {
  private final Barrier inner;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** The power is off. */
  public static final class PowerCut extends RuntimeException {}

  public WatchedBarrier(Barrier inner) {
    this.inner = inner;
  }

  /** After this many further commits the power is off. */
  public void cutAfter(int more) {
    commitsLeft.set(more);
  }

  public int reads() {
    return reads.get();
  }

  public int commits() {
    return commits.get();
  }

  @Override
  public Reading read() {
    reads.incrementAndGet();
    return inner.read();
  }

  @Override
  public long commit(Changes changes) {
    if (commitsLeft.getAndDecrement() <= 0) {
      throw new PowerCut();
    }
    commits.incrementAndGet();
    return inner.commit(changes);
  }

  @Override
  public SecretBytes purposeKey(String purpose) {
    return inner.purposeKey(purpose);
  }
}
