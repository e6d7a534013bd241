package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.storage.Batch.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty store for each test of a contract, and short ways to use it. */
public abstract class StoreFixture {
  static final Optional<Key> FROM_START = Optional.empty();

  Store store;

  /** An empty store. */
  protected abstract Store open();

  @BeforeEach
  void startEmpty() {
    store = open();
    assertThat(scan("")).isEmpty();
  }

  @AfterEach
  void end() {
    store.close();
  }

  Optional<Row> get(String name) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.get(Key.of(name));
    }
  }

  List<String> scan(String prefix) {
    try (Snapshot snapshot = store.snapshot()) {
      return names(snapshot.scan(prefix, FROM_START, 10_000));
    }
  }

  List<String> children(String folder) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.children(folder, "", 10_000);
    }
  }

  long put(String name, String value) {
    return commit(List.of(putting(name, value)));
  }

  long commit(List<Change> changes, Expectation... expectations) {
    return store.commit(new Batch(changes, List.of(expectations)));
  }

  static Change putting(String name, String value) {
    return new Batch.Put(Key.of(name), Ciphertext.owning(value.getBytes(StandardCharsets.UTF_8)));
  }

  static Change deleting(String name) {
    return new Batch.Delete(Key.of(name));
  }

  static List<String> names(List<Entry> entries) {
    return entries.stream().map(entry -> entry.key().text()).toList();
  }

  static String text(Row row) {
    return new String(row.value().bytes(), StandardCharsets.UTF_8);
  }

  static Ciphertext number(long value) {
    return Ciphertext.owning(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  static long number(Row row) {
    return ByteBuffer.wrap(row.value().bytes()).getLong();
  }
}
