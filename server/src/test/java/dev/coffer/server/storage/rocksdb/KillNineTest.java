package dev.coffer.server.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server killed under load, again and again, on the same directory. */
class KillNineTest {
  private static final int ACKNOWLEDGED_BEFORE_KILL_MAX = 1_500;
  private static final int ROUNDS_OF_A_DIRECTORY = 20;

  @TempDir Path home;

  @Test
  void p1AcknowledgedCommitsSurviveKillNineAndNoneIsPartial() throws Exception {
    killAndCheck(3, 1);
  }

  @Test
  @Tag("faults")
  void p1AcknowledgedCommitsSurviveHundredsOfKills() throws Exception {
    killAndCheck(300, 2);
  }

  private void killAndCheck(int rounds, long defaultSeed) throws Exception {
    long seed = Long.getLong("seed", defaultSeed);
    RandomGenerator random = new Random(seed);
    long[] acknowledged = new long[WriterProcess.WRITERS];
    for (int round = 0; round < rounds; round++) {
      Path directory = home.resolve("data-" + round / ROUNDS_OF_A_DIRECTORY);
      if (round % ROUNDS_OF_A_DIRECTORY == 0) {
        Arrays.fill(acknowledged, 0);
      }
      String where = "seed " + seed + ", round " + round;
      Process process = WriterProcess.start(directory);
      readUntilKilled(process, random.nextInt(1, ACKNOWLEDGED_BEFORE_KILL_MAX), acknowledged);
      check(directory, acknowledged, where);
    }
    assertThat(Arrays.stream(acknowledged).sum()).isPositive();
  }

  /** What the process still says while it dies counts too: it was said after the acknowledgement. */
  private static void readUntilKilled(Process process, int lines, long[] acknowledged)
      throws IOException, InterruptedException {
    try (BufferedReader said = process.inputReader()) {
      int seen = 0;
      String line = said.readLine();
      while (line != null) {
        note(line, acknowledged);
        seen++;
        if (seen == lines) {
          // The handle only kills; Process would also close the pipe that is still to be read.
          process.toHandle().destroyForcibly();
        }
        line = said.readLine();
      }
      assertThat(seen).isGreaterThanOrEqualTo(lines);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** The last line may be cut; a shorter number only asks for less. */
  private static void note(String line, long[] acknowledged) {
    String[] words = line.split(" ", 2);
    if (words.length == 2 && !words[1].isEmpty()) {
      int writer = Integer.parseInt(words[0]);
      acknowledged[writer] = Math.max(acknowledged[writer], Long.parseLong(words[1]));
    }
  }

  static void check(Path directory, long[] acknowledged, String where) {
    try (Store store = RocksStore.open(directory);
        Snapshot snapshot = store.snapshot()) {
      for (int writer = 0; writer < WriterProcess.WRITERS; writer++) {
        long count =
            snapshot.get(WriterProcess.count(writer)).map(WriterProcess::number).orElse(0L);
        assertThat(count)
            .as("%s: the count of writer %d", where, writer)
            .isGreaterThanOrEqualTo(acknowledged[writer]);
        checkHalves(snapshot, writer, count, where);
      }
    }
  }

  /** Both halves of each commit up to the count, and not one row of a later one. */
  private static void checkHalves(Snapshot snapshot, int writer, long count, String where) {
    for (long number = 1; number <= count + 1; number++) {
      Optional<Row> left = snapshot.get(WriterProcess.half(writer, number, "left"));
      Optional<Row> right = snapshot.get(WriterProcess.half(writer, number, "right"));
      boolean expected = number <= count;
      if (left.isPresent() != expected || right.isPresent() != expected) {
        throw new AssertionError("%s: commit %d of writer %d is partial".formatted(where, number, writer));
      }
      if (expected) {
        assertThat(left.orElseThrow().version()).isEqualTo(right.orElseThrow().version());
      }
    }
  }
}
