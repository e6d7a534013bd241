package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Children;
import dev.coffer.server.storage.Entry;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** One reader's hold on a shared snapshot. Point reads run on the caller, scans on the scan threads. */
final class RocksSnapshot implements Snapshot {
  private final SharedSnapshot shared;
  private final RecentRows recent;
  private final ScanThreads scans;
  private boolean closed;

  /** Takes over the caller's hold on {@code shared}. */
  RocksSnapshot(SharedSnapshot shared, RecentRows recent, ScanThreads scans) {
    this.shared = shared;
    this.recent = recent;
    this.scans = scans;
  }

  @Override
  public Optional<Row> get(Key key) {
    refuseIfClosed();
    RecentRows.@Nullable Seen seen = recent.at(shared.position(), key);
    if (seen != null && (seen.isAbsent() || seen.row() != null)) {
      return Optional.ofNullable(seen.row());
    }
    return fetch(key);
  }

  @Override
  public long version(Key key) {
    refuseIfClosed();
    RecentRows.@Nullable Seen seen = recent.at(shared.position(), key);
    if (seen != null) {
      return seen.version();
    }
    return fetch(key).map(Row::version).orElse(Expectation.ABSENT);
  }

  private Optional<Row> fetch(Key key) {
    Optional<Row> row = read(key);
    recent.seen(shared.position(), key, row);
    return row;
  }

  private Optional<Row> read(Key key) {
    try {
      return Optional.ofNullable(shared.rocks().get(shared.options(), key.bytes()))
          .map(stored -> StoredRow.decode(key, stored));
    } catch (RocksDBException problem) {
      throw Damage.refused("row " + key, problem);
    }
  }

  @Override
  public Map<Key, Row> getAll(Collection<Key> keys) {
    Map<Key, Row> found = HashMap.newHashMap(keys.size());
    keys.forEach(key -> get(key).ifPresent(row -> found.put(key, row)));
    return found;
  }

  @Override
  public List<Entry> scan(String prefix, Optional<Key> after, int limit) {
    refuseIfClosed();
    return scans.run(() -> scanHere(prefix, after, limit));
  }

  private List<Entry> scanHere(String prefix, Optional<Key> after, int limit) {
    List<Entry> found = new ArrayList<>();
    try (Slice end = end(prefix);
        ReadOptions options = new ReadOptions(shared.options()).setIterateUpperBound(end);
        RocksIterator rows = shared.rocks().newIterator(options)) {
      rows.seek(utf8(Children.scanStart(prefix, after)));
      Optional<String> name = nameAt(rows, prefix);
      while (found.size() < limit && name.isPresent()) {
        Key key = Key.of(name.get());
        found.add(new Entry(key, StoredRow.decode(key, rows.value())));
        rows.next();
        name = nameAt(rows, prefix);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public List<String> children(String folder, String after, int limit) {
    refuseIfClosed();
    return scans.run(() -> childrenHere(folder, after, limit));
  }

  private List<String> childrenHere(String folder, String after, int limit) {
    try (Slice end = end(folder);
        ReadOptions options = new ReadOptions(shared.options()).setIterateUpperBound(end);
        RocksIterator rows = shared.rocks().newIterator(options)) {
      return Children.list(
          folder,
          after,
          limit,
          from -> {
            rows.seek(utf8(from));
            return nameAt(rows, folder);
          });
    }
  }

  /** An iterator stops at the end and at damage alike; only its status tells which. */
  private static Optional<String> nameAt(RocksIterator rows, String prefix) {
    if (!rows.isValid()) {
      try {
        rows.status();
      } catch (RocksDBException problem) {
        throw Damage.refused("rows of " + prefix, problem);
      }
      return Optional.empty();
    }
    byte[] key = rows.key();
    if (StoredRow.isPositionKey(key)) {
      return Optional.empty();
    }
    String name = new String(key, StandardCharsets.UTF_8);
    return name.startsWith(prefix) ? Optional.of(name) : Optional.empty();
  }

  /**
   * Behind every key that begins with {@code prefix}: there an iterator stops, instead of walking
   * over whatever was deleted behind it. No UTF-8 contains the byte ff.
   */
  private static Slice end(String prefix) {
    byte[] begin = utf8(prefix);
    byte[] end = Arrays.copyOf(begin, begin.length + 1);
    end[begin.length] = (byte) 0xff;
    return new Slice(end);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException("snapshot used after close");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      shared.letGo();
    }
  }
}
