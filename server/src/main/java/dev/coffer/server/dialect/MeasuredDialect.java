package dev.coffer.server.dialect;

import dev.coffer.kit.metrics.Timer;

/** A dialect whose answers are counted and timed. */
public final class MeasuredDialect implements Dialect {
  private final Dialect inner;
  private final Timer timer;

  public MeasuredDialect(Dialect inner, Timer timer) {
    this.inner = inner;
    this.timer = timer;
  }

  @Override
  public boolean allowsOrigin(String origin) {
    return inner.allowsOrigin(origin);
  }

  @Override
  public WireResponse answer(WireRequest request) {
    long began = System.nanoTime();
    try {
      return inner.answer(request);
    } finally {
      timer.record(System.nanoTime() - began);
    }
  }
}
