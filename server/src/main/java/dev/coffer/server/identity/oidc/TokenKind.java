package dev.coffer.server.identity.oidc;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Duration;

/**
 * A role: what the tokens say that are asked for under its name.
 *
 * @param key the name of the key that signs
 * @param client whom they are for: {@code aud}
 * @param template claims besides the standard ones, {@code ""} for none
 */
public record TokenKind(String name, String key, String client, Duration ttl, String template) {

  byte[] encode() {
    return CborWriter.array(
        out -> out.text(name).text(key).text(client).number(ttl.toSeconds()).text(template));
  }

  static TokenKind decode(byte[] row) {
    return CborReader.array(
        row,
        in -> new TokenKind(in.text(), in.text(), in.text(), Duration.ofSeconds(in.number()), in.text()));
  }
}
