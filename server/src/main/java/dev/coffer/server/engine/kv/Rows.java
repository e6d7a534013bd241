package dev.coffer.server.engine.kv;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of this engine: CBOR arrays, since each write of a secret encodes its record and an entry
 * of its history (docs/format.md §4). Later releases append items; readers skip what they do not
 * know.
 */
final class Rows {
  private Rows() {}

  static byte[] record(SecretRecord record) {
    return CborWriter.array(out -> record(out, record));
  }

  static SecretRecord record(byte[] row) {
    return CborReader.array(row, Rows::record);
  }

  /**
   * An entry of the history.
   *
   * @param state the record after it, in every some-th entry, so that the past is read from there
   */
  static byte[] entry(HistoryEntry entry, Optional<SecretRecord> state) {
    return CborWriter.array(
        out -> {
          out.number(entry.sequence())
              .time(entry.at())
              .text(entry.event().word())
              .text(entry.actor().displayName())
              .text(entry.actor().entityId())
              .text(entry.actor().accessor())
              .each(entry.versions(), number -> out.number(number));
          out.maybe(entry.written(), version -> version(out, version))
              .each(entry.pruned(), number -> out.number(number)).number(entry.keep())
              .maybe(entry.settings(), settings -> settings(out, settings))
              .maybe(state, record -> out.inner(items -> record(items, record)));
        });
  }

  static HistoryEntry entry(byte[] row) {
    return CborReader.array(row, Rows::entry);
  }

  /** The record an entry carries, see {@link #entry(HistoryEntry, Optional)}. */
  static Optional<SecretRecord> state(byte[] row) {
    return CborReader.array(
        row,
        in -> {
          entry(in);
          return in.maybe(state -> state.inner(Rows::record));
        });
  }

  private static HistoryEntry entry(CborReader in) {
    return new HistoryEntry(
        in.number(),
        in.time(),
        HistoryEntry.Event.ofWord(in.text()),
        new Actor(in.text(), in.text(), in.text()),
        in.each(CborReader::integer),
        in.maybe(Rows::version),
        in.each(CborReader::integer),
        in.integer(),
        in.maybe(Rows::settings));
  }

  static byte[] head(HistoryHead head) {
    return CborWriter.array(out -> head(out, head));
  }

  static HistoryHead head(byte[] row) {
    return CborReader.array(row, Rows::head);
  }

  static byte[] config(KvConfig config) {
    return CborWriter.array(
        out ->
            out.number(config.versionsMax())
                .flag(config.casRequired())
                .number(config.deleteVersionAfter().toSeconds())
                .number(config.historyMax()));
  }

  static KvConfig config(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new KvConfig(
                in.integer(), in.flag(), Duration.ofSeconds(in.number()), in.integer()));
  }

  private static void record(CborWriter out, SecretRecord record) {
    out.time(record.created())
        .time(record.updated())
        .inner(labels -> record.labels().forEach((label, at) -> labels.text(label).number(at)))
        .number(record.highest())
        .number(record.oldest());
    settings(out, record.settings());
    out.each(record.versions(), version -> version(out, version))
        .inner(inner -> head(inner, record.history()));
  }

  private static SecretRecord record(CborReader in) {
    return new SecretRecord(
        in.time(),
        in.time(),
        in.inner(Rows::labels),
        in.integer(),
        in.integer(),
        settings(in),
        in.each(Rows::version),
        in.inner(Rows::head));
  }

  private static Map<String, Integer> labels(CborReader in) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    while (in.more()) {
      labels.put(in.text(), in.integer());
    }
    return labels;
  }

  private static void version(CborWriter out, Version version) {
    out.inner(
        items ->
            items
                .number(version.number())
                .bytes(HexFormat.of().parseHex(version.id()))
                .time(version.created())
                .text(version.kind().word())
                .time(version.deletion())
                .time(version.destroyed()));
  }

  private static Version version(CborReader in) {
    return in.inner(Rows::versionItems);
  }

  private static Version versionItems(CborReader in) {
    int number = in.integer();
    String id = HexFormat.of().formatHex(in.bytes());
    Instant created = in.time();
    PayloadKind kind = PayloadKind.ofWord(in.text());
    return new Version(
        number, id, created, in.maybe(CborReader::time), in.maybe(CborReader::time), kind);
  }

  private static void settings(CborWriter out, Settings settings) {
    out.inner(
        items ->
            items
                .number(settings.versionsMax())
                .flag(settings.casRequired())
                .number(settings.deleteVersionAfter().toSeconds())
                .texts(settings.custom()));
  }

  private static Settings settings(CborReader in) {
    return in.inner(
        items ->
            new Settings(
                items.integer(),
                items.flag(),
                Duration.ofSeconds(items.number()),
                items.texts()));
  }

  private static void head(CborWriter out, HistoryHead head) {
    out.number(head.first()).number(head.next()).time(head.last());
  }

  private static HistoryHead head(CborReader in) {
    return new HistoryHead(in.number(), in.number(), in.time());
  }
}
