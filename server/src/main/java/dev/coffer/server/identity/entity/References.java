package dev.coffer.server.identity.entity;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Rows that lead from a name to an id. A name at a mount stands in its key as a keyed hash only: for
 * AppRole it is a role id. A decoded reference is remembered, since every login follows one.
 */
final class References {
  private static final int DECODED_MAX = 10_000;
  private static final String PURPOSE = "alias";

  private final Barrier barrier;
  private final Decoded<String> decoded = new Decoded<>(DECODED_MAX, IdentityCodec::reference);

  References(Barrier barrier) {
    this.barrier = barrier;
  }

  /** Where the reference from a name at a mount stands. */
  Key at(String folder, String accessor, String name) {
    byte[] message = (accessor + "/" + name).getBytes(StandardCharsets.UTF_8);
    return Key.of(folder + HexFormat.of().formatHex(barrier.mac(PURPOSE, message)));
  }

  Optional<String> follow(Reading reading, Key key) {
    return reading.get(key, decoded).map(Versioned::value);
  }

  /** A new reference; the commit fails when there is one. */
  static void add(Changes changes, Key key, String id) {
    changes.expectAbsent(key).put(key, SecretBytes.owning(IdentityCodec.reference(id)));
  }

  /** A reference that may be there already and then leads elsewhere from now on. */
  static void put(Reading reading, Changes changes, Key key, String id) {
    changes.expect(reading.expectation(key)).put(key, SecretBytes.owning(IdentityCodec.reference(id)));
  }

  /** What follows the folder in the keys below it, in order, after {@code after} ({@code ""} for all). */
  static List<String> names(Reading reading, String folder, String after, int limit) {
    Optional<Key> from = after.isEmpty() ? Optional.empty() : Optional.of(Key.of(folder + after));
    return reading.keys(folder, from, limit).stream()
        .map(key -> key.text().substring(folder.length()))
        .toList();
  }
}
