package dev.coffer.server.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.fake.FormatVectors;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The row of docs/format.md, made by another implementation, opens here. */
class RowFormatTest {
  private final FormatVectors.Vector vector = FormatVectors.read("sealed-row");

  private String only(String name) {
    return vector.only(name);
  }

  @Test
  void theRowOfThePageOpens() {
    Ciphertext row = Ciphertext.owning(HexFormat.of().parseHex(only("row")));
    RowFormat format = new RowFormat(UUID.fromString(only("cluster")));
    try (SecretBytes key = SecretBytes.owning(HexFormat.of().parseHex(only("key")));
        Aead aead = new Aead(key, new SecureRandom())) {
      assertThat(RowFormat.keyNumber(row)).isEqualTo(Integer.parseInt(only("number")));
      assertThat(format.open(Key.of(only("storage-key")), row, aead).map(RowFormatTest::text)).contains(only("text"));
      assertThat(format.open(Key.of("mount/m/versions/a/2"), row, aead)).isEmpty();
    }
  }

  @Test
  void rowsMadeHereHaveThePagesLayout() {
    Key place = Key.of(only("storage-key"));
    byte[] text = only("text").getBytes(StandardCharsets.UTF_8);
    try (SecretBytes key = SecretBytes.owning(HexFormat.of().parseHex(only("key")));
        Aead aead = new Aead(key, new SecureRandom())) {
      byte[] row = new RowFormat(UUID.fromString(only("cluster"))).seal(place, text, 7, aead).bytes();
      assertThat(row).hasSize(HexFormat.of().parseHex(only("row")).length);
      assertThat(HexFormat.of().formatHex(row, 0, 5)).isEqualTo(only("row").substring(0, 10));
    }
  }

  private static String text(SecretBytes secret) {
    return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
