package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mount on its way from version 1 to version 2. What a secret was becomes its version 1, and its
 * row of old goes in the same commit, so each secret is there once at every moment. Nothing else
 * writes here meanwhile: what was begun before the upgrade can no longer commit.
 */
public final class KvUpgrade implements Engine.Upgrading {
  /** What requests get meanwhile, in Vault's words. */
  public static final String UNAVAILABLE =
      "Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief"
          + " period and will resume service shortly.";

  private static final int SECRETS_A_STEP_MAX = 64;
  private static final long BYTES_A_STEP_MAX = 4L << 20;

  /** Who wrote the first version is not known: version 1 keeps no history. */
  private static final Actor UPGRADE = new Actor("upgrade from version 1", "", "");

  private final KvCore core;

  KvUpgrade(KvCore core) {
    this.core = core;
  }

  @Override
  public boolean step() {
    String folder = core.keys().unversioned();
    try (Reading reading = core.read()) {
      List<Key> left = reading.keys(folder, Optional.empty(), SECRETS_A_STEP_MAX);
      Changes changes = new Changes();
      long bytes = 0;
      for (Key row : left) {
        if (bytes >= BYTES_A_STEP_MAX) {
          break;
        }
        bytes += bringAlong(reading, row, row.text().substring(folder.length()), changes);
      }
      if (left.isEmpty()) {
        return false;
      }
      core.barrier().commit(changes);
      return true;
    }
  }

  /** Returns how many bytes the secret has. */
  private long bringAlong(Reading reading, Key row, String path, Changes changes) {
    Opened old = reading.get(row).orElseThrow(); // The same position that its key was read at.
    SecretBytes payload = old.value();
    long size = payload.size();
    Instant now = core.now();
    Version first =
        new Version(1, core.freshId(), now, Optional.empty(), Optional.empty(), PayloadKind.JSON);
    HistoryEntry entry =
        new HistoryEntry(
            0, now, HistoryEntry.Event.WRITE, UPGRADE, List.of(1), Optional.of(first), List.of(),
            core.config(reading).keep(Settings.NONE), Optional.empty());
    SecretRecord record = SecretRecord.begun(now, HistoryHead.NEW).after(entry);
    changes
        .put(core.keys().payload(path, 1), payload)
        .put(core.recordKey(path), Rows.record(record))
        .put(core.keys().history(path, 0), Rows.entry(entry, Optional.of(record)))
        .delete(row)
        .expect(reading.expectation(row))
        .expectAbsent(core.recordKey(path));
    return size;
  }
}
