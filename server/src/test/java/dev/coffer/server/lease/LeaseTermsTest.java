package dev.coffer.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaseTermsTest {
  private static final Instant ISSUED = Instant.parse("2026-01-15T10:30:00Z");

  /** Seconds throughout: default 100, maximum 1000, asked, usual, own max, explicit max, period, age → ttl. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0, 100",
    "0, 50, 0, 0, 0, 0, 50",
    "70, 50, 0, 0, 0, 0, 70",
    "5000, 0, 0, 0, 0, 0, 1000",
    "500, 0, 300, 0, 0, 0, 300",
    "500, 0, 300, 200, 0, 0, 200",
    "500, 0, 0, 0, 0, 900, 100",
    "0, 0, 0, 0, 60, 0, 60",
    "500, 0, 0, 0, 60, 5000, 60",
    "0, 0, 0, 0, 6000, 0, 1000",
    "0, 0, 0, 80, 60, 50, 30"
  })
  void theTtlIsWhatVaultGrants(
      long asked, long usual, long ownMax, long explicitMax, long period, long age, long ttl) {
    LeaseTerms terms = terms(ownMax, explicitMax, period);
    Instant now = ISSUED.plusSeconds(age);
    assertThat(terms.grant(seconds(asked), seconds(usual), ISSUED, now).ttl()).isEqualTo(seconds(ttl));
  }

  @Test
  void pastTheMaximumNothingIsGranted() {
    assertThatThrownBy(
            () -> terms(0, 0, 0).grant(seconds(1), seconds(0), ISSUED, ISSUED.plusSeconds(1_000)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("past the max TTL");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noGrantEverPassesALimit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 2_000; round++) {
      long explicitMax = random.nextInt(3) == 0 ? random.nextInt(1, 2_000) : 0;
      LeaseTerms terms = terms(0, explicitMax, 0);
      Instant now = ISSUED.plusMillis(random.nextInt(1_200_000));
      Instant limit = ISSUED.plusSeconds(explicitMax == 0 ? 1_000 : Math.min(1_000, explicitMax));
      try {
        Duration ttl = terms.grant(seconds(random.nextInt(5_000)), seconds(0), ISSUED, now).ttl();
        assertThat(now.plus(ttl)).as("seed %d", seed).isBeforeOrEqualTo(limit).isAfter(now);
      } catch (Refused _) {
        assertThat(now).as("seed %d", seed).isAfterOrEqualTo(limit);
      }
    }
  }

  private static LeaseTerms terms(long ownMax, long explicitMax, long period) {
    return new LeaseTerms(
        seconds(100), seconds(1_000), seconds(ownMax), seconds(explicitMax), seconds(period));
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
