package dev.coffer.server.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.StoreContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, against RocksDB, and what a directory adds to it. */
class RocksStoreTest extends StoreContractTest {
  @TempDir Path home;

  @Override
  protected Store open() {
    return RocksStore.open(home.resolve("contract"));
  }

  @Test
  void p1CommitsAreThereAfterReopening() {
    Path directory = home.resolve("data");
    long version;
    try (Store store = RocksStore.open(directory)) {
      version = put(store, "a", 1);
      put(store, "gone", 1);
      store.commit(new Batch(List.of(new Batch.Delete(Key.of("gone"))), List.of()));
    }
    try (Store store = RocksStore.open(directory);
        Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.get(Key.of("a")).map(Row::version)).contains(version);
      assertThat(snapshot.get(Key.of("gone"))).isEmpty();
    }
  }

  @Test
  void versionsGoOnAfterReopening() {
    Path directory = home.resolve("data");
    long last;
    try (Store store = RocksStore.open(directory)) {
      put(store, "a", 1);
      last = store.commit(new Batch(List.of(new Batch.Delete(Key.of("a"))), List.of()));
    }
    try (Store store = RocksStore.open(directory)) {
      assertThat(put(store, "a", 1)).isGreaterThan(last);
    }
  }

  @Test
  void expectationsHoldAcrossReopening() {
    Path directory = home.resolve("data");
    long version;
    try (Store store = RocksStore.open(directory)) {
      version = put(store, "a", 5_000);
    }
    try (Store store = RocksStore.open(directory)) {
      Expectation wrong = new Expectation(Key.of("a"), version + 1);
      assertThatThrownBy(() -> store.commit(new Batch(List.of(), List.of(wrong))))
          .isInstanceOf(Conflict.class);
      store.commit(new Batch(List.of(), List.of(new Expectation(Key.of("a"), version))));
    }
  }

  @Test
  void largeRowsComeBackWhole() {
    int bytes = 3 << 20;
    try (Store store = RocksStore.open(home.resolve("data"))) {
      put(store, "large", bytes);
      try (Snapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(Key.of("large")).orElseThrow().value().bytes()).hasSize(bytes);
      }
    }
  }

  @Test
  void theDirectoryIsTheOwnersAlone() throws IOException {
    Path directory = home.resolve("deep/data");
    RocksStore.open(directory).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void aSecondServerOnTheDirectoryIsRefused() {
    Path directory = home.resolve("data");
    try (Store first = RocksStore.open(directory)) {
      put(first, "a", 1);
      assertThatThrownBy(() -> RocksStore.open(directory))
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.failure())
                      .isInstanceOfSatisfying(
                          Failure.Unavailable.class,
                          failure -> assertThat(failure.what()).startsWith("another server uses")));
      put(first, "a", 1);
    }
    RocksStore.open(directory).close();
  }

  @Test
  void closingWaitsForReaders() throws Exception {
    RocksStore store = RocksStore.open(home.resolve("data"));
    put(store, "a", 1);
    Snapshot snapshot = store.snapshot();
    Thread closing = Thread.ofVirtual().start(store::close);
    assertThat(closing.join(java.time.Duration.ofMillis(50))).isFalse();
    assertThat(snapshot.get(Key.of("a"))).isPresent();
    assertThat(snapshot.children("x/", "", 1)).isEmpty();
    snapshot.close();
    closing.join();
    RocksStore.open(home.resolve("data")).close();
  }

  private static long put(Store store, String name, int bytes) {
    Batch.Put put = new Batch.Put(Key.of(name), Ciphertext.owning(new byte[bytes]));
    return store.commit(new Batch(List.of(put), List.of()));
  }
}
