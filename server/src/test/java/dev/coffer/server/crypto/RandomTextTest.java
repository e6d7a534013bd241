package dev.coffer.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class RandomTextTest {
  private final RandomText random = new RandomText(new SecureRandom());

  @Test
  void itHasTheLengthAndLettersAndDigitsOnly() {
    for (int length : new int[] {1, 24, 95, 1_000}) {
      assertThat(random.text(length)).hasSize(length).matches("[0-9A-Za-z]+");
      assertThat(random.secret(length).size()).isEqualTo(length);
    }
  }

  @Test
  void everyCharacterIsEquallyLikely() {
    int[] counts = new int[128];
    String text = random.text(620_000);
    for (int at = 0; at < text.length(); at++) {
      counts[text.charAt(at)]++;
    }
    // 10,000 expected of each, with a deviation of 100: eight of these do not happen by chance.
    for (char c : "09AZaz5Mm".toCharArray()) {
      assertThat(counts[c]).as("%c", c).isBetween(9_200, 10_800);
    }
    assertThat(text.chars().distinct().count()).isEqualTo(62);
  }
}
