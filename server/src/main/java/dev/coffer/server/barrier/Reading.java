package dev.coffer.server.barrier;

import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;

/**
 * The opened store at one position, for one thread. A row that does not open is {@code
 * Refused(Integrity)} naming its key.
 */
public interface Reading extends AutoCloseable {

  Optional<Opened> get(Key key);

  /** The decoded row; decrypts and decodes only what {@code decoded} does not know at this version. */
  <T> Optional<Versioned<T>> get(Key key, Decoded<T> decoded);

  /** As {@link dev.coffer.server.storage.Snapshot#scan}. */
  List<OpenedEntry> scan(String prefix, Optional<Key> after, int limit);

  /** Keys only, nothing is decrypted; otherwise as {@link #scan}. */
  List<Key> keys(String prefix, Optional<Key> after, int limit);

  /** As {@link dev.coffer.server.storage.Snapshot#children}. */
  List<String> children(String folder, String after, int limit);

  /** What a commit must expect to rest on this reading of {@code key}, absence included. */
  Expectation expectation(Key key);

  @Override
  void close();
}
