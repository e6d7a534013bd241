package dev.coffer.server.identity.token;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenEntry.State;
import java.time.Duration;

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
              .texts(entry.meta())
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
        in.texts(),
        in.integer(),
        in.inner(TokenEntryCodec::times),
        in.flag(),
        in.text(),
        in.text(),
        in.each(CborReader::text),
        in.flag() ? State.REVOKING : State.LIVE);
  }

  private static void times(CborWriter out, TokenTimes times) {
    out.millis(times.issued())
        .millis(times.creationTtl())
        .millis(times.ttl())
        .millis(times.expires())
        .millis(times.explicitMaxTtl())
        .millis(times.period())
        .millis(times.lastRenewed());
  }

  private static TokenTimes times(CborReader in) {
    return new TokenTimes(
        in.millis(),
        duration(in),
        duration(in),
        in.maybe(CborReader::millis),
        duration(in),
        duration(in),
        in.maybe(CborReader::millis));
  }

  private static Duration duration(CborReader in) {
    return Duration.ofMillis(in.number());
  }
}
