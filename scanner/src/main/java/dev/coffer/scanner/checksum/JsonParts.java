package dev.coffer.scanner.checksum;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tokens that hold JSON in base64. */
final class JsonParts {
  private static final JsonLimits LIMITS = new JsonLimits(20, 1_000, 100_000);
  private static final String SENTRY_PREFIX = "sntrys_";

  private JsonParts() {}

  /**
   * RFC 7519 section 7.2: the header is a JSON object; {@code alg} is required of both kinds (RFC
   * 7515 and 7516). A signed one has a second object behind it.
   */
  static Verdict jwt(byte[] secret) {
    String[] parts = text(secret).split("\\.", -1);
    if (parts.length < 3) {
      return Verdict.INVALID;
    }
    Optional<Json.Object> header = object(parts[0]);
    if (header.flatMap(h -> h.text("alg")).isEmpty()) {
      return Verdict.INVALID;
    }
    boolean encrypted = header.flatMap(h -> h.text("enc")).isPresent();
    return encrypted || object(parts[1]).isPresent() ? Verdict.VALID : Verdict.INVALID;
  }

  static Verdict jwtInBase64(byte[] secret) {
    return Base64Text.decoded(text(secret)).map(JsonParts::jwt).orElse(Verdict.INVALID);
  }

  /** Behind the last {@code _} of the prefix stands nothing but the object. */
  static Verdict body(byte[] secret) {
    String text = text(secret);
    boolean ok = object(text.substring(text.indexOf('_') + 1)).isPresent();
    return ok ? Verdict.VALID : Verdict.INVALID;
  }

  /**
   * {@code sntrys_}, an object with {@code iat}, {@code url} and {@code org}, {@code _}, the
   * secret.
   */
  static Verdict sentryOrganization(byte[] secret) {
    String text = text(secret);
    int end = text.lastIndexOf('_');
    if (!text.startsWith(SENTRY_PREFIX) || end < SENTRY_PREFIX.length()) {
      return Verdict.INVALID;
    }
    boolean ok =
        object(text.substring(SENTRY_PREFIX.length(), end))
            .filter(claims -> claims.has("iat") && claims.has("url") && claims.has("org"))
            .isPresent();
    return ok ? Verdict.VALID : Verdict.INVALID;
  }

  private static Optional<Json.Object> object(String base64) {
    return Base64Text.decoded(base64).flatMap(JsonParts::parsed);
  }

  private static Optional<Json.Object> parsed(byte[] utf8) {
    try {
      return Optional.of(new JsonReader(LIMITS).readObject(utf8));
    } catch (JsonException notAnObject) {
      return Optional.empty();
    }
  }

  private static String text(byte[] secret) {
    return new String(secret, StandardCharsets.ISO_8859_1);
  }
}
