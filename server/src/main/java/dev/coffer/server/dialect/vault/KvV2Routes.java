package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.engine.kv.ExpectedVersion;
import dev.coffer.server.engine.kv.KvConfigs;
import dev.coffer.server.engine.kv.KvReads;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.engine.kv.KvVersions;
import dev.coffer.server.engine.kv.KvWrites;
import dev.coffer.server.engine.kv.Payload;
import dev.coffer.server.engine.kv.PayloadKind;
import dev.coffer.server.engine.kv.ReadVersion;
import dev.coffer.server.engine.kv.Which;
import dev.coffer.server.engine.kv.WrittenVersion;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * KV version 2: {@code data}, {@code subkeys}, {@code delete}, {@code undelete}, {@code destroy} and
 * {@code config} (Vault API, /secret/kv/kv-v2). {@code metadata} is in {@link KvMetadataRoutes}.
 */
public final class KvV2Routes {
  private static final Field VERSION = Field.integer("version", "Which version; the current one unless told");
  private static final Field AT = Field.text("at", "A time (RFC 3339): what a reader got then");
  private static final Field DEPTH = Field.integer("depth", "How many levels of names, 0 for all");
  private static final Field DATA = Field.map("data", "The secret");
  private static final Field OPTIONS = Field.map("options", "\"cas\": the current version, 0 for none");
  private static final Field VERSIONS = Field.list("versions", "The numbers of versions");
  private static final Field MAX_VERSIONS = Field.integer("max_versions", "How many versions to keep, 10 for 0");
  private static final Field CAS_REQUIRED = Field.bool("cas_required", "Whether each write must say \"cas\"");
  private static final Field DELETE_AFTER =
      Field.duration("delete_version_after", "When a version counts as deleted; negative: never");
  private static final Field HISTORY_MAX =
      Field.integer("history_max_entries", "How many entries of each history to keep, 1024 for 0");

  private KvV2Routes() {}

  public static RouteTable<KvV2Engine> table() {
    return RouteTable.join(
        RouteTable.of(
            Route.read("data/{path...}", "Read a secret", KvV2Routes::read, VERSION, AT),
            Route.write("data/{path...}", "Write a version", KvV2Routes::write, DATA, OPTIONS, VERSION),
            Route.patch("data/{path...}", "Merge into the current version", KvV2Routes::patch, DATA, OPTIONS),
            Route.delete("data/{path...}", "Delete the current version", KvV2Routes::deleteCurrent),
            Route.read("subkeys/{path...}", "Names in a secret", KvV2Routes::subkeys, VERSION, DEPTH),
            Route.write("delete/{path...}", "Delete versions", KvV2Routes::delete, VERSIONS),
            Route.write("undelete/{path...}", "Bring versions back", KvV2Routes::undelete, VERSIONS),
            Route.write("destroy/{path...}", "Destroy versions", KvV2Routes::destroy, VERSIONS),
            Route.read("config", "Settings of the mount", KvV2Routes::readConfig),
            Route.write(
                "config", "Change settings of the mount", KvV2Routes::writeConfig, MAX_VERSIONS,
                CAS_REQUIRED, DELETE_AFTER, HISTORY_MAX)),
        KvMetadataRoutes.table(),
        strayTable());
  }

  private static Passed read(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().read(path),
        permit -> {
          Optional<Instant> at = KvWire.at(request);
          Which which = which(request, at);
          ReadVersion found = engine.reads().read(permit, path, which).orElseThrow(KvV2Routes::missing);
          Json.Object metadata =
              at.isPresent() ? KvWire.pastVersion(found) : KvWire.version(found.version(), found.custom());
          return answer("data", data(found), metadata);
        });
  }

  private static Optional<Json.Object> data(ReadVersion found) {
    return found.payload()
        .map(
            payload -> {
              try (payload) {
                return KvWire.data(payload);
              }
            });
  }

  /** Without a payload the answer is 404 and tells what became of the version. */
  private static Answer answer(String name, Optional<Json.Object> value, Json.Object metadata) {
    Json told = value.isPresent() ? value.get() : Json.ofNull();
    Answer answer = Answer.of(Json.object().put(name, told).put("metadata", metadata).build());
    return value.isPresent() ? answer : answer.gone();
  }

  private static Passed subkeys(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().subkeys(path),
        permit -> {
          long depth = request.integer("depth", 0);
          if (depth < 0) {
            throw Refused.malformed("depth must not be negative");
          }
          KvReads.Subkeys found =
              engine.reads()
                  .subkeys(permit, path, which(request, Optional.empty()), clamped(depth))
                  .orElseThrow(KvV2Routes::missing);
          return answer(
              "subkeys", found.names(), KvWire.version(found.found().version(), found.found().custom()));
        });
  }

  private static Which which(VaultRequest request, Optional<Instant> at) {
    long number = request.integer("version", 0);
    if (at.isPresent()) {
      if (number > 0) {
        throw Refused.malformed("ask either for a version or for a time");
      }
      return new Which.AsOf(at.get());
    }
    return number > 0 ? new Which.Number(clamped(number)) : new Which.Current();
  }

  private static Passed write(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        List.of(engine.needs().write(path)),
        () -> engine.reads().exists(path),
        permit -> {
          Payload payload =
              new Payload(PayloadKind.JSON, SecretBytes.owning(JsonWriter.bytes(requiredData(request))));
          WrittenVersion written = engine.writes().write(permit, path, payload, expected(request));
          return Answer.of(KvWire.version(written.version(), written.custom()));
        });
  }

  private static Passed patch(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().patch(path),
        permit -> {
          KvWrites.Patched patched =
              engine.writes().patch(permit, path, requiredData(request), expected(request));
          return switch (patched) {
            case KvWrites.Patched.Absent _ -> throw missing();
            case KvWrites.Patched.Gone gone ->
                Answer.of(KvWire.version(gone.version(), gone.settings().custom())).gone();
            case KvWrites.Patched.Written(WrittenVersion written) ->
                Answer.of(KvWire.version(written.version(), written.custom()));
          };
        });
  }

  private static Json.Object requiredData(VaultRequest request) {
    return request.object("data").orElseThrow(() -> Refused.malformed("no data provided"));
  }

  private static ExpectedVersion expected(VaultRequest request) {
    Optional<Json> cas = request.object("options").flatMap(options -> options.get("cas"));
    if (cas.isEmpty()) {
      return new ExpectedVersion.Any();
    }
    Optional<Long> number =
        switch (cas.get()) {
          case Json.Number literal -> literal.asLong();
          case Json.Text text when text.value().matches("[0-9]{1,18}") ->
              Optional.of(Long.parseLong(text.value()));
          case Json.Text _, Json.Bool _, Json.Null _, Json.Array _, Json.Object _ -> Optional.empty();
        };
    return new ExpectedVersion.Exactly(
        number.orElseThrow(() -> Refused.malformed("error parsing check-and-set parameter")));
  }

  private static Passed deleteCurrent(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return KvWire.done(
        request,
        engine.needs().deleteCurrent(path),
        permit -> engine.versions().deleteCurrent(permit, path));
  }

  private static Passed delete(KvV2Engine engine, VaultRequest request) {
    return versions(request, engine.needs()::delete, engine.versions()::delete);
  }

  private static Passed undelete(KvV2Engine engine, VaultRequest request) {
    return versions(request, engine.needs()::undelete, engine.versions()::undelete);
  }

  private static Passed destroy(KvV2Engine engine, VaultRequest request) {
    return versions(request, engine.needs()::destroy, engine.versions()::destroy);
  }

  @FunctionalInterface
  private interface VersionsWork {
    void apply(Permit permit, String path, List<Integer> numbers);
  }

  private static Passed versions(VaultRequest request, Function<String, Need> need, VersionsWork work) {
    String path = request.capture("path");
    return KvWire.done(
        request, need.apply(path), permit -> work.apply(permit, path, numbers(request)));
  }

  private static List<Integer> numbers(VaultRequest request) {
    List<String> texts = request.list("versions").orElse(List.of());
    if (texts.size() > KvVersions.NUMBERS_MAX) {
      throw new Refused(new Failure.TooLarge("versions", KvVersions.NUMBERS_MAX, "numbers"));
    }
    return texts.stream().map(KvV2Routes::number).toList();
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Refused.malformed("a version is a number");
    }
    return clamped(Long.parseLong(text));
  }

  /** No version has a number beyond an integer's. */
  private static int clamped(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  private static Passed readConfig(KvV2Engine engine, VaultRequest request) {
    return request.pass(
        engine.needs().readConfig(),
        permit -> Answer.of(KvWire.config(engine.configs().read(permit))));
  }

  private static Passed writeConfig(KvV2Engine engine, VaultRequest request) {
    return request.pass(
        engine.needs().writeConfig(),
        permit -> {
          Optional<Duration> deleteAfter = request.signedDuration("delete_version_after");
          engine.configs()
              .write(
                  permit,
                  new KvConfigs.Change(
                      request.integer("max_versions").map(KvV2Routes::bounded),
                      request.bool("cas_required"),
                      deleteAfter,
                      request.integer("history_max_entries").map(KvV2Routes::bounded)));
          return Answer.empty();
        });
  }

  /** Keeps what is too large too large, and what is negative negative. */
  static int bounded(long number) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(number, Integer.MAX_VALUE));
  }

  static Refused missing() {
    return new Refused(new Failure.NotFound("secret"));
  }

  /** Paths as version 1 has them: a hint is more help than "unsupported path". */
  private static RouteTable<KvV2Engine> strayTable() {
    return RouteTable.of(
        Route.<KvV2Engine>read("{path...}", "Not a path of version 2",
            (_, request) -> stray(request, Capability.READ, "vault kv get")).takingAnyFields(),
        Route.<KvV2Engine>write("{path...}", "Not a path of version 2",
            (_, request) -> stray(request, Capability.UPDATE, "vault kv put")).takingAnyFields(),
        Route.<KvV2Engine>delete("{path...}", "Not a path of version 2",
            (_, request) -> stray(request, Capability.DELETE, "vault kv delete")).takingAnyFields(),
        Route.<KvV2Engine>list("{path...}", "Not a path of version 2",
            (_, request) -> stray(request, Capability.LIST, "vault kv list")).takingAnyFields());
  }

  private static Passed stray(VaultRequest request, Capability capability, String command) {
    return request.pass(
        capability,
        (Permit _) ->
            Answer.empty()
                .warning(
                    "Invalid path for a versioned K/V secrets engine. See the API docs for the"
                        + " appropriate API endpoints to use. If using the Vault CLI, use '"
                        + command
                        + "' for this operation.")
                .gone());
  }
}
