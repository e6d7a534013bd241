package dev.coffer.server.engine.kv;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A secret without its payloads: the one row every access reads.
 *
 * @param labels stage labels and the numbers they stand at; {@link #CURRENT} is what unversioned
 *     reads mean
 * @param highest the last number given
 * @param oldest Vault's {@code oldest_version}: 0 until a version was pruned
 * @param versions by number, ascending
 */
public record SecretRecord(
    Instant created,
    Instant updated,
    Map<String, Integer> labels,
    int highest,
    int oldest,
    Settings settings,
    List<Version> versions,
    HistoryHead history) {
  public static final String CURRENT = "AWSCURRENT";
  public static final String PREVIOUS = "AWSPREVIOUS";

  public SecretRecord {
    labels = Map.copyOf(labels);
    versions = List.copyOf(versions);
  }

  /** A secret about which nothing is known yet but that it begins. */
  static SecretRecord begun(Instant at, HistoryHead history) {
    return new SecretRecord(at, at, Map.of(), 0, 0, Settings.NONE, List.of(), history);
  }

  /** The current number, 0 for none; what check-and-set compares. */
  public int current() {
    return labels.getOrDefault(CURRENT, 0);
  }

  public Optional<Version> version(int number) {
    // Recent versions are asked for most.
    for (int at = versions.size() - 1; at >= 0; at--) {
      if (versions.get(at).number() == number) {
        return Optional.of(versions.get(at));
      }
    }
    return Optional.empty();
  }

  /** What the entry makes of the record that was there before it, if any. */
  static Optional<SecretRecord> after(Optional<SecretRecord> before, HistoryEntry entry) {
    if (entry.event() == HistoryEntry.Event.REMOVE) {
      return Optional.empty();
    }
    SecretRecord base =
        before.orElseGet(() -> begun(entry.at(), new HistoryHead(0, entry.sequence(), entry.at())));
    return Optional.of(base.after(entry));
  }

  /** What the entry makes of this record; the same for a commit as for a look into the past. */
  SecretRecord after(HistoryEntry entry) {
    SecretRecord next =
        switch (entry.event()) {
          case WRITE, PATCH -> afterWrite(entry);
          case DELETE -> mapped(entry.versions(), v -> v.deletedAt(Optional.of(entry.at())));
          case UNDELETE -> mapped(entry.versions(), v -> v.deletedAt(Optional.empty()));
          case DESTROY -> mapped(entry.versions(), v -> v.destroyedAt(entry.at()));
          case METADATA -> with(entry.settings().orElseThrow());
          case REMOVE -> throw new IllegalArgumentException("nothing is left after a removal");
        };
    return next.at(history.after(entry));
  }

  private SecretRecord afterWrite(HistoryEntry entry) {
    Version version = entry.written().orElseThrow();
    List<Version> kept = new ArrayList<>(versions.size() + 1);
    for (Version old : versions) {
      if (!entry.pruned().contains(old.number())) {
        kept.add(old);
      }
    }
    kept.add(version);
    Map<String, Integer> moved = new LinkedHashMap<>(labels);
    if (current() > 0) {
      moved.put(PREVIOUS, current());
    }
    moved.put(CURRENT, version.number());
    return new SecretRecord(
        created, entry.at(), moved, version.number(),
        oldestAfter(version.number(), entry.keep(), kept.getFirst().number()), settings, kept,
        history);
  }

  /** Vault's window of versions, unless a label keeps an older one. */
  private int oldestAfter(int number, int keep, int firstKept) {
    return number - oldest >= keep ? Math.min(number - keep + 1, firstKept) : oldest;
  }

  private SecretRecord mapped(List<Integer> numbers, UnaryOperator<Version> change) {
    List<Version> changed =
        versions.stream()
            .map(version -> numbers.contains(version.number()) ? change.apply(version) : version)
            .toList();
    return new SecretRecord(created, updated, labels, highest, oldest, settings, changed, history);
  }

  private SecretRecord with(Settings changed) {
    return new SecretRecord(created, updated, labels, highest, oldest, changed, versions, history);
  }

  SecretRecord historyFrom(long first) {
    return at(history.from(first));
  }

  private SecretRecord at(HistoryHead head) {
    return new SecretRecord(created, updated, labels, highest, oldest, settings, versions, head);
  }

  /**
   * The numbers to prune when one more version is written, as Vault counts (the higher of the
   * secret's and the mount's number); what carries a label stays.
   */
  List<Integer> pruned(int next, int keep) {
    List<Integer> numbers = new ArrayList<>();
    for (Version version : versions) {
      boolean labelled = version.number() == current() || otherLabel(version.number());
      if (version.number() <= next - keep && !labelled) {
        numbers.add(version.number());
      }
    }
    return numbers;
  }

  /** Labels that a plain write leaves where they are. */
  private boolean otherLabel(int number) {
    return labels.entrySet().stream()
        .anyMatch(
            label ->
                label.getValue() == number
                    && !label.getKey().equals(CURRENT)
                    && !label.getKey().equals(PREVIOUS));
  }
}
