package dev.coffer.server.identity.jose;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its text says (RFC 7515 §7.1, compact form). Nothing of it is true before {@link
 * KeySet#verifies} said so. Of its header only {@code alg} and {@code kid} are looked at: keys and places of
 * keys that it names ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) are nobody's but the sender's.
 */
public final class Jwt {
  /** A longer token is refused unread. Characters. */
  public static final int CHARS_MAX = 32_768;

  private static final int KID_CHARS_MAX = 1_024;

  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

  /** Small enough that a stranger's token costs nothing to speak of (CVE-2025-53864 was depth). */
  private static final JsonReader JSON = new JsonReader(new JsonLimits(20, 2_000, CHARS_MAX));

  private final Algorithm algorithm;
  private final Optional<String> keyId;
  private final Json.Object claims;
  private final String signed;
  private final byte[] signature;

  private Jwt(
      Algorithm algorithm,
      Optional<String> keyId,
      Json.Object claims,
      String signed,
      byte[] signature) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * Reads a token.
   *
   * @throws Refused {@code Malformed} when it is none, is signed in a way that does not count, or
   *     must be understood in a way that we do not know ({@code crit})
   */
  public static Jwt parse(String text) {
    Matcher parts = text.length() <= CHARS_MAX ? COMPACT.matcher(text) : COMPACT.matcher("");
    if (!parts.matches()) {
      throw refused("it is no signed JWT in compact form");
    }
    Json.Object header = json(parts.group(1));
    if (header.has("crit")) {
      throw refused("its header demands an extension");
    }
    Algorithm algorithm =
        header
            .text("alg")
            .flatMap(Algorithm::of)
            .orElseThrow(() -> refused("its algorithm is not supported"));
    Optional<String> keyId = header.text("kid");
    if (header.has("kid") && keyId.filter(id -> id.length() <= KID_CHARS_MAX).isEmpty()) {
      throw refused("its kid is no text, or too long");
    }
    return new Jwt(
        algorithm,
        keyId,
        json(parts.group(2)),
        text.substring(0, parts.end(2)),
        decoded(parts.group(3)));
  }

  private static Json.Object json(String part) {
    try {
      return JSON.readObject(decoded(part));
    } catch (JsonException _) {
      throw refused("its JSON is broken, has a member twice or is too large");
    }
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException _) {
      throw refused("it is no signed JWT in compact form");
    }
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public Optional<String> keyId() {
    return keyId;
  }

  public Json.Object claims() {
    return claims;
  }

  /** {@code aud}, which may be one text or a list of them; empty when there is none. */
  public List<String> audiences() {
    return claims.get("aud").map(Claims::texts).orElse(List.of());
  }

  boolean isSignedBy(VerificationKey key) {
    return key.fits(this)
        && algorithm.verifies(
            key.key(), signed.getBytes(StandardCharsets.US_ASCII), signature.clone());
  }

  /** In Vault's words, which some clients look for. */
  public static Refused refused(String why) {
    return Refused.malformed("error validating token: " + why);
  }

  @Override
  public String toString() {
    return "Jwt[" + algorithm + "]";
  }
}
