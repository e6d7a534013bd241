package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes new versions. Each write is one commit: payload, record and history. */
public final class KvWrites {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final KvCore core;

  KvWrites(KvCore core) {
    this.core = core;
  }

  /**
   * Writes a version and makes it the current one; the former current one becomes the previous.
   *
   * @param payload closed by this method
   * @throws Refused {@code VersionMismatch} when {@code expected} is not what is there
   * @throws dev.coffer.server.storage.Conflict when somebody else wrote at the same moment
   */
  public WrittenVersion write(
      Permit permit, String path, Payload payload, ExpectedVersion expected) {
    try (payload) {
      permit.requires(core.needs().write(path));
      SecretPath.check(path);
      checkSize(payload);
      try (Edit edit = Edit.of(core, permit, path)) {
        checkExpected(edit, expected);
        return append(edit, HistoryEntry.Event.WRITE, payload);
      }
    }
  }

  /**
   * Merges a patch (RFC 7396) into the current version and writes what comes of it.
   *
   * @return empty when there is no current version that can be read: {@code absent} tells why
   */
  public Patched patch(Permit permit, String path, Json.Object patch, ExpectedVersion expected) {
    permit.requires(core.needs().patch(path));
    SecretPath.check(path);
    try (Edit edit = Edit.of(core, permit, path)) {
      if (edit.before().isEmpty()) {
        return new Patched.Absent();
      }
      checkExpected(edit, expected);
      SecretRecord record = edit.before().get();
      Optional<Version> current = record.version(record.current());
      if (current.isEmpty()) {
        return new Patched.Absent();
      }
      if (current.get().state(edit.at()) != VersionState.ENABLED) {
        return new Patched.Gone(current.get(), record.settings());
      }
      return new Patched.Written(patch(edit, path, current.get(), patch));
    }
  }

  /** What came of a patch. */
  public sealed interface Patched {
    /** There was nothing to patch. */
    record Absent() implements Patched {}

    /** The current version is deleted or destroyed. */
    record Gone(Version version, Settings settings) implements Patched {}

    /** A new version. */
    record Written(WrittenVersion written) implements Patched {}
  }

  private WrittenVersion patch(Edit edit, String path, Version current, Json.Object patch) {
    if (current.kind() != PayloadKind.JSON) {
      throw new Refused(new Failure.WrongState("only a JSON object can be patched"));
    }
    Key key = core.keys().payload(path, current.number());
    try (Payload old = KvReads.payload(edit.reading(), key, current.kind());
        Payload merged = merged(old, patch)) {
      checkSize(merged);
      return append(edit, HistoryEntry.Event.PATCH, merged);
    }
  }

  private static Payload merged(Payload old, Json.Object patch) {
    Json.Object merged = JsonObjects.merged(old.bytes().read(READER::readObject), patch);
    return new Payload(PayloadKind.JSON, SecretBytes.owning(JsonWriter.bytes(merged)));
  }

  private WrittenVersion append(Edit edit, HistoryEntry.Event event, Payload payload) {
    Optional<SecretRecord> before = edit.before();
    int number = next(before.map(SecretRecord::highest).orElse(0));
    Settings settings = before.map(SecretRecord::settings).orElse(Settings.NONE);
    int keep = edit.config().keep(settings);
    List<Integer> pruned = before.map(record -> record.pruned(number, keep)).orElse(List.of());
    Version version =
        new Version(
            number, core.freshId(), edit.at(), deletion(edit, settings), Optional.empty(),
            payload.kind());
    edit.drop(pruned);
    edit.store(number, payload.bytes());
    edit.commit(event, version, pruned, keep);
    return new WrittenVersion(version, settings.custom());
  }

  private static Optional<Instant> deletion(Edit edit, Settings settings) {
    Duration after = edit.config().deleteAfter(settings);
    return after.isZero() ? Optional.empty() : Optional.of(edit.at().plus(after));
  }

  private static int next(int highest) {
    if (highest == Integer.MAX_VALUE) {
      throw new Refused(new Failure.TooLarge("the version number", Integer.MAX_VALUE, "versions"));
    }
    return highest + 1;
  }

  private static void checkExpected(Edit edit, ExpectedVersion expected) {
    Optional<SecretRecord> before = edit.before();
    boolean required =
        edit.config().casRequired()
            || before.map(record -> record.settings().casRequired()).orElse(false);
    ExpectedVersion.check(expected, before.map(SecretRecord::current).orElse(0), required);
  }

  private static void checkSize(Payload payload) {
    if (payload.bytes().size() > Payload.BYTES_MAX) {
      throw new Refused(new Failure.TooLarge("the secret", Payload.BYTES_MAX, "bytes"));
    }
  }
}
