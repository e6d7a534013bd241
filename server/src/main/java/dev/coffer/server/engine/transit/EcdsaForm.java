package dev.coffer.server.engine.transit;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The two forms of an ECDSA signature: DER (X.509, OpenSSL) and both numbers at full length (JWS). */
final class EcdsaForm {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 2;

  private EcdsaForm() {}

  static byte[] toJws(byte[] der, int numberBytes) {
    byte[][] both = numbers(der).orElseThrow(() -> new IllegalStateException("the provider's DER is strange"));
    byte[] jws = new byte[2 * numberBytes];
    for (int which = 0; which < 2; which++) {
      byte[] number = new BigInteger(1, both[which]).toByteArray();
      int skip = number.length > numberBytes ? number.length - numberBytes : 0;
      int length = number.length - skip;
      System.arraycopy(number, skip, jws, (which + 1) * numberBytes - length, length);
    }
    return jws;
  }

  /** Empty when the length is another. */
  static Optional<byte[]> toDer(byte[] jws, int numberBytes) {
    if (jws.length != 2 * numberBytes) {
      return Optional.empty();
    }
    byte[] r = new BigInteger(1, Arrays.copyOf(jws, numberBytes)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(jws, numberBytes, jws.length)).toByteArray();
    return Optional.of(Der.of(SEQUENCE, Der.of(INTEGER, r), Der.of(INTEGER, s)));
  }

  /** Whether it is a sequence of two integers and nothing else. */
  static boolean isDer(byte[] signature) {
    return numbers(signature).isPresent();
  }

  private static Optional<byte[][]> numbers(byte[] der) {
    try {
      Der.Reader all = new Der.Reader(der);
      Der.Reader pair = new Der.Reader(all.value(SEQUENCE));
      byte[] r = pair.value(INTEGER);
      byte[] s = pair.value(INTEGER);
      return all.more() || pair.more() ? Optional.empty() : Optional.of(new byte[][] {r, s});
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
