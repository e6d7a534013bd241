package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The token roles, at {@code token/role/NAME}. */
public final class TokenRoles {
  /** A longer name is refused; it is part of paths and keys. Characters. */
  public static final int NAME_CHARS_MAX = 256;

  private static final String ROWS = "token/role/";
  private static final int DECODED_MAX = 1_000;

  private final Barrier barrier;
  private final Decoded<TokenRole> decoded = new Decoded<>(DECODED_MAX, TokenRole::decode);

  TokenRoles(Barrier barrier) {
    this.barrier = barrier;
  }

  public boolean exists(String name) {
    return find(name).isPresent();
  }

  public Optional<TokenRole> find(String name) {
    try (Reading reading = barrier.read()) {
      return find(reading, name);
    }
  }

  Optional<TokenRole> find(Reading reading, String name) {
    return isName(name)
        ? reading.get(row(name), decoded).map(Versioned::value)
        : Optional.empty();
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = barrier.read()) {
      return reading.children(ROWS, after, limit);
    }
  }

  /** Makes a role or changes what {@code change} changes. */
  public void put(Permit permit, String name, UnaryOperator<TokenRole> change) {
    if (!isName(name)) {
      throw new Refused(
          new Failure.Malformed("a role name has 1 to " + NAME_CHARS_MAX + " characters and no slash"));
    }
    try (Reading reading = barrier.read()) {
      Optional<TokenRole> known = find(reading, name);
      if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
        throw new Conflict(row(name)); // The decision between create and update is made again.
      }
      TokenRole next = change.apply(known.orElseGet(() -> TokenRole.named(name)));
      barrier.commit(
          new Changes()
              .expectAll(permit.revisions())
              .expect(reading.expectation(row(name)))
              .put(row(name), next.encode()));
    }
  }

  /** Removes a role; one that is not there is gone already. Its tokens live on but renew no more. */
  public void delete(Permit permit, String name) {
    if (isName(name)) {
      barrier.commit(new Changes().expectAll(permit.revisions()).delete(row(name)));
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= NAME_CHARS_MAX && name.indexOf('/') < 0;
  }

  private static Key row(String name) {
    return Key.of(ROWS + name);
  }
}
