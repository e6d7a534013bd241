package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.cbor.CborException;
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

  /** The row itself is fetched only when no decoded form of its version is remembered. */
  @Override
  public <T> Optional<Versioned<T>> get(Key key, Decoded<T> decoded) {
    long version = snapshot.version(key);
    seen.put(key, version);
    if (version == Expectation.ABSENT) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoded.get(key, version, () -> opened(key, decoded)));
    } catch (JsonException | CborException _) {
      throw damaged(key);
    }
  }

  private SecretBytes opened(Key key, Decoded<?> decoded) {
    Row row = snapshot.get(key).orElseThrow(() -> damaged(key));
    SecretBytes value = keys.open(key, row);
    keys.filled(decoded);
    return value;
  }

  private static Refused damaged(Key key) {
    return new Refused(new Failure.Integrity(key.text()));
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
    return new Expectation(key, seen.computeIfAbsent(key, snapshot::version));
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
