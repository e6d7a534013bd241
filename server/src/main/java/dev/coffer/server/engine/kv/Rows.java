package dev.coffer.server.engine.kv;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of this engine as JSON. Short names, since every read of a secret decodes a record; times
 * are nanoseconds since 1970. Unknown members are ignored, for rolling upgrades.
 */
final class Rows {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);
  private static final long NANOS = 1_000_000_000L;

  private Rows() {}

  static byte[] record(SecretRecord record) {
    return JsonWriter.bytes(recordJson(record));
  }

  static SecretRecord record(byte[] row) {
    return recordOf(READER.readObject(row));
  }

  /**
   * An entry of the history.
   *
   * @param state the record after it, in every some-th entry, so that the past is read from there
   */
  static byte[] entry(HistoryEntry entry, Optional<SecretRecord> state) {
    Json.Builder row =
        Json.object()
            .put("seq", entry.sequence())
            .put("at", nanos(entry.at()))
            .put("event", entry.event().word())
            .put("name", entry.actor().displayName())
            .put("entity", entry.actor().entityId())
            .put("accessor", entry.actor().accessor());
    if (!entry.versions().isEmpty()) {
      row.put("versions", numbers(entry.versions()));
    }
    entry.written().ifPresent(version -> row.put("written", versionJson(version)));
    if (!entry.pruned().isEmpty()) {
      row.put("pruned", numbers(entry.pruned()));
    }
    if (entry.keep() > 0) {
      row.put("keep", entry.keep());
    }
    entry.settings().ifPresent(settings -> row.put("settings", settingsJson(settings)));
    state.ifPresent(record -> row.put("state", recordJson(record)));
    return JsonWriter.bytes(row.build());
  }

  static HistoryEntry entry(byte[] row) {
    return entryOf(READER.readObject(row));
  }

  /** The record an entry carries, see {@link #entry(HistoryEntry, Optional)}. */
  static Optional<SecretRecord> state(byte[] row) {
    return READER.readObject(row).object("state").map(Rows::recordOf);
  }

  private static HistoryEntry entryOf(Json.Object row) {
    Actor actor =
        new Actor(
            row.text("name").orElse(""),
            row.text("entity").orElse(""),
            row.text("accessor").orElse(""));
    return new HistoryEntry(
        row.integer("seq").orElseThrow(),
        instant(row, "at").orElseThrow(),
        HistoryEntry.Event.ofWord(row.text("event").orElseThrow()),
        actor,
        numbers(row, "versions"),
        row.object("written").map(Rows::versionOf),
        numbers(row, "pruned"),
        integer(row, "keep"),
        row.object("settings").map(Rows::settingsOf));
  }

  static byte[] head(HistoryHead head) {
    return JsonWriter.bytes(headJson(head));
  }

  static HistoryHead head(byte[] row) {
    return headOf(READER.readObject(row));
  }

  static byte[] config(KvConfig config) {
    return JsonWriter.bytes(
        Json.object()
            .put("versions_max", config.versionsMax())
            .put("cas", config.casRequired())
            .put("delete_after", config.deleteVersionAfter().toSeconds())
            .put("history_max", config.historyMax())
            .build());
  }

  static KvConfig config(byte[] row) {
    Json.Object config = READER.readObject(row);
    return new KvConfig(
        integer(config, "versions_max"),
        config.bool("cas").orElse(false),
        Duration.ofSeconds(config.integer("delete_after").orElse(0L)),
        integer(config, "history_max"));
  }

  private static Json.Object recordJson(SecretRecord record) {
    Map<String, Json> labels = new LinkedHashMap<>();
    record.labels().forEach((label, number) -> labels.put(label, Json.number(number)));
    List<Json> versions = new ArrayList<>(record.versions().size());
    record.versions().forEach(version -> versions.add(versionJson(version)));
    return Json.object()
        .put("created", nanos(record.created()))
        .put("updated", nanos(record.updated()))
        .put("labels", new Json.Object(labels))
        .put("highest", record.highest())
        .put("oldest", record.oldest())
        .put("settings", settingsJson(record.settings()))
        .put("versions", new Json.Array(versions))
        .put("history", headJson(record.history()))
        .build();
  }

  private static SecretRecord recordOf(Json.Object row) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    Json.Object marks = row.object("labels").orElseThrow();
    marks.members().keySet().forEach(label -> labels.put(label, integer(marks, label)));
    List<Version> versions = new ArrayList<>();
    for (Json version : row.array("versions").orElseThrow().items()) {
      versions.add(versionOf((Json.Object) version));
    }
    return new SecretRecord(
        instant(row, "created").orElseThrow(),
        instant(row, "updated").orElseThrow(),
        labels,
        integer(row, "highest"),
        integer(row, "oldest"),
        settingsOf(row.object("settings").orElseThrow()),
        versions,
        headOf(row.object("history").orElseThrow()));
  }

  private static Json.Object versionJson(Version version) {
    Json.Builder json =
        Json.object()
            .put("n", version.number())
            .put("id", version.id())
            .put("created", nanos(version.created()))
            .put("kind", version.kind().word());
    version.deletion().ifPresent(when -> json.put("deleted", nanos(when)));
    version.destroyed().ifPresent(when -> json.put("destroyed", nanos(when)));
    return json.build();
  }

  private static Version versionOf(Json.Object json) {
    return new Version(
        integer(json, "n"),
        json.text("id").orElse(""),
        instant(json, "created").orElseThrow(),
        instant(json, "deleted"),
        instant(json, "destroyed"),
        PayloadKind.ofWord(json.text("kind").orElseThrow()));
  }

  private static Json.Object settingsJson(Settings settings) {
    return Json.object()
        .put("versions_max", settings.versionsMax())
        .put("cas", settings.casRequired())
        .put("delete_after", settings.deleteVersionAfter().toSeconds())
        .put("custom", Json.textMap(settings.custom()))
        .build();
  }

  private static Settings settingsOf(Json.Object json) {
    Map<String, String> custom = new LinkedHashMap<>();
    json.object("custom")
        .ifPresent(
            map ->
                map.members()
                    .keySet()
                    .forEach(name -> custom.put(name, map.text(name).orElse(""))));
    return new Settings(
        integer(json, "versions_max"),
        json.bool("cas").orElse(false),
        Duration.ofSeconds(json.integer("delete_after").orElse(0L)),
        custom);
  }

  private static Json.Object headJson(HistoryHead head) {
    return Json.object()
        .put("first", head.first())
        .put("next", head.next())
        .put("last", nanos(head.last()))
        .build();
  }

  private static HistoryHead headOf(Json.Object json) {
    return new HistoryHead(
        json.integer("first").orElseThrow(),
        json.integer("next").orElseThrow(),
        instant(json, "last").orElseThrow());
  }

  private static Json.Array numbers(List<Integer> values) {
    return new Json.Array(values.stream().map(value -> Json.number(value)).toList());
  }

  private static List<Integer> numbers(Json.Object row, String name) {
    List<Integer> numbers = new ArrayList<>();
    row.array(name)
        .ifPresent(
            array -> {
              for (Json item : array.items()) {
                numbers.add(Math.toIntExact(((Json.Number) item).asLong().orElseThrow()));
              }
            });
    return numbers;
  }

  private static int integer(Json.Object json, String name) {
    return Math.toIntExact(json.integer(name).orElse(0L));
  }

  /** Reaches to the year 2262. */
  private static long nanos(Instant when) {
    return Math.addExact(Math.multiplyExact(when.getEpochSecond(), NANOS), when.getNano());
  }

  private static Optional<Instant> instant(Json.Object json, String name) {
    return json.integer(name)
        .map(nanos -> Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)));
  }
}
