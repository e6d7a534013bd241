package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.JsonException;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Entry;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot seen through the keyring. */
final class KeyringReading implements Reading {
  private final Unsealed keys;
  private final Snapshot snapshot;
  private final Map<Key, Long> seen = new HashMap<>();

  KeyringReading(Unsealed keys, Snapshot snapshot) {
    this.keys = keys;
    this.snapshot = snapshot;
  }

  @Override
  public Optional<Opened> get(Key key) {
    return row(key).map(row -> new Opened(keys.open(key, row), row.version()));
  }

  @Override
  public <T> Optional<Versioned<T>> get(Key key, Decoded<T> decoded) {
    return row(key).map(row -> decoded(key, row, decoded));
  }

  private <T> Versioned<T> decoded(Key key, Row row, Decoded<T> decoded) {
    try {
      return decoded.get(key, row.version(), () -> opened(key, row, decoded));
    } catch (JsonException _) {
      throw new Refused(new Failure.Integrity(key.text()));
    }
  }

  private SecretBytes opened(Key key, Row row, Decoded<?> decoded) {
    SecretBytes value = keys.open(key, row);
    keys.filled(decoded);
    return value;
  }

  @Override
  public List<OpenedEntry> scan(String prefix, Optional<Key> after, int limit) {
    List<Entry> rows = snapshot.scan(prefix, after, limit);
    List<OpenedEntry> opened = new ArrayList<>(rows.size());
    for (Entry entry : rows) {
      Row row = entry.row();
      opened.add(new OpenedEntry(entry.key(), keys.open(entry.key(), row), row.version()));
    }
    return opened;
  }

  @Override
  public List<Key> keys(String prefix, Optional<Key> after, int limit) {
    return snapshot.scan(prefix, after, limit).stream().map(Entry::key).toList();
  }

  @Override
  public List<String> children(String folder, String after, int limit) {
    return snapshot.children(folder, after, limit);
  }

  @Override
  public Expectation expectation(Key key) {
    @Nullable Long known = seen.get(key);
    if (known == null) {
      row(key);
      known = seen.get(key);
    }
    return new Expectation(key, known == null ? Expectation.ABSENT : known);
  }

  private Optional<Row> row(Key key) {
    Optional<Row> row = snapshot.get(key);
    seen.put(key, row.map(Row::version).orElse(Expectation.ABSENT));
    return row;
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
