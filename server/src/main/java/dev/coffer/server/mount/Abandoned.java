package dev.coffer.server.mount;

import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.OpenedEntry;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Removes what disabled mounts leave behind. The commit that disables a mount leaves an order here,
 * so nothing is forgotten in a crash; every step may be repeated, by several nodes at once too.
 */
public final class Abandoned {
  private static final String ORDERS = "core/abandoned/";
  private static final int ORDERS_A_RUN_MAX = 16;
  private static final int ROWS_A_COMMIT_MAX = 500;
  private static final int COMMITS_A_MOUNT_MAX = 50;
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final Barrier barrier;
  private final Consumer<Mount> ended;

  /**
   * Removes data of this barrier.
   *
   * @param ended ends what was issued under the mount (leases, tokens) before its data goes; called
   *     again when it failed or the server stopped meanwhile
   */
  public Abandoned(Barrier barrier, Consumer<Mount> ended) {
    this.barrier = barrier;
    this.ended = ended;
  }

  /** Part of the commit that disables. */
  static void order(Changes changes, Mount mount) {
    changes.put(Key.of(ORDERS + mount.uuid()), JsonWriter.bytes(MountRows.json(mount)));
  }

  /** Does a bounded piece of what is to do. */
  public void run(Instant now) {
    Optional<RuntimeException> failure = Optional.empty();
    for (Mount mount : orders()) {
      try {
        remove(mount);
      } catch (RuntimeException failed) {
        failure = failure.or(() -> Optional.of(failed)); // The others go on.
      }
    }
    failure.ifPresent(
        failed -> {
          throw failed;
        });
  }

  private void remove(Mount mount) {
    ended.accept(mount);
    boolean more = true;
    for (int commits = 0; more && commits < COMMITS_A_MOUNT_MAX; commits++) {
      more = removeSome(mount);
    }
  }

  private List<Mount> orders() {
    try (Reading reading = barrier.read()) {
      List<OpenedEntry> rows = reading.scan(ORDERS, Optional.empty(), ORDERS_A_RUN_MAX);
      return rows.stream().map(Abandoned::decode).toList();
    }
  }

  private static Mount decode(OpenedEntry row) {
    try (var value = row.value()) {
      return MountRows.mount(value.read(READER::readObject));
    }
  }

  /** The order itself goes last, in a commit of its own. */
  private boolean removeSome(Mount mount) {
    List<Key> keys;
    try (Reading reading = barrier.read()) {
      keys = reading.keys(mount.prefix(), Optional.empty(), ROWS_A_COMMIT_MAX);
    }
    Changes changes = new Changes();
    keys.forEach(changes::delete);
    if (keys.isEmpty()) {
      changes.delete(Key.of(ORDERS + mount.uuid()));
    }
    barrier.commit(changes);
    return !keys.isEmpty();
  }
}
