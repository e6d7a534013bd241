package dev.coffer.server.engine.kv;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.Optional;

/** Reads secrets and what their objects are made of. */
public final class KvReads {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final KvCore core;
  private final Past past;

  KvReads(KvCore core) {
    this.core = core;
    this.past = new Past(core);
  }

  /** True when there is a secret, though all its versions may be deleted; for create-or-update. */
  public boolean exists(String path) {
    SecretPath.check(path);
    try (Reading reading = core.read()) {
      return core.record(reading, path).isPresent();
    }
  }

  /**
   * One version with its payload.
   *
   * @return empty when there is no such secret or version
   * @throws Refused {@code Malformed} for a time in the future or before the history kept
   */
  public Optional<ReadVersion> read(Permit permit, String path, Which which) {
    permit.requires(core.needs().read(path));
    SecretPath.check(path);
    return find(path, which);
  }

  /**
   * The names within the secret, every value but an object being null.
   *
   * @param depth how many levels of objects, 0 for all
   * @return the version found and, where it is enabled, its names
   */
  public Optional<Subkeys> subkeys(Permit permit, String path, Which which, int depth) {
    permit.requires(core.needs().subkeys(path));
    SecretPath.check(path);
    return find(path, which).map(found -> subkeys(found, depth));
  }

  /** The names of a version. */
  public record Subkeys(ReadVersion found, Optional<Json.Object> names) {}

  private static Subkeys subkeys(ReadVersion found, int depth) {
    if (found.payload().isEmpty()) {
      return new Subkeys(found, Optional.empty());
    }
    try (Payload payload = found.payload().get()) {
      Json.Object names =
          switch (payload.kind()) {
            case JSON -> JsonObjects.names(payload.bytes().read(READER::readObject), depth);
            case TEXT, BINARY -> Json.Object.empty();
          };
      return new Subkeys(found, Optional.of(names));
    }
  }

  private Optional<ReadVersion> find(String path, Which which) {
    try (Reading reading = core.read()) {
      Instant now = core.now();
      return switch (which) {
        case Which.Current _ ->
            core.record(reading, path).flatMap(r -> open(reading, path, r, r.current(), now));
        case Which.Number number ->
            core.record(reading, path).flatMap(r -> open(reading, path, r, number.number(), now));
        case Which.AsOf asOf -> past.read(reading, path, asOf.time(), now);
      };
    }
  }

  private Optional<ReadVersion> open(
      Reading reading, String path, SecretRecord record, int number, Instant now) {
    return record
        .version(number)
        .map(version -> open(reading, core.keys().payload(path, number), record, version, now));
  }

  private static ReadVersion open(
      Reading reading, Key key, SecretRecord record, Version version, Instant now) {
    VersionState state = version.state(now);
    Optional<Payload> payload =
        state == VersionState.ENABLED
            ? Optional.of(payload(reading, key, version.kind()))
            : Optional.empty();
    return new ReadVersion(version, state, record.settings().custom(), payload);
  }

  /** The payload of a version whose record says that it is there. */
  static Payload payload(Reading reading, Key key, PayloadKind kind) {
    Opened opened =
        reading
            .get(key)
            .orElseThrow(() -> new Refused(new Failure.Integrity("a payload is missing: " + key)));
    return new Payload(kind, opened.value());
  }
}
