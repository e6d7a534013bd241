package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change of one secret: reads its record, appends to its history, and commits both with the
 * payloads. Nothing else in this engine writes records or history.
 */
final class Edit implements AutoCloseable {
  /** Every so many entries one carries the whole record, so that the past is read from there. */
  static final int STATE_EVERY = 64;

  private final KvCore core;
  private final Permit permit;
  private final String path;
  private final Reading reading;
  private final KvConfig config;
  private final Optional<SecretRecord> before;
  private final Changes changes = new Changes();
  private final HistoryHead head;
  private final Instant at;

  private Edit(KvCore core, Permit permit, String path, Reading reading) {
    this.core = core;
    this.permit = permit;
    this.path = path;
    this.reading = reading;
    this.config = core.config(reading);
    this.before = core.record(reading, path);
    this.head = before.map(SecretRecord::history).orElseGet(this::headLeft);
    Instant now = core.now();
    this.at = now.isBefore(head.last()) ? head.last() : now;
  }

  /**
   * Begins a change; close it.
   *
   * @throws Conflict when the permit was decided by an existence that is over
   */
  static Edit of(KvCore core, Permit permit, String path) {
    Reading reading = core.read();
    try {
      Edit edit = new Edit(core, permit, path, reading);
      edit.checkExistence();
      return edit;
    } catch (RuntimeException failed) {
      reading.close();
      throw failed;
    }
  }

  private void checkExistence() {
    permit
        .existed()
        .filter(existed -> existed != before.isPresent())
        .ifPresent(
            _ -> {
              throw new Conflict(core.recordKey(path));
            });
  }

  /** Where the history of a secret of this name that was removed ended. */
  private HistoryHead headLeft() {
    Optional<Opened> past = reading.get(core.keys().past(path));
    changes.expect(reading.expectation(core.keys().past(path)));
    if (past.isEmpty()) {
      return HistoryHead.NEW;
    }
    changes.delete(core.keys().past(path));
    try (SecretBytes value = past.get().value()) {
      return value.read(Rows::head);
    }
  }

  Reading reading() {
    return reading;
  }

  Optional<SecretRecord> before() {
    return before;
  }

  KvConfig config() {
    return config;
  }

  /** The time of this commit. */
  Instant at() {
    return at;
  }

  /** Puts the payload beside the record. */
  void store(int number, SecretBytes payload) {
    changes.put(core.keys().payload(path, number), payload);
  }

  /** Drops payloads. */
  void drop(List<Integer> numbers) {
    numbers.forEach(number -> changes.delete(core.keys().payload(path, number)));
  }

  /** An entry about versions that are there already. */
  Optional<SecretRecord> commit(HistoryEntry.Event event, List<Integer> versions) {
    return commit(entry(event, versions, Optional.empty(), List.of(), 0, Optional.empty()));
  }

  /** An entry about new settings. */
  Optional<SecretRecord> commit(Settings settings) {
    return commit(
        entry(
            HistoryEntry.Event.METADATA, List.of(), Optional.empty(), List.of(), 0,
            Optional.of(settings)));
  }

  /** An entry about a new version. */
  Optional<SecretRecord> commit(
      HistoryEntry.Event event, Version written, List<Integer> pruned, int keep) {
    return commit(
        entry(
            event, List.of(written.number()), Optional.of(written), pruned, keep,
            Optional.empty()));
  }

  private HistoryEntry entry(
      HistoryEntry.Event event,
      List<Integer> versions,
      Optional<Version> written,
      List<Integer> pruned,
      int keep,
      Optional<Settings> settings) {
    return new HistoryEntry(
        head.next(), at, event, Actor.of(permit.caller()), versions, written, pruned, keep,
        settings);
  }

  private Optional<SecretRecord> commit(HistoryEntry entry) {
    SecretRecord base = before.orElseGet(() -> SecretRecord.begun(at, head));
    Optional<SecretRecord> after = SecretRecord.after(Optional.of(base), entry);
    boolean carriesState = entry.sequence() % STATE_EVERY == 0;
    changes.put(
        core.keys().history(path, entry.sequence()),
        Rows.entry(entry, carriesState ? after : Optional.empty()));
    long first = trim(entry);
    Optional<SecretRecord> stored = after.map(record -> record.historyFrom(first));
    stored.ifPresentOrElse(
        record -> changes.put(core.recordKey(path), Rows.record(record)),
        () -> {
          changes.delete(core.recordKey(path));
          changes.put(core.keys().past(path), Rows.head(head.after(entry).from(first)));
        });
    changes.expect(reading.expectation(core.recordKey(path)));
    changes.expect(reading.expectation(core.keys().config()));
    changes.expectAll(permit.revisions());
    long version = core.barrier().commit(changes);
    stored.ifPresent(record -> core.remember(path, record, version));
    return after;
  }

  /** Drops the oldest entries, always up to one that carries the record; returns what is first. */
  private long trim(HistoryEntry entry) {
    long first = head.first();
    long most = entry.sequence() + 1 - config.historyKept();
    if (most - first < STATE_EVERY) {
      return first;
    }
    // A few steps at most, so that a lowered limit does not make one write slow.
    long kept = Math.min(most - most % STATE_EVERY, first + 4L * STATE_EVERY);
    for (long sequence = first; sequence < kept; sequence++) {
      changes.delete(core.keys().history(path, sequence));
    }
    return kept;
  }

  @Override
  public void close() {
    reading.close();
  }
}
