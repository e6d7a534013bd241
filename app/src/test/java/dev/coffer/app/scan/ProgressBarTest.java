package dev.coffer.app.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.scan.ProgressBar.Share;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  @Test
  void aQuarterDoneTellsRateAndTimeLeft() {
    assertThat(ProgressBar.line(new Share(25, OptionalLong.of(100)), 300_000_000, 20))
        .isEqualTo("[######------------------]  25 %  300.0 MB, 15.0 MB/s, 1:00 min left");
    assertThat(ProgressBar.line(new Share(50, OptionalLong.of(100)), 1_000_000, 7_260)).endsWith(", 2:01 h left");
  }

  @Test
  void withoutAWholeThereIsNoBar() {
    assertThat(ProgressBar.line(new Share(0, OptionalLong.empty()), 2_000_000, 1)).isEqualTo("2.0 MB, 2.0 MB/s");
  }

  @Test
  void moreThanAllIsAll() {
    assertThat(ProgressBar.line(new Share(120, OptionalLong.of(100)), 0, 0)).startsWith("[########################] 100 %");
  }
}
