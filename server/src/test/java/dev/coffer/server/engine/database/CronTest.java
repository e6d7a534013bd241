package dev.coffer.server.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  private static final Instant THURSDAY = Instant.parse("2026-01-15T10:30:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * * | 2026-01-15T10:31:00Z",
        "30 10 * * * | 2026-01-16T10:30:00Z",
        "0 3 * * 6 | 2026-01-17T03:00:00Z",
        "0 3 * * 7 | 2026-01-18T03:00:00Z",
        "0 0 1 * * | 2026-02-01T00:00:00Z",
        "*/20 10-11 * * * | 2026-01-15T10:40:00Z",
        "5,35 * * * * | 2026-01-15T10:35:00Z",
        "0 0 29 2 * | 2028-02-29T00:00:00Z",
        "0 0 20 * 5 | 2026-01-16T00:00:00Z",
      })
  void theNextTimeIsFound(String schedule, Instant expected) {
    assertThat(Cron.parse(schedule).after(THURSDAY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "5-1 * * * *", "*/0 * * * *", "@daily", "a * * * *"})
  void whatIsNoScheduleIsRefused(String schedule) {
    assertThatThrownBy(() -> Cron.parse(schedule)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6 *"})
  void aTimeThatNeverComesIsRefused(String schedule) {
    assertThatThrownBy(() -> Cron.parse(schedule).after(THURSDAY)).isInstanceOf(Refused.class);
  }
}
