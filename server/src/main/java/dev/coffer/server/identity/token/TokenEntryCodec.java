package dev.coffer.server.identity.token;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token's row: a CBOR array (docs/format.md §4), times in milliseconds. Items are only ever
 * appended, and a reader skips those it does not know, so an older server reads a newer one's rows.
 */
final class TokenEntryCodec {
  private TokenEntryCodec() {}

  static byte[] encode(TokenEntry entry) {
    return CborWriter.array(
        out -> {
          out.text(entry.hash())
              .text(entry.parent())
              .text(entry.path())
              .each(entry.policies(), out::text)
              .text(entry.displayName())
              .inner(meta -> entry.meta().forEach((name, value) -> meta.text(name).text(value)))
              .number(entry.numUses())
              .inner(times -> times(times, entry.times()))
              .flag(entry.renewable())
              .text(entry.role())
              .text(entry.entityId())
              .each(entry.boundCidrs(), out::text)
              .flag(entry.state() == State.REVOKING);
        });
  }

  /** @throws dev.coffer.kit.cbor.CborException when the bytes are something else */
  static TokenEntry decode(byte[] row) {
    return CborReader.array(row, TokenEntryCodec::entry);
  }

  private static TokenEntry entry(CborReader in) {
    return new TokenEntry(
        in.text(),
        in.text(),
        in.text(),
        in.each(CborReader::text),
        in.text(),
        in.inner(TokenEntryCodec::meta),
        in.integer(),
        in.inner(TokenEntryCodec::times),
        in.flag(),
        in.text(),
        in.text(),
        in.each(CborReader::text),
        in.flag() ? State.REVOKING : State.LIVE);
  }

  private static Map<String, String> meta(CborReader in) {
    Map<String, String> meta = new LinkedHashMap<>();
    while (in.more()) {
      meta.put(in.text(), in.text());
    }
    return meta;
  }

  private static void times(CborWriter out, TokenTimes times) {
    out.number(times.issued().toEpochMilli())
        .number(times.creationTtl().toMillis())
        .number(times.ttl().toMillis());
    millis(out, times.expires());
    out.number(times.explicitMaxTtl().toMillis()).number(times.period().toMillis());
    millis(out, times.lastRenewed());
  }

  private static TokenTimes times(CborReader in) {
    return new TokenTimes(
        instant(in),
        duration(in),
        duration(in),
        in.maybe(TokenEntryCodec::instant),
        duration(in),
        duration(in),
        in.maybe(TokenEntryCodec::instant));
  }

  private static void millis(CborWriter out, Optional<Instant> when) {
    when.ifPresentOrElse(at -> out.number(at.toEpochMilli()), out::nothing);
  }

  private static Instant instant(CborReader in) {
    return Instant.ofEpochMilli(in.number());
  }

  private static Duration duration(CborReader in) {
    return Duration.ofMillis(in.number());
  }
}
