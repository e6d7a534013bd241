package dev.coffer.server.storage.memory;

import dev.coffer.server.storage.Children;
import dev.coffer.server.storage.Entry;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of one immutable tree; nothing to release. */
record MemorySnapshot(RowTree rows) implements Snapshot {

  @Override
  public Optional<Row> get(Key key) {
    return rows.get(key);
  }

  @Override
  public long version(Key key) {
    return rows.get(key).map(Row::version).orElse(Expectation.ABSENT);
  }

  @Override
  public Map<Key, Row> getAll(Collection<Key> keys) {
    Map<Key, Row> found = HashMap.newHashMap(keys.size());
    keys.forEach(key -> rows.get(key).ifPresent(row -> found.put(key, row)));
    return found;
  }

  @Override
  public List<Entry> scan(String prefix, Optional<Key> after, int limit) {
    List<Entry> found = new ArrayList<>();
    String from = Children.scanStart(prefix, after);
    Optional<Entry> next = rows.firstFrom(from);
    while (found.size() < limit && next.isPresent()) {
      Entry entry = next.get();
      if (!entry.key().text().startsWith(prefix)) {
        break;
      }
      found.add(entry);
      next = rows.firstFrom(Children.successor(entry.key().text()));
    }
    return List.copyOf(found);
  }

  @Override
  public List<String> children(String folder, String after, int limit) {
    return Children.list(
        folder, after, limit, from -> rows.firstFrom(from).map(entry -> entry.key().text()));
  }

  @Override
  public void close() {}
}
