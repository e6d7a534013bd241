package dev.coffer.server.identity.jose;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads a set of keys (JWK Set, RFC 7517 §5). Keys that we cannot use are passed over, as the RFC says:
 * other kinds, other uses, and symmetric ones, which have no place in anything published.
 */
public final class JwkReader {
  private static final JsonReader JSON = new JsonReader(new JsonLimits(20, 10_000, 65_536));
  private static final int NUMBER_BYTES_MAX = 2_048;

  private JwkReader() {}

  /**
   * The keys of a document.
   *
   * @throws JsonException when it is no set of keys
   */
  public static KeySet read(byte[] document) {
    List<Json> all =
        JSON.readObject(document)
            .array("keys")
            .orElseThrow(() -> new JsonException("a set of keys has an array \"keys\""))
            .items();
    if (all.size() > KeySet.KEYS_MAX) {
      throw new JsonException("a set has at most " + KeySet.KEYS_MAX + " keys");
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Json one : all) {
      if (one instanceof Json.Object jwk) {
        key(jwk).ifPresent(keys::add);
      }
    }
    return new KeySet(keys);
  }

  private static Optional<VerificationKey> key(Json.Object jwk) {
    boolean forSignatures = jwk.get("use").isEmpty() || jwk.text("use").filter("sig"::equals).isPresent();
    boolean toVerify =
        jwk.get("key_ops").isEmpty()
            || jwk.get("key_ops").map(Claims::texts).orElse(List.of()).contains("verify");
    Optional<Algorithm> only = jwk.text("alg").flatMap(Algorithm::of);
    boolean algorithmIsKnown = jwk.get("alg").isEmpty() || only.isPresent();
    if (!forSignatures || !toVerify || !algorithmIsKnown) {
      return Optional.empty();
    }
    try {
      return publicKey(jwk).map(key -> new VerificationKey(jwk.text("kid"), key, only));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> publicKey(Json.Object jwk) throws GeneralSecurityException {
    return switch (jwk.text("kty").orElse("")) {
      case "RSA" ->
          Optional.of(
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"))));
      case "EC" -> ec(jwk);
      case "OKP" -> jwk.text("crv").filter("Ed25519"::equals).isPresent() ? Optional.of(ed25519(jwk)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<PublicKey> ec(Json.Object jwk) throws GeneralSecurityException {
    Optional<String> curve =
        switch (jwk.text("crv").orElse("")) {
          case "P-256" -> Optional.of("secp256r1");
          case "P-384" -> Optional.of("secp384r1");
          case "P-521" -> Optional.of("secp521r1");
          default -> Optional.empty();
        };
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.get()));
    ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
    return Optional.of(
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class))));
  }

  /** RFC 8032 §5.1.2: 32 bytes, the lowest first, whose last bit says whether x is odd. */
  private static PublicKey ed25519(Json.Object jwk) throws GeneralSecurityException {
    byte[] bytes = bytes(jwk, "x");
    if (bytes.length != 32) {
      throw new IllegalArgumentException("no Ed25519 key");
    }
    byte[] highFirst = new byte[32];
    for (int at = 0; at < 32; at++) {
      highFirst[at] = bytes[31 - at];
    }
    boolean odd = (highFirst[0] & 0x80) != 0;
    highFirst[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, highFirst));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  private static BigInteger number(Json.Object jwk, String name) {
    return new BigInteger(1, bytes(jwk, name));
  }

  private static byte[] bytes(Json.Object jwk, String name) {
    String text = jwk.text(name).orElse("");
    if (text.isEmpty() || text.length() > NUMBER_BYTES_MAX) {
      throw new IllegalArgumentException("a key lacks a part");
    }
    return Base64.getUrlDecoder().decode(text);
  }
}
