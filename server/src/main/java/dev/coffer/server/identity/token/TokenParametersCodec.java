package dev.coffer.server.identity.token;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Duration;

/**
 * {@link TokenParameters} as an array inside the row of a role or user (docs/format.md §4), times in
 * seconds. Later releases append items; readers skip what they do not know.
 */
public final class TokenParametersCodec {
  private TokenParametersCodec() {}

  public static void write(CborWriter out, TokenParameters parameters) {
    out.inner(
        items ->
            items
                .number(parameters.ttl().toSeconds())
                .number(parameters.maxTtl().toSeconds())
                .number(parameters.explicitMaxTtl().toSeconds())
                .each(parameters.policies(), items::text)
                .each(parameters.boundCidrs(), items::text)
                .flag(parameters.noDefaultPolicy())
                .number(parameters.numUses())
                .number(parameters.period().toSeconds())
                .text(parameters.type().word()));
  }

  public static TokenParameters read(CborReader in) {
    return in.inner(
        items ->
            new TokenParameters(
                seconds(items),
                seconds(items),
                seconds(items),
                items.each(CborReader::text),
                items.each(CborReader::text),
                items.flag(),
                items.integer(),
                seconds(items),
                TokenParameters.Type.ofWord(items.text())));
  }

  private static Duration seconds(CborReader in) {
    return Duration.ofSeconds(in.number());
  }
}
