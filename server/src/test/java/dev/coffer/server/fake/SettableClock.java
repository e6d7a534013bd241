package dev.coffer.server.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class SettableClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-15T10:30:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public Instant advance(Duration step) {
    now = now.plus(step);
    return now;
  }

  public void set(Instant instant) {
    now = instant;
  }
}
