package dev.coffer.server.identity;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The roles of a mount, or whatever else a method keeps under names: a row for each, in one folder.
 *
 * @param <T> without secrets that may not stay in memory: decoded rows are remembered
 */
public final class NamedRows<T> {
  /** A longer name is refused; it is part of paths and keys. Characters. */
  public static final int NAME_CHARS_MAX = 256;

  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]*\\w)?");

  private final Barrier barrier;
  private final String folder;
  private final Decoded<T> decoded;
  private final Function<T, byte[]> encoder;

  /** @param folder key of the folder, with its slash */
  public NamedRows(Barrier barrier, String folder, Decoded<T> decoded, Function<T, byte[]> encoder) {
    this.barrier = barrier;
    this.folder = folder;
    this.decoded = decoded;
    this.encoder = encoder;
  }

  public Key row(String name) {
    return Key.of(folder + name);
  }

  /** Empty also for what cannot be a name. */
  public Optional<Versioned<T>> find(Reading reading, String name) {
    return isName(name) ? reading.get(row(name), decoded) : Optional.empty();
  }

  public Optional<T> find(String name) {
    try (Reading reading = barrier.read()) {
      return find(reading, name).map(Versioned::value);
    }
  }

  public boolean exists(String name) {
    return find(name).isPresent();
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = barrier.read()) {
      return reading.children(folder, after, limit);
    }
  }

  /**
   * Makes one, or changes the one there is.
   *
   * @param change gets what there is; may refuse
   */
  public void put(Permit permit, String name, Function<Optional<T>, T> change) {
    checkName(name);
    try (Reading reading = barrier.read()) {
      Optional<T> known = find(reading, name).map(Versioned::value);
      if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
        throw new Conflict(row(name)); // The decision is made again.
      }
      T value = change.apply(known);
      barrier.commit(
          new Changes()
              .expectAll(permit.revisions())
              .expect(reading.expectation(row(name)))
              .put(row(name), encoder.apply(value)));
    }
  }

  /** Removes one; one that is not there is gone already. */
  public void delete(Permit permit, String name) {
    if (isName(name)) {
      barrier.commit(new Changes().expectAll(permit.revisions()).delete(row(name)));
    }
  }

  /** Refuses what cannot be a name. */
  public static void checkName(String name) {
    if (!isName(name)) {
      throw Refused.malformed(
          "a name has 1 to " + NAME_CHARS_MAX + " letters, digits, '_', and inside '.' and '-'");
    }
  }

  private static boolean isName(String name) {
    return name.length() <= NAME_CHARS_MAX && NAME.matcher(name).matches();
  }
}
