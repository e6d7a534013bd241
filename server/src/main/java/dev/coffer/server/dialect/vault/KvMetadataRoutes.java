package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.kv.KvMetadata;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.engine.kv.Page;
import dev.coffer.server.engine.kv.SecretRecord;
import dev.coffer.server.engine.kv.SettingsChange;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Permit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * KV version 2: {@code metadata}, its lists, and {@code detailed-metadata} as OpenBao has it. Beyond
 * both: {@code GET metadata/P?history=true} and {@code LIST metadata/P?at=TIME}.
 */
final class KvMetadataRoutes {
  private static final Field MAX_VERSIONS = Field.integer("max_versions", "How many versions to keep, 0 for the mount's number");
  private static final Field CAS_REQUIRED = Field.bool("cas_required", "Whether each write must say \"cas\"");
  private static final Field DELETE_AFTER = Field.duration("delete_version_after", "When a version counts as deleted");
  private static final Field CUSTOM = Field.map("custom_metadata", "Up to 64 texts with names");
  private static final Field AFTER = Field.text("after", "Only names after this one");
  private static final Field LIMIT = Field.integer("limit", "How many names, 0 for all");
  private static final Field AT = Field.text("at", "A time (RFC 3339): the names that were there then");
  private static final Field HISTORY = Field.bool("history", "Tell what happened and who did it instead");
  private static final Field BEFORE = Field.integer("before", "With history: only entries with a lower sequence");
  private static final int HISTORY_DEFAULT = 100;

  private KvMetadataRoutes() {}

  static RouteTable<KvV2Engine> table() {
    return RouteTable.of(
        Route.read("metadata/{path...}", "Read the record", KvMetadataRoutes::read, HISTORY, BEFORE, LIMIT),
        Route.write(
            "metadata/{path...}", "Change settings", KvMetadataRoutes::write, MAX_VERSIONS, CAS_REQUIRED,
            DELETE_AFTER, CUSTOM),
        Route.patch(
            "metadata/{path...}", "Change settings of a secret that is there", KvMetadataRoutes::patch,
            MAX_VERSIONS, CAS_REQUIRED, DELETE_AFTER, CUSTOM),
        Route.delete("metadata/{path...}", "Remove a secret with all its versions", KvMetadataRoutes::remove),
        Route.list("metadata/{path...}", "Names in a folder", KvMetadataRoutes::list, AFTER, LIMIT, AT),
        Route.scan("metadata/{path...}", "Names below a folder", KvMetadataRoutes::scan, AFTER, LIMIT),
        Route.list(
            "detailed-metadata/{path...}", "Names in a folder with their records",
            KvMetadataRoutes::listDetailed, AFTER, LIMIT),
        Route.scan(
            "detailed-metadata/{path...}", "Names below a folder with their records",
            KvMetadataRoutes::scanDetailed, AFTER, LIMIT));
  }

  private static Passed read(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().readMetadata(path),
        permit ->
            request.bool("history", false)
                ? history(engine, request, permit, path)
                : Answer.of(
                    KvWire.record(
                        engine.metadata().read(permit, path).orElseThrow(KvV2Routes::missing))));
  }

  private static Answer history(KvV2Engine engine, VaultRequest request, Permit permit, String path) {
    long limit = request.integer("limit", 0);
    int entries = limit == 0 ? HISTORY_DEFAULT : KvV2Routes.bounded(limit);
    Json.Array told =
        KvWire.history(
            engine.metadata().history(
                permit, path, request.integer("before", 0), Math.min(entries, KvMetadata.HISTORY_PAGE_MAX)));
    if (told.items().isEmpty()) {
      throw KvV2Routes.missing();
    }
    return Answer.of(Json.object().put("history", told).build());
  }

  private static Passed write(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        List.of(engine.needs().writeMetadata(path)),
        () -> engine.reads().exists(path),
        permit -> {
          SettingsChange.Custom custom =
              custom(request)
                  .<SettingsChange.Custom>map(SettingsChange.Custom.Replaced::new)
                  .orElseGet(SettingsChange.Custom.Kept::new);
          return done(engine.metadata().put(permit, path, change(request, custom)));
        });
  }

  private static Passed patch(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().patchMetadata(path),
        permit ->
            done(
                engine.metadata()
                    .patch(permit, path, change(request, customPatch(request)))
                    .orElseThrow(KvV2Routes::missing)));
  }

  private static Answer done(boolean overruled) {
    return overruled
        ? Answer.empty()
            .warning(
                "\"cas_required\" set to false, but is mandated by backend config. This value will"
                    + " be ignored.")
        : Answer.empty();
  }

  private static SettingsChange change(VaultRequest request, SettingsChange.Custom custom) {
    return new SettingsChange(
        request.integer("max_versions").map(KvV2Routes::bounded),
        request.bool("cas_required"),
        request.duration("delete_version_after"),
        custom);
  }

  private static Optional<Map<String, String>> custom(VaultRequest request) {
    return request.textMap("custom_metadata");
  }

  /** As RFC 7396 says: null for the whole removes all, null for an entry removes that. */
  private static SettingsChange.Custom customPatch(VaultRequest request) {
    Optional<Json> sent = request.fields().get("custom_metadata");
    if (sent.isEmpty()) {
      return new SettingsChange.Custom.Kept();
    }
    return switch (sent.get()) {
      case Json.Null _ -> new SettingsChange.Custom.Replaced(Map.of());
      case Json.Object object -> new SettingsChange.Custom.Patched(changes(object));
      case Json.Text _, Json.Number _, Json.Bool _, Json.Array _ ->
          throw Refused.malformed("custom_metadata validation failed: it is an object");
    };
  }

  private static Map<String, Optional<String>> changes(Json.Object object) {
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    object.members().forEach((name, value) -> changes.put(name, text(value)));
    return changes;
  }

  private static Optional<String> text(Json value) {
    return switch (value) {
      case Json.Null _ -> Optional.empty();
      case Json.Text text -> Optional.of(text.value());
      case Json.Number number -> Optional.of(number.literal());
      case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Json.Array _, Json.Object _ ->
          throw Refused.malformed("custom_metadata validation failed: a value is a text");
    };
  }

  private static Passed remove(KvV2Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.needs().remove(path),
        permit -> {
          engine.metadata().remove(permit, path);
          return Answer.empty();
        });
  }

  private static Passed list(KvV2Engine engine, VaultRequest request) {
    String folder = folder(request);
    return request.pass(
        engine.needs().list(folder),
        permit -> {
          Optional<Instant> at = KvWire.at(request);
          List<String> names =
              at.isPresent()
                  ? engine.lists().listAsOf(permit, folder, page(request), at.get())
                  : engine.lists().list(permit, folder, page(request));
          return keys(names);
        });
  }

  private static Passed scan(KvV2Engine engine, VaultRequest request) {
    String folder = folder(request);
    return request.pass(
        engine.needs().scan(folder),
        permit -> keys(engine.lists().scan(permit, folder, page(request))));
  }

  private static Passed listDetailed(KvV2Engine engine, VaultRequest request) {
    String folder = folder(request);
    return request.pass(
        engine.needs().listDetailed(folder),
        permit -> detailed(engine.lists().listDetailed(permit, folder, page(request))));
  }

  private static Passed scanDetailed(KvV2Engine engine, VaultRequest request) {
    String folder = folder(request);
    return request.pass(
        engine.needs().scanDetailed(folder),
        permit -> detailed(engine.lists().scanDetailed(permit, folder, page(request))));
  }

  private static Answer keys(List<String> names) {
    return Answer.of(Json.object().put("keys", Json.texts(names)).build());
  }

  private static Answer detailed(Map<String, Optional<SecretRecord>> records) {
    Map<String, Json> info = new LinkedHashMap<>();
    records.forEach(
        (name, record) -> record.ifPresent(secret -> info.put(name, KvWire.record(secret))));
    return Answer.of(
        Json.object()
            .put("keys", Json.texts(records.keySet()))
            .put("key_info", new Json.Object(info))
            .build());
  }

  private static String folder(VaultRequest request) {
    String path = request.capture("path");
    return path.isEmpty() ? "" : path + "/";
  }

  static Page page(VaultRequest request) {
    return new Page(request.text("after", ""), KvV2Routes.bounded(request.integer("limit", 0)));
  }
}
