package dev.coffer.kit.metrics;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How often, how long in all, how long at most. Cheap from many threads at once. */
public final class Timer {
  private final String name;
  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator nanosMax = new LongAccumulator(Math::max, 0);

  Timer(String name) {
    this.name = name;
  }

  public void record(long tookNanos) {
    count.increment();
    nanos.add(tookNanos);
    nanosMax.accumulate(tookNanos);
  }

  public String name() {
    return name;
  }

  public long count() {
    return count.sum();
  }

  /** Milliseconds in all. */
  public double sumMillis() {
    return nanos.sum() / 1e6;
  }

  /** Milliseconds of the longest. */
  public double maxMillis() {
    return nanosMax.get() / 1e6;
  }
}
