package dev.coffer.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The primitives against published vectors. */
class ChecklistKKnownAnswersTest {
  private static final byte[] NO_HEADER = {};

  /** The AES-256 cases with 96-bit nonces of McGrew and Viega, The Galois/Counter Mode (13 to 16). */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '', '', '', 530f8afbc74536b9a963b4f1c4cb738b
          0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '', 00000000000000000000000000000000, cea7403d4d606b6e074ec5d3baf39d18, d0d1c8a799996bf0265b98b5d48ab919
          feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, cafebabefacedbaddecaf888, '', d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255, 522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad, b094dac5d93471bdec1a502270e3cc6c
          feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, cafebabefacedbaddecaf888, feedfacedeadbeeffeedfacedeadbeefabaddad2, d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39, 522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662, 76fc6ece0f4e1768cddf8853bb2d551b
          """)
  void aesGcm(String key, String nonce, String associated, String text, String sealed, String tag) {
    try (SecretBytes secret = SecretBytes.owning(hex(key));
        Aead aead = new Aead(secret, new FixedRandom(hex(nonce)))) {
      byte[] expected = hex(nonce + sealed + tag);
      assertThat(aead.seal(NO_HEADER, hex(associated), hex(text))).isEqualTo(expected);
      assertThat(opened(aead, expected, hex(associated))).hasValue(text);
      for (int bit = 0; bit < expected.length * 8; bit++) {
        byte[] flipped = expected.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(aead.open(flipped, 0, hex(associated))).as("flipped bit %d", bit).isEmpty();
      }
      for (int length = 0; length < expected.length; length++) {
        assertThat(aead.open(Arrays.copyOf(expected, length), 0, hex(associated))).as("%d bytes", length).isEmpty();
      }
    }
  }

  /** RFC 4231, cases 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd, 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  })
  void hmacSha256(String key, String message, String hash) {
    try (SecretBytes secret = SecretBytes.owning(hex(key));
        Hmac hmac = new Hmac(secret)) {
      assertThat(hmac.of(hex(message))).isEqualTo(hex(hash));
      assertThat(hmac.of(hex(message))).as("a Mac from the pool").isEqualTo(hex(hash));
    }
  }

  @Test
  void theHeaderIsAuthenticatedToo() {
    try (Aead aead = aead()) {
      byte[] sealed = aead.seal(new byte[] {7, 8}, new byte[0], new byte[] {1});
      sealed[0] ^= 1;
      assertThat(aead.open(sealed, 2, new byte[0])).isEmpty();
    }
  }

  @Test
  void noncesNeverRepeat() {
    Set<String> seen = new HashSet<>();
    try (Aead aead = aead()) {
      for (int i = 0; i < 50_000; i++) {
        byte[] sealed = aead.seal(NO_HEADER, new byte[0], new byte[1]);
        assertThat(seen.add(HexFormat.of().formatHex(sealed, 0, Aead.NONCE_BYTES))).isTrue();
      }
    }
  }

  private static Aead aead() {
    return new Aead(SecretBytes.owning(new byte[Aead.KEY_BYTES]), new SecureRandom());
  }

  private static Optional<String> opened(Aead aead, byte[] sealed, byte[] associated) {
    return aead.open(sealed, 0, associated).map(text -> text.read(HexFormat.of()::formatHex));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
