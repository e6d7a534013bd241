package dev.coffer.server.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told. */
public final class FakeClock implements InstantSource {
  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-01-15T10:30:00Z").toEpochMilli());

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  public void advance(Duration by) {
    millis.addAndGet(by.toMillis());
  }

  public void set(Instant to) {
    millis.set(to.toEpochMilli());
  }
}
