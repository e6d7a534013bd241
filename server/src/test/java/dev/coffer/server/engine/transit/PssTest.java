package dev.coffer.server.engine.transit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our encoding of PSS against the JDK's, both ways, with moduli of even and odd lengths. */
class PssTest {
  private static final byte[] MESSAGE = {1, 2, 3};
  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @CsvSource({
    "1024, SHA2_256, SHA-256, 32", "1025, SHA2_256, SHA-256, 20", "1030, SHA2_384, SHA-384, 0",
    "1024, SHA1, SHA-1, 20", "1032, SHA2_512, SHA-512, 62", "1024, SHA3_256, SHA3-256, 32",
  })
  void theJdkVerifiesOursAndOursVerifiesTheJdks(int bits, HashName hash, String jdkName, int salt)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    byte[] hashed = hash.digest().digest(MESSAGE);

    byte[] ours = Pss.sign(pair.getPrivate(), hash, hashed, salt, random);
    Signature jdk = jdk(jdkName, salt);
    jdk.initVerify(pair.getPublic());
    jdk.update(MESSAGE);
    assertThat(jdk.verify(ours)).isTrue();

    jdk.initSign(pair.getPrivate());
    jdk.update(MESSAGE);
    byte[] theirs = jdk.sign();
    assertThat(Pss.verify(pair.getPublic(), hash, hashed, theirs, salt)).isTrue();
    assertThat(Pss.verify(pair.getPublic(), hash, hashed, theirs, -1)).isTrue();
    assertThat(Pss.verify(pair.getPublic(), hash, hashed, theirs, salt + 1)).isFalse();
    for (int at : new int[] {0, theirs.length / 2, theirs.length - 1}) {
      byte[] bent = theirs.clone();
      bent[at] ^= 1;
      assertThat(Pss.verify(pair.getPublic(), hash, hashed, bent, -1)).isFalse();
    }
    byte[] other = hash.digest().digest(new byte[] {9});
    assertThat(Pss.verify(pair.getPublic(), hash, other, theirs, -1)).isFalse();
  }

  private static Signature jdk(String hash, int salt) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, PSSParameterSpec.TRAILER_FIELD_BC));
    return signature;
  }
}
