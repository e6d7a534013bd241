package dev.coffer.server.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that loses power, fails, or is full. */
class FailingDiskTest {
  private static final int COMMITS = 5;
  private static final int FILE_BYTES_MAX = 500_000;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource(FlakySlotFile.Torn.class)
  void p1TheMarkNeverForgetsWhereverThePowerIsCut(FlakySlotFile.Torn torn) throws IOException {
    int cutAt = 1;
    boolean cut = true;
    while (cut) {
      FlakySlotFile file = new FlakySlotFile(AcknowledgedMark.blank(), cutAt, torn);
      long acknowledged = advanceUntilCut(file);
      AcknowledgedMark after = AcknowledgedMark.open(file.afterPowerReturned());
      assertThat(after.position())
          .as("cut at operation %d, %s", cutAt, torn)
          .isBetween(acknowledged, acknowledged + 1);
      after.advance(acknowledged + 2);
      cut = file.lostPower();
      cutAt++;
    }
    assertThat(cutAt).isGreaterThan(2 * COMMITS);
  }

  private static long advanceUntilCut(FlakySlotFile file) throws IOException {
    AcknowledgedMark mark = AcknowledgedMark.open(file);
    for (long position = 1; position <= COMMITS; position++) {
      try {
        mark.advance(position);
      } catch (IOException powerLost) {
        return position - 1;
      }
    }
    return COMMITS;
  }

  @ParameterizedTest
  @EnumSource(FlakySlotFile.Torn.class)
  void p1AcknowledgedCommitsAreThereWhereverThePowerIsCut(FlakySlotFile.Torn torn)
      throws IOException {
    for (int cutAt = 1; cutAt <= 4; cutAt++) {
      Path directory = home.resolve(torn + "-" + cutAt);
      FlakySlotFile disk = new FlakySlotFile(AcknowledgedMark.blank(), cutAt, torn);
      List<Key> acknowledged = new ArrayList<>();
      try (Store store = RocksStore.open(directory, _ -> disk)) {
        for (int number = 1; number <= COMMITS; number++) {
          Key key = Key.of("row/" + number);
          if (committed(store, key)) {
            acknowledged.add(key);
          }
        }
      }
      assertThat(acknowledged).hasSize((cutAt - 1) / 2);
      Files.write(directory.resolve("acknowledged"), disk.afterPowerReturned().read());
      try (Store store = RocksStore.open(directory);
          Snapshot snapshot = store.snapshot()) {
        assertThat(snapshot.getAll(acknowledged)).hasSize(acknowledged.size());
      }
    }
  }

  private static boolean committed(Store store, Key key) {
    try {
      put(store, key);
      return true;
    } catch (Refused refused) {
      assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class);
      return false;
    }
  }

  @Test
  void afterAFailedSyncNothingIsWrittenButReadsGoOn() throws IOException {
    Path directory = home.resolve("data");
    FlakySlotFile disk =
        new FlakySlotFile(AcknowledgedMark.blank(), 4, FlakySlotFile.Torn.NOTHING);
    try (Store store = RocksStore.open(directory, _ -> disk)) {
      put(store, Key.of("kept"));
      assertThat(committed(store, Key.of("lost"))).isFalse();
      for (int again = 0; again < 3; again++) {
        assertThatThrownBy(() -> put(store, Key.of("later")))
            .isInstanceOfSatisfying(
                Refused.class,
                refused ->
                    assertThat(refused.failure())
                        .isEqualTo(
                            new Failure.Unavailable(
                                "the mark of acknowledged commits: the disk failed; nothing is"
                                    + " written until the server is restarted")));
      }
      try (Snapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(Key.of("kept"))).isPresent();
        assertThat(snapshot.get(Key.of("lost"))).isEmpty();
        assertThat(snapshot.get(Key.of("later"))).isEmpty();
      }
    }
    assertThat(disk.operations()).as("a failed sync is not repeated").isEqualTo(4);
  }

  /** The system limits the size of files, so that writes of the log fail as on a full disk. */
  @Test
  void aDiskThatTakesNoMoreStopsWritesAndLosesNothing() throws Exception {
    Path directory = home.resolve("data");
    Process process = WriterProcess.start(directory);
    long[] acknowledged = new long[WriterProcess.WRITERS];
    List<String> stopped = new ArrayList<>();
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      limitFiles(process);
      while (line != null) {
        String[] words = line.split(" ", 2);
        if (words[0].equals(WriterProcess.STOPPED)) {
          stopped.add(words[1]);
        } else {
          acknowledged[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
        }
        line = said.readLine();
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    assertThat(stopped).hasSize(WriterProcess.WRITERS).allMatch(why -> why.startsWith("Unavailable"));
    assertThat(acknowledged).doesNotContain(0);
    KillNineTest.check(directory, acknowledged, "full disk");
  }

  private static void limitFiles(Process process) throws IOException, InterruptedException {
    Process limiting =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + FILE_BYTES_MAX)
            .inheritIO()
            .start();
    assertThat(limiting.waitFor()).isZero();
  }

  private static void put(Store store, Key key) {
    Batch.Put put = new Batch.Put(key, Ciphertext.owning(new byte[16]));
    store.commit(new Batch(List.of(put), List.of()));
  }
}
