package dev.coffer.server.engine.transit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 5869, test case 3: SHA-256 without salt and info. */
  @Test
  void hkdfIsThatOfTheRfc() {
    byte[] key = HEX.parseHex("0b".repeat(22));
    assertThat(HEX.formatHex(Derivation.hkdf(key, new byte[0], 42)))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  /** RFC 8032 §7.1, test 1: the public key of a seed. */
  @Test
  void aSeedStandsForThePairOfTheRfc() {
    byte[] seed = HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    Asymmetric.Pair pair = new Asymmetric().ed25519(SecretBytes.owning(seed));
    assertThat(HEX.formatHex(Ed25519Keys.rawPublicKey(pair.spki())))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }
}
