package dev.coffer.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T10:30:00Z, 2026-01-15T10:30:00Z",
    "2026-01-15T10:30:00.250Z, 2026-01-15T10:30:00.25Z",
    "2026-01-15T10:30:00.000000001Z, 2026-01-15T10:30:00.000000001Z",
    "2024-02-29T23:59:59.120Z, 2024-02-29T23:59:59.12Z",
    "1969-12-31T23:59:59.900Z, 1969-12-31T23:59:59.9Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z, -0001-01-01T00:00:00Z",
    "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00Z",
  })
  void aTimeIsWrittenAsGoWritesIt(Instant at, String text) {
    assertThat(Timestamps.text(at)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBack(long seed) {
    RandomGenerator random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
      assertThat(Instant.parse(Timestamps.text(at))).as("seed %d", seed).isEqualTo(at);
    }
  }

  @Test
  void theFarthestInstantsAreWrittenToo() {
    assertThat(Timestamps.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    assertThat(Timestamps.text(Instant.MIN)).isEqualTo(Instant.MIN.toString());
  }
}
