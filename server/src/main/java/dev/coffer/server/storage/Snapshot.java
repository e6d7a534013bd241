package dev.coffer.server.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store at one position. Cheap; closed by whoever took it; used by one thread at a time. */
public interface Snapshot extends AutoCloseable {

  Optional<Row> get(Key key);

  /**
   * The row's version alone, {@link Expectation#ABSENT} for none. Cheaper than {@link #get} for a
   * large row whose content somebody remembers.
   */
  long version(Key key);

  /** The rows that are there, of the keys asked for. */
  Map<Key, Row> getAll(Collection<Key> keys);

  /**
   * Rows whose key's text begins with {@code prefix}, in key order.
   *
   * @param after only keys greater than this one, empty for all
   * @param limit 1 or more
   */
  List<Entry> scan(String prefix, Optional<Key> after, int limit);

  /**
   * The next path segments below a folder, in order, each once: {@code a} for a row, {@code a/} for
   * a folder. Subtrees are skipped inside the store: the cost is the children's, not the
   * descendants'.
   *
   * @param folder a prefix that ends in {@code /}
   * @param after only segments greater than this one ({@code ""} for all)
   * @param limit 1 or more
   */
  List<String> children(String folder, String after, int limit);

  @Override
  void close();
}
