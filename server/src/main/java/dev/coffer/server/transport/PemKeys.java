package dev.coffer.server.transport;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in the three PEM forms that tools write: PKCS#8 (RFC 5208), PKCS#1 for RSA (RFC 8017)
 * and SEC1 for elliptic curves (RFC 5915). The JDK reads only the first, so the others are put into
 * its envelope.
 */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PemKeys() {}

  static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new InvalidKeySpecException("no unencrypted PRIVATE KEY block in it");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(2));
    return switch (block.group(1)) {
      case "RSA PRIVATE KEY" -> decode(envelope(RSA, der), List.of("RSA"));
      case "EC PRIVATE KEY" -> decode(envelope(tagged(0x30, EC_OID, curve(der)), der), List.of("EC"));
      default -> decode(der, List.of("EC", "RSA", "Ed25519", "RSASSA-PSS"));
    };
  }

  private static PrivateKey decode(byte[] pkcs8, List<String> algorithms) throws GeneralSecurityException {
    for (String algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException _) {
        // It is a key of another kind; the next one is tried.
      }
    }
    throw new InvalidKeySpecException("a key of a kind that is not supported");
  }

  private static byte[] envelope(byte[] algorithm, byte[] key) {
    return tagged(0x30, VERSION_0, algorithm, tagged(0x04, key));
  }

  /**
   * The curve's object identifier: {@code ECPrivateKey ::= SEQUENCE { version, privateKey, [0]
   * parameters, [1] publicKey }}.
   */
  private static byte[] curve(byte[] ecPrivateKey) throws InvalidKeySpecException {
    ByteBuffer der = ByteBuffer.wrap(ecPrivateKey);
    try {
      element(der, 0x30);
      skip(der, element(der, 0x02));
      skip(der, element(der, 0x04));
      byte[] curve = new byte[element(der, 0xa0)];
      der.get(curve);
      return curve;
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      throw new InvalidKeySpecException("an EC key without named curve");
    }
  }

  /** Reads the head of a DER element and gives its length. */
  private static int element(ByteBuffer der, int tag) throws InvalidKeySpecException {
    if ((der.get() & 0xff) != tag) {
      throw new InvalidKeySpecException("an EC key without named curve");
    }
    int length = der.get() & 0xff;
    return length == 0x81 ? der.get() & 0xff : length;
  }

  private static void skip(ByteBuffer der, int length) {
    der.position(der.position() + length);
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      whole.write(0x82);
      whole.write(length >> 8);
    } else if (length >= 0x80) {
      whole.write(0x81);
    }
    whole.write(length & 0xff);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
