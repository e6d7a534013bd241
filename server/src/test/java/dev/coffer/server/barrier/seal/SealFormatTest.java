package dev.coffer.server.barrier.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.fake.FormatVectors;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wrapped root key and the shares of docs/format.md, made by another implementation. */
class SealFormatTest {
  @Test
  void theWrappedRootKeyOfThePageOpens() {
    FormatVectors.Vector vector = FormatVectors.read("wrapped-root-key");
    byte[] facts = vector.only("facts").getBytes(StandardCharsets.UTF_8);
    byte[] wrapped = HexFormat.of().parseHex(vector.only("wrapped"));
    try (SecretBytes key = bytes(vector.only("key"));
        KeySeal seal = new KeySeal(key, new SecureRandom())) {
      assertThat(seal.unwrap(wrapped, facts).map(SealFormatTest::hex)).contains(vector.only("root"));
      facts[facts.length - 2] ^= 1;
      assertThat(seal.unwrap(wrapped, facts)).isEmpty();
    }
  }

  @Test
  void theSharesOfThePageGiveTheirSecret() {
    FormatVectors.Vector vector = FormatVectors.read("shares");
    List<SecretBytes> shares = vector.all("share").stream().map(SealFormatTest::bytes).toList();
    assertThat(hex(Shamir.combine(shares))).isEqualTo(vector.only("secret"));
  }

  private static SecretBytes bytes(String hex) {
    return SecretBytes.owning(HexFormat.of().parseHex(hex));
  }

  private static String hex(SecretBytes secret) {
    return secret.read(HexFormat.of()::formatHex);
  }
}
