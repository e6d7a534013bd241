package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.util.List;
import java.util.function.Predicate;

/** Deletes versions so that they can come back, brings them back, and destroys them. */
public final class KvVersions {
  /** More numbers in one request are refused. */
  public static final int NUMBERS_MAX = Settings.VERSIONS_MAX;

  private final KvCore core;

  KvVersions(KvCore core) {
    this.core = core;
  }

  /** Marks the current version deleted; does nothing when there is none that can be read. */
  public void deleteCurrent(Permit permit, String path) {
    permit.requires(core.needs().deleteCurrent(path));
    SecretPath.check(path);
    try (Edit edit = Edit.of(core, permit, path)) {
      List<Integer> current =
          edit.before().map(record -> List.of(record.current())).orElse(List.of());
      apply(edit, HistoryEntry.Event.DELETE, current, version -> enabled(edit, version));
    }
  }

  /** Marks versions deleted; numbers that are not there or not readable are passed over. */
  public void delete(Permit permit, String path, List<Integer> numbers) {
    permit.requires(core.needs().delete(path));
    check(path, numbers);
    try (Edit edit = Edit.of(core, permit, path)) {
      apply(edit, HistoryEntry.Event.DELETE, numbers, version -> enabled(edit, version));
    }
  }

  /** Brings deleted versions back; destroyed ones stay so. */
  public void undelete(Permit permit, String path, List<Integer> numbers) {
    permit.requires(core.needs().undelete(path));
    check(path, numbers);
    try (Edit edit = Edit.of(core, permit, path)) {
      apply(
          edit, HistoryEntry.Event.UNDELETE, numbers,
          version -> version.destroyed().isEmpty() && version.deletion().isPresent());
    }
  }

  /** Removes payloads for good. */
  public void destroy(Permit permit, String path, List<Integer> numbers) {
    permit.requires(core.needs().destroy(path));
    check(path, numbers);
    try (Edit edit = Edit.of(core, permit, path)) {
      apply(
          edit, HistoryEntry.Event.DESTROY, numbers, version -> version.destroyed().isEmpty());
    }
  }

  private static boolean enabled(Edit edit, Version version) {
    return version.state(edit.at()) == VersionState.ENABLED;
  }

  private static void apply(
      Edit edit, HistoryEntry.Event event, List<Integer> numbers, Predicate<Version> fits) {
    List<Integer> chosen =
        edit.before().map(SecretRecord::versions).orElse(List.of()).stream()
            .filter(version -> numbers.contains(version.number()))
            .filter(fits)
            .map(Version::number)
            .toList();
    if (event == HistoryEntry.Event.DESTROY) {
      edit.drop(chosen);
    }
    if (!chosen.isEmpty()) {
      edit.commit(event, chosen);
    }
  }

  private static void check(String path, List<Integer> numbers) {
    SecretPath.check(path);
    if (numbers.isEmpty()) {
      throw Refused.malformed("No version number provided");
    }
    if (numbers.size() > NUMBERS_MAX) {
      throw new Refused(new Failure.TooLarge("versions", NUMBERS_MAX, "numbers"));
    }
  }
}
