package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void orderIsTheOrderOfTheBytes(long seed) {
    RandomGenerator random = new Random(seed);
    int[] alphabet = {'a', '/', '-', 'z', 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    for (int round = 0; round < 2_000; round++) {
      Key left = Key.of(name(random, alphabet));
      Key right = Key.of(name(random, alphabet));
      assertThat(Integer.signum(left.compareTo(right)))
          .as("seed %d: %s against %s", seed, left, right)
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(left.bytes(), right.bytes())));
    }
  }

  private static String name(RandomGenerator random, int[] alphabet) {
    StringBuilder name = new StringBuilder();
    int length = random.nextInt(1, 5);
    for (int at = 0; at < length; at++) {
      name.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return name.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "a\ud800"})
  void textWithoutUtf8IsNoKey(String text) {
    assertThatThrownBy(() -> Key.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLimitCountsBytes() {
    assertThat(Key.of("é".repeat(Key.BYTES_MAX / 2)).bytes()).hasSize(Key.BYTES_MAX);
    assertThatThrownBy(() -> Key.of("é".repeat(Key.BYTES_MAX / 2 + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Key.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
