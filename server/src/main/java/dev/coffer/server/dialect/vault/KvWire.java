package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.kit.time.Durations;
import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.engine.kv.HistoryEntry;
import dev.coffer.server.engine.kv.KvConfig;
import dev.coffer.server.engine.kv.Payload;
import dev.coffer.server.engine.kv.ReadVersion;
import dev.coffer.server.engine.kv.SecretRecord;
import dev.coffer.server.engine.kv.Settings;
import dev.coffer.server.engine.kv.Version;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Records, versions and history of KV version 2 in Vault's JSON (Vault API, /secret/kv/kv-v2), and the
 * shape of requests that routes of several engines share.
 */
final class KvWire {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private KvWire() {}

  /** A payload as Vault's {@code data}: an object as it is, anything else in an object. */
  static Json.Object data(Payload payload) {
    return payload
        .bytes()
        .read(
            bytes ->
                switch (payload.kind()) {
                  case JSON -> READER.readObject(bytes);
                  case TEXT ->
                      Json.object().put("value", new String(bytes, StandardCharsets.UTF_8)).build();
                  case BINARY ->
                      Json.object()
                          .put("value", Base64.getEncoder().encodeToString(bytes))
                          .put("encoding", "base64")
                          .build();
                });
  }

  /** The {@code metadata} of one version. */
  static Json.Object version(Version version, Map<String, String> custom) {
    return Json.object()
        .put("created_time", Timestamps.text(version.created()))
        .put("custom_metadata", custom(custom))
        .put("deletion_time", version.deletion().map(Timestamps::text).orElse(""))
        .put("destroyed", version.destroyed().isPresent())
        .put("version", version.number())
        .build();
  }

  /** As {@link #version}, and for a version of the past when it was destroyed. */
  static Json.Object pastVersion(ReadVersion found) {
    Json.Builder metadata = Json.object().putAll(version(found.version(), found.custom()));
    found.version().destroyed().ifPresent(when -> metadata.put("destroyed_time", Timestamps.text(when)));
    return metadata.build();
  }

  static Json.Object record(SecretRecord record) {
    Map<String, Json> versions = new LinkedHashMap<>();
    for (Version version : record.versions()) {
      versions.put(
          Integer.toString(version.number()),
          Json.object()
              .put("created_time", Timestamps.text(version.created()))
              .put("deletion_time", version.deletion().map(Timestamps::text).orElse(""))
              .put("destroyed", version.destroyed().isPresent())
              .build());
    }
    Settings settings = record.settings();
    return Json.object()
        .put("cas_required", settings.casRequired())
        .put("created_time", Timestamps.text(record.created()))
        .put("current_version", record.current())
        .put("custom_metadata", custom(settings.custom()))
        .put("delete_version_after", Durations.text(settings.deleteVersionAfter()))
        .put("max_versions", settings.versionsMax())
        .put("oldest_version", record.oldest())
        .put("updated_time", Timestamps.text(record.updated()))
        .put("versions", new Json.Object(versions))
        .build();
  }

  /** The mount's settings; Coffer's own is told only where it was set. */
  static Json.Object config(KvConfig config) {
    Json.Builder told =
        Json.object()
            .put("cas_required", config.casRequired())
            .put("delete_version_after", Durations.text(config.deleteVersionAfter()))
            .put("max_versions", config.versionsMax());
    if (config.historyMax() > 0) {
      told.put("history_max_entries", config.historyMax());
    }
    return told.build();
  }

  /** Newest first. */
  static Json.Array history(List<HistoryEntry> entries) {
    List<Json> told = new ArrayList<>(entries.size());
    entries.forEach(entry -> told.add(entry(entry)));
    return new Json.Array(told);
  }

  private static Json.Object entry(HistoryEntry entry) {
    Json.Builder told =
        Json.object()
            .put("sequence", entry.sequence())
            .put("time", Timestamps.text(entry.at()))
            .put("event", entry.event().word())
            .put("display_name", entry.actor().displayName())
            .put("entity_id", entry.actor().entityId())
            .put("accessor", entry.actor().accessor())
            .put("versions", numbers(entry.versions()));
    if (!entry.pruned().isEmpty()) {
      told.put("pruned", numbers(entry.pruned()));
    }
    entry
        .settings()
        .ifPresent(
            settings ->
                told.put("cas_required", settings.casRequired())
                    .put("custom_metadata", custom(settings.custom()))
                    .put("delete_version_after", Durations.text(settings.deleteVersionAfter()))
                    .put("max_versions", settings.versionsMax()));
    return told.build();
  }

  private static Json numbers(List<Integer> numbers) {
    return new Json.Array(numbers.stream().map(number -> Json.number(number)).toList());
  }

  private static Json custom(Map<String, String> entries) {
    return entries.isEmpty() ? Json.ofNull() : Json.textMap(entries);
  }

  /** A write whose body is the secret: KV version 1 and the cubbyhole. */
  static Passed write(
      VaultRequest request, Need need, BooleanSupplier exists, BiConsumer<Permit, SecretBytes> work) {
    return request.pass(
        List.of(need),
        exists,
        permit -> {
          if (request.fields().members().isEmpty()) {
            throw Refused.malformed("missing data fields");
          }
          work.accept(permit, SecretBytes.owning(JsonWriter.bytes(request.fields())));
          return Answer.empty();
        });
  }

  static Passed done(VaultRequest request, Need need, Consumer<Permit> work) {
    return request.pass(
        need,
        permit -> {
          work.accept(permit);
          return Answer.empty();
        });
  }

  static Passed names(VaultRequest request, Need need, Function<Permit, List<String>> work) {
    return request.pass(
        need, permit -> Answer.of(Json.object().put("keys", Json.texts(work.apply(permit))).build()));
  }

  /** The folder that a LIST asks for: {@code ""} or with a slash at its end. */
  static String folder(VaultRequest request) {
    String path = request.capture("path");
    return path.isEmpty() ? "" : path + "/";
  }

  static Optional<Instant> at(RequestFields request) {
    return request.text("at").map(KvWire::parse);
  }

  private static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw Refused.malformed("'at' is a time as in RFC 3339, such as 2026-01-15T10:30:00Z");
    }
  }
}
