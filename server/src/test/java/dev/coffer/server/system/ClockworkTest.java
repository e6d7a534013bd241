package dev.coffer.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockworkTest {
  private static final Instant START = Instant.parse("2026-01-15T10:30:00Z");
  private final List<String> done = new ArrayList<>();

  private Clockwork of(Clockwork.Task... tasks) {
    return new Clockwork(
        InstantSource.fixed(START), List.of(tasks), System.getLogger("clockwork-test"));
  }

  @Test
  void aTaskRunsWhenItIsDueAndNotBefore() {
    Clockwork clockwork =
        of(new Clockwork.Task("tidy", Duration.ofSeconds(10), now -> done.add(now.toString())));
    clockwork.run(START);
    clockwork.run(START.plusSeconds(9));
    clockwork.run(START.plusSeconds(10));
    assertThat(done).containsExactly(START.toString(), START.plusSeconds(10).toString());
  }

  @Test
  void aFailingTaskStopsNoOtherAndIsTriedAgain() {
    Clockwork clockwork =
        of(
            new Clockwork.Task(
                "broken",
                Duration.ofSeconds(1),
                _ -> {
                  done.add("broken");
                  throw new IllegalStateException("on purpose");
                }),
            new Clockwork.Task("sound", Duration.ofSeconds(1), _ -> done.add("sound")));
    clockwork.run(START);
    clockwork.run(START.plusSeconds(1));
    assertThat(done).containsExactly("broken", "sound", "broken", "sound");
  }

  @Test
  void afterCloseNothingRuns() {
    Clockwork clockwork =
        of(new Clockwork.Task("tidy", Duration.ofSeconds(1), _ -> done.add("tidy")));
    clockwork.close();
    clockwork.run(START);
    assertThat(done).isEmpty();
  }
}
