package dev.coffer.server.gate.audit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was written lately of things that come again and again, so that a known caller or mount costs
 * no hashing and no formatting. Holds only what stands in the audit log anyway. Safe for threads.
 *
 * @param <S> the source that was written; it must be equal for what is remembered to count
 */
final class Remembered<S> {
  private static final int ENTRIES_MAX = 4_096;

  private record Entry<S>(S source, Members members) {}

  private final ConcurrentHashMap<String, Entry<S>> known = new ConcurrentHashMap<>();

  /**
   * The members that {@code write} makes of {@code source}.
   *
   * @param name of the source; empty for one that is not remembered
   */
  Members of(String name, S source, Supplier<Members> write) {
    if (name.isEmpty()) {
      return write.get();
    }
    Entry<S> found = known.get(name);
    if (found != null && found.source().equals(source)) {
      return found.members();
    }
    Members made = write.get();
    if (known.size() >= ENTRIES_MAX) {
      known.clear();
    }
    known.put(name, new Entry<>(source, made));
    return made;
  }
}
