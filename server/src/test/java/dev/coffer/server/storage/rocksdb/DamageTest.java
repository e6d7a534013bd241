package dev.coffer.server.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they were written: each damage is named, and nothing is made up. */
class DamageTest {
  private static final int COMMITS = 40;
  private static final int ROW_BYTES = 200;

  @TempDir Path home;

  @Test
  void p8AFlippedByteInTheMiddleOfTheLogIsNamed() throws IOException {
    Path image = killedServer();
    flip(log(image), Files.size(log(image)) / 2);
    assertThat(refusal(image)).contains("damaged");
  }

  @Test
  void p8AFlippedByteAtTheEndOfTheLogIsNamed() throws IOException {
    Path image = killedServer();
    flip(log(image), Files.size(log(image)) - 1);
    refusal(image);
  }

  @Test
  void p8ALogCutInHalfIsNamedWithWhatIsMissing() throws IOException {
    Path image = killedServer();
    cut(log(image), Files.size(log(image)) / 2);
    assertThat(refusal(image))
        .contains("the log ends at commit", "but commit 40 was acknowledged", "are missing");
  }

  @Test
  void p8AMissingLogIsNamed() throws IOException {
    Path image = killedServer();
    Files.delete(log(image));
    refusal(image);
  }

  @Test
  void p8NoFlippedByteOfTheLogGoesUnseen() throws IOException {
    long seed = Long.getLong("seed", 21);
    RandomGenerator random = new Random(seed);
    Path image = killedServer();
    byte[] whole = Files.readAllBytes(log(image));
    for (int round = 0; round < 15; round++) {
      int at = random.nextInt(whole.length);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Path copy = copy(image, "flipped-" + round);
      Files.write(log(copy), flipped);
      assertThat(integrityOf(copy)).as("seed %d, byte %d of %d", seed, at, whole.length).isPresent();
    }
  }

  @Test
  void aTornTailThatNobodyWasToldOfOpens() throws IOException {
    Path image = killedServerWithOneCommitUnacknowledged();
    byte[] whole = Files.readAllBytes(log(image));
    for (int lost : List.of(1, 7, ROW_BYTES / 2, ROW_BYTES)) {
      Path copy = copy(image, "torn-" + lost);
      cut(log(copy), whole.length - lost);
      assertRowsFrom(copy, COMMITS - 1);
    }
    assertRowsFrom(image, COMMITS);
  }

  @Test
  void aTailOfZeroesThatThePowerCutLeftOpens() throws IOException {
    Path image = killedServer();
    byte[] whole = Files.readAllBytes(log(image));
    Files.write(log(image), Arrays.copyOf(whole, whole.length + 4_096));
    assertRowsFrom(image, COMMITS);
  }

  @Test
  void p8AFlippedByteInATableIsNamedAndTheRowIsServedToNobody() throws IOException {
    Path image = stoppedServer();
    Path table = only(image.resolve("rows"), ".sst");
    flip(table, 1_000);
    try (Store store = RocksStore.open(image);
        Snapshot snapshot = store.snapshot()) {
      Refused point = catchThrowableOfType(Refused.class, () -> snapshot.get(key(1)));
      assertThat(integrity(point)).contains("row " + key(1), table.getFileName().toString());
      Refused scan =
          catchThrowableOfType(
              Refused.class, () -> snapshot.scan("row/", Optional.empty(), COMMITS));
      assertThat(integrity(scan)).contains(table.getFileName().toString());
      assertThatThrownBy(() -> snapshot.children("row/", "", COMMITS)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void p8AMissingTableIsNamed() throws IOException {
    Path image = stoppedServer();
    Path table = only(image.resolve("rows"), ".sst");
    Files.delete(table);
    assertThat(refusal(image)).contains(table.getFileName().toString());
  }

  @Test
  void p8ACutTableIsNamed() throws IOException {
    Path image = stoppedServer();
    Path table = only(image.resolve("rows"), ".sst");
    cut(table, Files.size(table) / 2);
    assertThat(refusal(image)).contains(table.getFileName().toString());
  }

  @Test
  void p8AFlippedByteInTheManifestIsNamed() throws IOException {
    Path image = stoppedServer();
    Path manifest = only(image.resolve("rows"), "MANIFEST-");
    flip(manifest, Files.size(manifest) / 2);
    refusal(image);
  }

  @Test
  void p8MissingFilesAreNotTakenForAnEmptyStore() throws IOException {
    Path image = stoppedServer();
    Files.delete(image.resolve("rows/CURRENT"));
    assertThat(refusal(image)).contains("\"rows\" is missing or lacks CURRENT");
  }

  @Test
  void p8AMissingMarkIsNamed() throws IOException {
    Path image = stoppedServer();
    Files.delete(image.resolve("acknowledged"));
    assertThat(refusal(image)).contains("\"acknowledged\" is missing");
  }

  @Test
  void p8ADamagedMarkIsNamed() throws IOException {
    Path image = stoppedServer();
    flip(image.resolve("acknowledged"), 10);
    flip(image.resolve("acknowledged"), AcknowledgedMark.SLOT_BYTES + 10);
    assertThat(refusal(image)).contains("\"acknowledged\" is damaged");
  }

  @Test
  void p8AnEmptyMarkIsNamed() throws IOException {
    Path image = stoppedServer();
    cut(image.resolve("acknowledged"), 0);
    assertThat(refusal(image)).contains("\"acknowledged\" is damaged");
  }

  @Test
  void oneTornSlotOfTheMarkIsWhatAPowerCutLeavesAndOpens() throws IOException {
    Path image = stoppedServer();
    for (int slot = 0; slot < 2; slot++) {
      Path copy = copy(image, "slot-" + slot);
      flip(copy.resolve("acknowledged"), slot * (long) AcknowledgedMark.SLOT_BYTES + 17);
      assertRowsFrom(copy, COMMITS);
    }
  }

  /** The files of a server that was killed after its last acknowledgement. */
  private Path killedServer() throws IOException {
    Path live = home.resolve("live");
    try (Store store = RocksStore.open(live)) {
      write(store, 1, COMMITS);
      return copy(live, "killed");
    }
  }

  /** The last commit is in the log, and the power failed before the mark said so. */
  private Path killedServerWithOneCommitUnacknowledged() throws IOException {
    Path live = home.resolve("live");
    try (Store store = RocksStore.open(live)) {
      write(store, 1, COMMITS - 1);
      byte[] mark = Files.readAllBytes(live.resolve("acknowledged"));
      write(store, COMMITS, COMMITS);
      Path image = copy(live, "killed");
      Files.write(image.resolve("acknowledged"), mark);
      return image;
    }
  }

  private Path stoppedServer() throws IOException {
    Path live = home.resolve("live");
    try (Store store = RocksStore.open(live)) {
      write(store, 1, COMMITS);
    }
    return live;
  }

  private static void write(Store store, int from, int to) {
    byte[] value = new byte[ROW_BYTES];
    for (int number = from; number <= to; number++) {
      new Random(number).nextBytes(value);
      Batch.Put put = new Batch.Put(key(number), Ciphertext.owning(value.clone()));
      store.commit(new Batch(List.of(put), List.of()));
    }
  }

  private static Key key(int number) {
    return Key.of("row/%04d".formatted(number));
  }

  private static void assertRowsFrom(Path directory, int count) {
    try (Store store = RocksStore.open(directory);
        Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.children("row/", "", COMMITS + 1)).hasSize(count);
      write(store, 1, 1);
    }
  }

  private static String refusal(Path directory) {
    return integrityOf(directory).orElseThrow(() -> new AssertionError("it opened"));
  }

  /** What the store says is damaged; empty if it opens. */
  private static Optional<String> integrityOf(Path directory) {
    try (Store store = RocksStore.open(directory);
        Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.children("row/", "", COMMITS + 1)).isNotEmpty();
      return Optional.empty();
    } catch (Refused refused) {
      return Optional.of(integrity(refused));
    }
  }

  private static String integrity(Refused refused) {
    if (refused.failure() instanceof Failure.Integrity damage) {
      assertThat(damage.where()).doesNotContain(System.getProperty("java.io.tmpdir"));
      return damage.where();
    }
    throw new AssertionError("not named as damage: " + refused.failure());
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = home.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static Path log(Path directory) throws IOException {
    return only(directory.resolve("rows"), ".log");
  }

  private static Path only(Path directory, String part) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().contains(part)).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.toIntExact(at)] ^= 0x10;
    Files.write(file, bytes);
  }

  private static void cut(Path file, long length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(length)));
  }
}
