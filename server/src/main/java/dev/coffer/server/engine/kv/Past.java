package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was there at a time. The history's entries are applied again, from the last one before that
 * time which carries the whole record, by the same function that made the record of today.
 */
final class Past {
  private final KvCore core;

  Past(KvCore core) {
    this.core = core;
  }

  /** The version a reader would have got, with its payload unless that was destroyed since. */
  Optional<ReadVersion> read(Reading reading, String path, Instant time, Instant now) {
    checkTime(time, now);
    Optional<SecretRecord> then = at(reading, path, time);
    if (then.isEmpty()) {
      return Optional.empty();
    }
    SecretRecord record = then.get();
    return record
        .version(record.current())
        .map(version -> found(reading, path, record, version, time));
  }

  static void checkTime(Instant time, Instant now) {
    if (time.isAfter(now)) {
      throw Refused.malformed("the time lies in the future");
    }
  }

  private ReadVersion found(
      Reading reading, String path, SecretRecord record, Version version, Instant time) {
    VersionState state = version.state(time);
    if (state != VersionState.ENABLED) {
      return new ReadVersion(version, state, record.settings().custom(), Optional.empty());
    }
    Optional<Instant> ended = endedSince(reading, path, record, version);
    if (ended.isPresent()) {
      return new ReadVersion(
          version.destroyedAt(ended.get()), VersionState.DESTROYED, record.settings().custom(),
          Optional.empty());
    }
    Key key = core.keys().payload(path, version.number());
    return new ReadVersion(
        version, state, record.settings().custom(),
        Optional.of(KvReads.payload(reading, key, version.kind())));
  }

  /** The secret as it was at a time, empty when it was not there. */
  Optional<SecretRecord> at(Reading reading, String path, Instant time) {
    HistoryHead head = head(reading, path);
    if (head.next() == 0) {
      return Optional.empty();
    }
    if (head.first() > 0 && time.isBefore(entry(reading, path, head.first()).at())) {
      throw new Refused(
          new Failure.WrongState("the history of this secret that is kept begins later"));
    }
    long last = lastUntil(reading, path, head, time);
    return last < 0 ? Optional.empty() : replay(reading, path, last);
  }

  /** Whether the secret was there; cheaper than {@link #at}, and false before the history kept. */
  boolean existed(Reading reading, String path, Instant time) {
    HistoryHead head = head(reading, path);
    if (head.next() == 0) {
      return false;
    }
    long last = lastUntil(reading, path, head, time);
    return last >= 0 && entry(reading, path, last).event() != HistoryEntry.Event.REMOVE;
  }

  HistoryHead head(Reading reading, String path) {
    Optional<SecretRecord> record = core.record(reading, path);
    if (record.isPresent()) {
      return record.get().history();
    }
    return reading
        .get(core.keys().past(path))
        .map(row -> decoded(row, Rows::head))
        .orElse(HistoryHead.NEW);
  }

  /** The number of the last entry at or before a time, -1 when there is none: a binary search. */
  private long lastUntil(Reading reading, String path, HistoryHead head, Instant time) {
    long low = head.first() - 1;
    long high = head.next() - 1;
    while (low < high) {
      long middle = high - (high - low) / 2;
      if (entry(reading, path, middle).at().isAfter(time)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low < head.first() ? -1 : low;
  }

  private Optional<SecretRecord> replay(Reading reading, String path, long last) {
    long start = last - last % Edit.STATE_EVERY;
    Optional<SecretRecord> state =
        decoded(row(reading, path, start), Rows::state);
    for (long sequence = start + 1; sequence <= last; sequence++) {
      state = SecretRecord.after(state, entry(reading, path, sequence));
    }
    return state;
  }

  /** When the payload went, if it did: at most as many steps as entries are kept. */
  private Optional<Instant> endedSince(
      Reading reading, String path, SecretRecord then, Version version) {
    boolean stillThere =
        core.record(reading, path)
            .flatMap(record -> record.version(version.number()))
            .filter(today -> today.id().equals(version.id()) && today.destroyed().isEmpty())
            .isPresent();
    if (stillThere) {
      return Optional.empty();
    }
    long next = head(reading, path).next();
    for (long sequence = then.history().next(); sequence < next; sequence++) {
      HistoryEntry entry = entry(reading, path, sequence);
      if (entry.ends(version.number())) {
        return Optional.of(entry.at());
      }
    }
    throw new Refused(new Failure.Integrity("the history does not tell where a version went"));
  }

  private HistoryEntry entry(Reading reading, String path, long sequence) {
    return decoded(row(reading, path, sequence), Rows::entry);
  }

  private Opened row(Reading reading, String path, long sequence) {
    Key key = core.keys().history(path, sequence);
    return reading
        .get(key)
        .orElseThrow(
            () -> new Refused(new Failure.Integrity("an entry of the history is missing: " + key)));
  }

  private static <T> T decoded(Opened row, Function<byte[], T> decoder) {
    try (SecretBytes value = row.value()) {
      return value.read(decoder);
    }
  }
}
