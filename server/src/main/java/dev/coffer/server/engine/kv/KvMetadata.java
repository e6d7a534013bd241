package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.OpenedEntry;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The record of a secret and its history: reads, new settings, removal. */
public final class KvMetadata {
  /** The most entries one answer of the history has. */
  public static final int HISTORY_PAGE_MAX = 1_000;

  private final KvCore core;

  KvMetadata(KvCore core) {
    this.core = core;
  }

  public Optional<SecretRecord> read(Permit permit, String path) {
    permit.requires(core.needs().readMetadata(path));
    SecretPath.check(path);
    try (Reading reading = core.read()) {
      return core.record(reading, path);
    }
  }

  /**
   * What happened to the secret and who did it, newest first; also of a secret that was removed.
   *
   * @param before only entries with a lower number, 0 for the newest
   * @param limit at most {@link #HISTORY_PAGE_MAX}
   */
  public List<HistoryEntry> history(Permit permit, String path, long before, int limit) {
    permit.requires(core.needs().readMetadata(path));
    SecretPath.check(path);
    if (before < 0 || limit < 1 || limit > HISTORY_PAGE_MAX) {
      throw Refused.malformed("a page of the history has 1 to 1000 entries");
    }
    try (Reading reading = core.read()) {
      return entries(reading, path, before, limit).reversed();
    }
  }

  private List<HistoryEntry> entries(Reading reading, String path, long before, int limit) {
    HistoryHead head = new Past(core).head(reading, path);
    long end = before == 0 ? head.next() : Math.min(before, head.next());
    long begin = Math.max(head.first(), end - limit);
    if (begin >= end) {
      return List.of();
    }
    Optional<Key> after =
        begin == 0 ? Optional.empty() : Optional.of(core.keys().history(path, begin - 1));
    List<HistoryEntry> entries = new ArrayList<>();
    for (OpenedEntry row :
        reading.scan(core.keys().histories(path), after, Math.toIntExact(end - begin))) {
      try (SecretBytes value = row.value()) {
        entries.add(value.read(Rows::entry));
      }
    }
    return entries;
  }

  /**
   * Sets settings; makes a secret without versions where none is.
   *
   * @return whether the mount demands check-and-set although the secret's owner waives it
   */
  public boolean put(Permit permit, String path, SettingsChange change) {
    permit.requires(core.needs().writeMetadata(path));
    SecretPath.check(path);
    if (change.isEmpty()) {
      return false;
    }
    try (Edit edit = Edit.of(core, permit, path)) {
      return set(edit, change);
    }
  }

  /**
   * As {@link #put}, for a secret that is there.
   *
   * @return empty when there is none
   */
  public Optional<Boolean> patch(Permit permit, String path, SettingsChange change) {
    permit.requires(core.needs().patchMetadata(path));
    SecretPath.check(path);
    try (Edit edit = Edit.of(core, permit, path)) {
      return edit.before().isEmpty() ? Optional.empty() : Optional.of(set(edit, change));
    }
  }

  private static boolean set(Edit edit, SettingsChange change) {
    Settings old = edit.before().map(SecretRecord::settings).orElse(Settings.NONE);
    Settings settings = change.applied(old);
    settings.check();
    edit.commit(settings);
    return edit.config().casRequired() && !change.casRequired().orElse(true);
  }

  /** Removes the secret with all its versions; its history stays. */
  public void remove(Permit permit, String path) {
    permit.requires(core.needs().remove(path));
    SecretPath.check(path);
    try (Edit edit = Edit.of(core, permit, path)) {
      if (edit.before().isPresent()) {
        edit.drop(edit.before().get().versions().stream().map(Version::number).toList());
        edit.commit(HistoryEntry.Event.REMOVE, List.of());
      }
    }
  }
}
