package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Keys as they are exported: symmetric ones and Ed25519 raw in base64, the others in PEM; or, asked
 * for, PKCS #8 and SubjectPublicKeyInfo in DER (base64) or PEM.
 */
final class KeyForms {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 2;
  private static final int BIT_STRING = 3;
  private static final int OCTETS = 4;
  private static final int OBJECT = 6;
  private static final int PARAMETERS = 0xa0;
  private static final int PUBLIC_KEY = 0xa1;

  private KeyForms() {}

  /** How a key is written. */
  enum Format {
    USUAL,
    RAW,
    DER,
    PEM;

    static Format ofWord(String word) {
      return switch (word) {
        case "" -> USUAL;
        case "raw" -> RAW;
        case "der" -> DER;
        case "pem" -> PEM;
        default -> throw Refused.malformed("invalid format");
      };
    }
  }

  static String symmetric(SecretBytes key, Format format) {
    if (format == Format.DER || format == Format.PEM) {
      throw Refused.malformed("unknown format for a symmetric key; supported values are `` or `raw`");
    }
    return key.read(KeyForms::base64);
  }

  static String publicKey(KeyType type, byte[] spki, Format format) {
    boolean raw = type.family() == KeyType.Family.EDDSA;
    return switch (format) {
      case USUAL -> PublicKeys.text(type, spki).strip();
      case RAW -> {
        refuseRaw(raw);
        yield PublicKeys.text(type, spki);
      }
      case DER -> base64(spki);
      case PEM -> PublicKeys.pem("PUBLIC KEY", spki).strip();
    };
  }

  static String privateKey(KeyType type, KeyVersion version, Format format) {
    if (version.isPublicOnly()) {
      return "";
    }
    boolean raw = type.family() == KeyType.Family.EDDSA;
    return switch (format) {
      case USUAL -> usual(type, version);
      case RAW -> {
        refuseRaw(raw);
        yield usual(type, version);
      }
      case DER -> version.material().read(KeyForms::base64);
      case PEM -> version.material().read(pkcs8 -> PublicKeys.pem("PRIVATE KEY", pkcs8).strip());
    };
  }

  private static void refuseRaw(boolean possible) {
    if (!possible) {
      throw Refused.malformed("unknown key format for this key; supported values are ``, `der`, or `pem`");
    }
  }

  private static String usual(KeyType type, KeyVersion version) {
    return switch (type.family()) {
      case EDDSA -> {
        try (SecretBytes both = Ed25519Keys.seedAndPublicKey(version)) {
          yield both.read(KeyForms::base64);
        }
      }
      case RSA -> version.material().read(pkcs8 -> PublicKeys.pem("RSA PRIVATE KEY", inner(pkcs8)));
      case ECDSA ->
          version.material().read(pkcs8 -> PublicKeys.pem("EC PRIVATE KEY", sec1(type, pkcs8, version)).strip());
      case ML_DSA, ML_KEM -> version.material().read(pkcs8 -> PublicKeys.pem("PRIVATE KEY", pkcs8).strip());
      case AEAD, HMAC -> throw new IllegalArgumentException("a symmetric key is no pair");
    };
  }

  /** What PKCS #8 wraps: for RSA the key as in PKCS #1, for EC as in SEC 1 (RFC 5915). */
  private static byte[] inner(byte[] pkcs8) {
    Der.Reader in = new Der.Reader(new Der.Reader(pkcs8).value(SEQUENCE));
    in.value(INTEGER);
    in.value(SEQUENCE);
    return in.value(OCTETS);
  }

  /** RFC 5915 with curve and public key, as OpenSSL and Go write it. */
  private static byte[] sec1(KeyType type, byte[] pkcs8, KeyVersion version) {
    Der.Reader in = new Der.Reader(new Der.Reader(pkcs8).value(SEQUENCE));
    in.value(INTEGER);
    Der.Reader algorithm = new Der.Reader(in.value(SEQUENCE));
    algorithm.value(OBJECT);
    byte[] curve = algorithm.value(OBJECT);
    Der.Reader key = new Der.Reader(new Der.Reader(in.value(OCTETS)).value(SEQUENCE));
    key.value(INTEGER);
    byte[] number = key.value(OCTETS);
    byte[] padded = new byte[type.size()];
    System.arraycopy(number, 0, padded, padded.length - number.length, number.length);
    return Der.of(
        SEQUENCE,
        Der.of(INTEGER, new byte[] {1}),
        Der.of(OCTETS, padded),
        Der.of(PARAMETERS, Der.of(OBJECT, curve)),
        Der.of(PUBLIC_KEY, Der.of(BIT_STRING, publicBits(version.publicKey().orElseThrow()))));
  }

  private static byte[] publicBits(byte[] spki) {
    Der.Reader in = new Der.Reader(new Der.Reader(spki).value(SEQUENCE));
    in.value(SEQUENCE);
    return in.value(BIT_STRING);
  }

  /** The DER in a PEM text of one block. */
  static byte[] fromPem(String text) {
    String body =
        Arrays.stream(text.split("\\R"))
            .filter(line -> !line.startsWith("-----"))
            .reduce("", (all, line) -> all + line.strip());
    return Base64.getDecoder().decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
