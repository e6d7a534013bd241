package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * When secret ids were last used, of all AppRole mounts. One of limited uses has it in its row, which
 * each use writes. For the others it is remembered here and written every few seconds, so that a login
 * writes one row less and logins with one secret id never race; a crash forgets the last of them.
 */
public final class LastUses {
  /** Remembered between two writes; what is beyond is not. */
  static final int REMEMBERED_MAX = 100_000;

  private static final int ROWS_A_COMMIT_MAX = 500;

  private final ConcurrentHashMap<Key, Use> recent = new ConcurrentHashMap<>();

  /** @param secretId its row, without which none is written */
  private record Use(Key secretId, Instant at) {}

  void used(ApproleKeys keys, String role, SecretId secretId, Instant now) {
    Key key = keys.used(role, secretId.accessor());
    if (recent.size() < REMEMBERED_MAX || recent.containsKey(key)) {
      recent.put(key, new Use(keys.secretId(role, secretId.accessor()), now));
    }
  }

  Optional<Instant> of(Reading reading, ApproleKeys keys, String role, SecretId secretId) {
    Key key = keys.used(role, secretId.accessor());
    Optional<Instant> counted =
        Optional.of(secretId.updated()).filter(at -> at.isAfter(secretId.created()));
    return Stream.of(Optional.ofNullable(recent.get(key)).map(Use::at), written(reading, key), counted)
        .flatMap(Optional::stream)
        .max(Instant::compareTo);
  }

  private static Optional<Instant> written(Reading reading, Key key) {
    Optional<Opened> row = reading.get(key);
    return row.map(
        opened -> {
          try (var value = opened.value()) {
            return value.read(ApproleRows::used);
          }
        });
  }

  /** Writes what is remembered. */
  public void run(Barrier barrier) {
    List<Map.Entry<Key, Use>> all = List.copyOf(recent.entrySet());
    for (int from = 0; from < all.size(); from += ROWS_A_COMMIT_MAX) {
      List<Map.Entry<Key, Use>> some =
          all.subList(from, Math.min(all.size(), from + ROWS_A_COMMIT_MAX));
      if (written(barrier, some)) {
        some.forEach(entry -> recent.remove(entry.getKey(), entry.getValue()));
      }
    }
  }

  /** False when a secret id ended meanwhile: the next run writes the others. */
  private static boolean written(Barrier barrier, List<Map.Entry<Key, Use>> uses) {
    Changes changes = new Changes();
    try (Reading reading = barrier.read()) {
      for (Map.Entry<Key, Use> use : uses) {
        Expectation standing = reading.expectation(use.getValue().secretId());
        if (standing.version() != Expectation.ABSENT) {
          changes.expect(standing).put(use.getKey(), ApproleRows.used(use.getValue().at()));
        }
      }
    }
    try {
      if (!changes.isEmpty()) {
        barrier.commit(changes);
      }
      return true;
    } catch (Conflict _) {
      return false;
    }
  }
}
