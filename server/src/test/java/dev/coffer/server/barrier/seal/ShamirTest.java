package dev.coffer.server.barrier.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShamirTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void theFieldIsAesField() {
    // FIPS 197 §4.2 and §4.2.1.
    assertThat(Field256.multiply(0x57, 0x83)).isEqualTo(0xc1);
    assertThat(Field256.multiply(0x57, 0x13)).isEqualTo(0xfe);
    assertThat(Field256.inverse(0x53)).isEqualTo(0xca);
    for (int a = 1; a < 256; a++) {
      assertThat(Field256.multiply(a, Field256.inverse(a))).isEqualTo(1);
      for (int b = 0; b < 256; b++) {
        assertThat(Field256.multiply(a, b)).isEqualTo(slowly(a, b));
      }
    }
  }

  /** The product of polynomials, reduced at the end: another way than the one under test. */
  private static int slowly(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if (((b >> bit) & 1) == 1) {
        product ^= a << bit;
      }
    }
    for (int bit = 15; bit >= 8; bit--) {
      if (((product >> bit) & 1) == 1) {
        product ^= 0x11b << (bit - 8);
      }
    }
    return product;
  }

  /** f(x) = 0x2a + 0x07 x, by hand: f(1) = 0x2d, f(2) = 0x24, f(3) = 0x23. */
  @Test
  void aPolynomialWorkedOutByHand() {
    List<SecretBytes> shares = List.of(share("2d01"), share("2402"), share("2303"));
    for (int left = 0; left < 3; left++) {
      for (int right = 0; right < 3; right++) {
        if (left != right) {
          assertThat(hex(Shamir.combine(List.of(shares.get(left), shares.get(right))))).isEqualTo("2a");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyThresholdOfTheSharesGivesTheSecret(long seed) {
    Random choices = new Random(seed);
    int shares = 2 + choices.nextInt(20);
    int threshold = 2 + choices.nextInt(shares - 1);
    byte[] bytes = new byte[32];
    choices.nextBytes(bytes);
    List<SecretBytes> all = new ArrayList<>(Shamir.split(SecretBytes.copyOf(bytes), shares, threshold, random));
    Collections.shuffle(all, choices);
    String expected = HexFormat.of().formatHex(bytes);
    String what = "seed " + seed;
    assertThat(hex(Shamir.combine(all.subList(0, threshold)))).as(what).isEqualTo(expected);
    assertThat(hex(Shamir.combine(all))).as(what).isEqualTo(expected);
    if (threshold > 2) {
      assertThat(hex(Shamir.combine(all.subList(0, threshold - 1)))).as(what).isNotEqualTo(expected);
    }
  }

  @Test
  void allTwoHundredFiftyFiveSharesHaveDistinctPointsAndNoneIsZero() {
    Set<Integer> points = new HashSet<>();
    for (SecretBytes share : Shamir.split(SecretBytes.owning(new byte[4]), 255, 255, random)) {
      int point = share.read(bytes -> bytes[4] & 0xff);
      assertThat(point).isNotZero();
      assertThat(points.add(point)).isTrue();
    }
  }

  /** With one share of two, every secret byte is as likely as before: the share is uniform. */
  @Test
  void oneShareTellsNothing() {
    Set<Integer> values = new HashSet<>();
    for (int i = 0; i < 4_000; i++) {
      values.add(Shamir.split(SecretBytes.owning(new byte[] {0}), 2, 2, random).getFirst().read(bytes -> bytes[0] & 0xff));
    }
    assertThat(values).hasSize(256);
  }

  @Test
  void whatCannotBeSharesOfOneSecretIsRefused() {
    assertThatThrownBy(() -> Shamir.combine(List.of(share("2d01")))).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Shamir.combine(List.of(share("2d01"), share("2401")))).hasMessageContaining("duplicate part");
    assertThatThrownBy(() -> Shamir.combine(List.of(share("2d01"), share("240002")))).hasMessageContaining("same length");
    assertThatThrownBy(() -> Shamir.combine(List.of(share("01"), share("02")))).isInstanceOf(Refused.class);
  }

  private static SecretBytes share(String hex) {
    return SecretBytes.owning(HexFormat.of().parseHex(hex));
  }

  private static String hex(SecretBytes secret) {
    return secret.read(HexFormat.of()::formatHex);
  }
}
