package dev.coffer.server.engine.kv;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that happened to a secret: an entry of its history, which is only ever appended to. The
 * record of a secret is what its entries made of it ({@link SecretRecord#after}).
 *
 * @param at the time of the commit; never less than the entry before it
 * @param versions the numbers it was about
 * @param written the new version of a {@code WRITE} or {@code PATCH}
 * @param pruned numbers that this write pushed out; their payloads are gone
 * @param keep how many versions were to be kept when this was written, else 0
 * @param settings the new settings of a {@code METADATA}
 */
public record HistoryEntry(
    long sequence,
    Instant at,
    Event event,
    Actor actor,
    List<Integer> versions,
    Optional<Version> written,
    List<Integer> pruned,
    int keep,
    Optional<Settings> settings) {
  public HistoryEntry {
    versions = List.copyOf(versions);
    pruned = List.copyOf(pruned);
  }

  /** What can happen to a secret. */
  public enum Event {
    WRITE,
    PATCH,
    DELETE,
    UNDELETE,
    DESTROY,
    METADATA,
    /** The secret went with all its versions. */
    REMOVE;

    /** As rows and answers spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Event ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** True when this entry ended the payload of a version, whoever wrote it. */
  boolean ends(int number) {
    return switch (event) {
      case REMOVE -> true;
      case DESTROY -> versions.contains(number);
      case WRITE, PATCH -> pruned.contains(number);
      case DELETE, UNDELETE, METADATA -> false;
    };
  }
}
