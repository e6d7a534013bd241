package dev.coffer.server.identity.jwt;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.identity.jose.Lifetime;
import dev.coffer.server.identity.token.TokenParametersCodec;
import java.time.Duration;

/** The rows of this method: CBOR arrays (docs/format.md §4). Later releases append items. */
final class JwtRows {
  private static final JsonReader JSON = new JsonReader(JsonLimits.TRUSTED);

  private JwtRows() {}

  static byte[] config(JwtConfig config) {
    return CborWriter.array(
        out ->
            out.text(config.provider().url())
                .text(config.provider().authorities())
                .text(config.clientId())
                .text(config.jwksUrl())
                .text(config.jwksAuthorities())
                .each(config.publicKeys(), out::text)
                .each(config.algorithms(), out::text)
                .text(config.boundIssuer())
                .text(config.defaultRole()));
  }

  static JwtConfig config(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new JwtConfig(
                new JwtConfig.Provider(in.text(), in.text()),
                in.text(),
                in.text(),
                in.text(),
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.text(),
                in.text()));
  }

  static byte[] role(JwtRole role) {
    return CborWriter.array(
        out -> {
          JwtRole.Bindings bindings = role.bindings();
          JwtRole.Naming naming = role.naming();
          out.text(role.type().word())
              .each(bindings.audiences(), out::text)
              .text(bindings.subject())
              .bytes(JsonWriter.bytes(bindings.claims().expected()))
              .flag(bindings.claims().globs())
              .number(bindings.lifetime().clockSkew().toSeconds())
              .number(bindings.lifetime().expiration().toSeconds())
              .number(bindings.lifetime().notBefore().toSeconds())
              .text(naming.userClaim())
              .flag(naming.pointer())
              .text(naming.groupsClaim())
              .texts(naming.mappings())
              .each(role.browser().redirects(), out::text)
              .each(role.browser().scopes(), out::text);
          TokenParametersCodec.write(out, role.tokens());
        });
  }

  static JwtRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new JwtRole(
                JwtRole.Type.ofWord(in.text()),
                bindings(in),
                new JwtRole.Naming(in.text(), in.flag(), in.text(), in.texts()),
                new JwtRole.Browser(in.each(CborReader::text), in.each(CborReader::text)),
                TokenParametersCodec.read(in)));
  }

  private static JwtRole.Bindings bindings(CborReader in) {
    return new JwtRole.Bindings(
        in.each(CborReader::text),
        in.text(),
        new BoundClaims(JSON.readObject(in.bytes()), in.flag()),
        new Lifetime(seconds(in), seconds(in), seconds(in)));
  }

  private static Duration seconds(CborReader in) {
    return Duration.ofSeconds(in.number());
  }
}
