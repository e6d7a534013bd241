package dev.coffer.server.identity.ldap;

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
import java.util.function.UnaryOperator;

/**
 * The users, or the groups, that a mount says something of. Names come from the path, where they were
 * folded already if case does not count.
 */
public final class Mappings {
  private final Barrier barrier;
  private final String folder;
  private final Decoded<Mapping> known;

  Mappings(Barrier barrier, String folder, Decoded<Mapping> known) {
    this.barrier = barrier;
    this.folder = folder;
    this.known = known;
  }

  public boolean exists(String name) {
    return find(name).isPresent();
  }

  public Optional<Mapping> find(String name) {
    try (Reading reading = barrier.read()) {
      return find(reading, name).map(Versioned::value);
    }
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = barrier.read()) {
      return reading.children(folder, after, limit);
    }
  }

  /** Makes one or changes what is said. */
  public void put(Permit permit, String name, UnaryOperator<Mapping> change) {
    if (!isName(name)) {
      throw Refused.malformed("a name has 1 to " + LdapNames.CHARS_MAX + " characters that can be seen, and no slash");
    }
    try (Reading reading = barrier.read()) {
      Optional<Mapping> before = find(reading, name).map(Versioned::value);
      if (permit.existed().filter(existed -> existed != before.isPresent()).isPresent()) {
        throw new Conflict(row(name)); // The decision is made again.
      }
      Mapping next = change.apply(before.orElseGet(() -> new Mapping(List.of(), List.of()))).checked();
      barrier.commit(
          new Changes()
              .expectAll(permit.revisions())
              .expect(reading.expectation(row(name)))
              .put(row(name), LdapRows.mapping(next)));
    }
  }

  /** Removes one; one that is not there is gone already. */
  public void delete(Permit permit, String name) {
    if (isName(name)) {
      barrier.commit(new Changes().expectAll(permit.revisions()).delete(row(name)));
    }
  }

  Optional<Versioned<Mapping>> find(Reading reading, String name) {
    return isName(name) ? reading.get(row(name), known) : Optional.empty();
  }

  Key row(String name) {
    return Key.of(folder + name);
  }

  /** A name the directory tells may be anything; what cannot stand in a key is mapped to nothing. */
  private static boolean isName(String name) {
    return LdapNames.user(name, true).isPresent();
  }
}
