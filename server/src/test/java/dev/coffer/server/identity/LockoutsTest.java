package dev.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.engine.LockoutTerms;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Counting failures, by name and source. */
final class LockoutsTest {
  private static final LockoutTerms TERMS =
      new LockoutTerms(false, 3, Duration.ofMinutes(10), Duration.ofMinutes(2));

  private final SettableClock clock = new SettableClock();
  private final Lockouts lockouts = new Lockouts(clock);

  private Lockouts.Guess begin(String mount, String user, String source) {
    return lockouts.begin(TERMS, mount, user, source);
  }

  private void fail(int times) {
    for (int guess = 0; guess < times; guess++) {
      begin("m", "bob", "192.0.2.7").failed();
    }
  }

  private void assertLocked() {
    assertThatThrownBy(() -> begin("m", "bob", "192.0.2.7")).isInstanceOf(Refused.class).hasMessageContaining("Forbidden");
  }

  @Test
  void aLockOutHoldsForOneSourceAndOneUser() {
    fail(3);
    assertLocked();
    begin("m", "bob", "192.0.2.8").succeeded();
    begin("m", "eve", "192.0.2.7").succeeded();
    begin("other", "bob", "192.0.2.7").succeeded();
    clock.advance(Duration.ofMinutes(10));
    begin("m", "bob", "192.0.2.7").succeeded();
  }

  @Test
  void guessesAtTheSameTimeAreNoMoreThanThoseOneAfterAnother() {
    Lockouts.Guess first = begin("m", "bob", "192.0.2.7");
    begin("m", "bob", "192.0.2.7");
    begin("m", "bob", "192.0.2.7");
    assertThatThrownBy(() -> begin("m", "bob", "192.0.2.7")).hasMessageContaining("Throttled");
    first.dropped();
    begin("m", "bob", "192.0.2.7");
  }

  @Test
  void theCountBeginsAgainWhenNobodyFailedForAWhile() {
    fail(2);
    clock.advance(Duration.ofMinutes(2));
    fail(2);
    begin("m", "bob", "192.0.2.7").failed();
    assertLocked();
    clock.advance(Duration.ofMinutes(9));
    assertLocked();
  }

  @Test
  void whoIsLockedOutIsTold() {
    fail(3);
    begin("m", "eve", "192.0.2.7").failed();
    assertThat(lockouts.locked()).containsExactly(new Lockouts.Locked("m", "bob"));
    lockouts.unlock(new Lockouts.Locked("m", "bob"));
    assertThat(lockouts.locked()).isEmpty();
    begin("m", "bob", "192.0.2.7").succeeded();
  }

  @Test
  void aLockOutThatIsOverIsToldNoMore() {
    fail(3);
    clock.advance(Duration.ofMinutes(10));
    assertThat(lockouts.locked()).isEmpty();
  }

  @Test
  void whereLockOutsAreDisabledNothingIsCounted() {
    LockoutTerms disabled = new LockoutTerms(true, 1, TERMS.duration(), TERMS.counterReset());
    for (int guess = 0; guess < 10; guess++) {
      lockouts.begin(disabled, "m", "bob", "192.0.2.7").failed();
    }
    assertThat(lockouts.locked()).isEmpty();
  }

  @Test
  void aLowerThresholdCountsForFailuresBefore() {
    fail(2);
    LockoutTerms lower = new LockoutTerms(false, 2, TERMS.duration(), TERMS.counterReset());
    assertThatThrownBy(() -> lockouts.begin(lower, "m", "bob", "192.0.2.7")).hasMessageContaining("Forbidden");
  }
}
