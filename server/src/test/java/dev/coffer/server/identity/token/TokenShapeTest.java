package dev.coffer.server.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.fake.TestBarrier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenShapeTest {
  private final TokenShape shape = new TokenShape(TestBarrier.unsealed(), new SecureRandom());

  @Test
  void ordinaryTokensHave36CharactersAndRootTokens28() {
    assertThat(text(shape.newOrdinary())).matches("hvs\\.[0-9A-Za-z]{32}");
    assertThat(text(shape.newRoot())).matches("hvs\\.[0-9A-Za-z]{24}");
  }

  @Test
  void aTokenIsRecognisedAndItsHashIsAnAccessor() {
    SecretBytes token = shape.newOrdinary();
    assertThat(hash(token)).matches("[0-9A-Za-z]{24}").isEqualTo(hash(token));
    assertThat(text(token)).doesNotContain(hash(token));
  }

  @Test
  void noTwoTokensAreTheSame() {
    Set<String> seen = new HashSet<>();
    for (int made = 0; made < 500; made++) {
      assertThat(seen.add(text(shape.newOrdinary()))).isTrue();
      assertThat(seen.add(text(shape.newRoot()))).isTrue();
    }
  }

  @Test
  void changingAnyCharacterOfAnOrdinaryTokenMakesItForged() {
    byte[] token = text(shape.newOrdinary()).getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < token.length; at++) {
      byte[] changed = token.clone();
      changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
      TokenShape.Sort sort = shape.sort(SecretBytes.owning(changed));
      // Without the prefix it has another shape and would be a custom id: another hash.
      if (at < 4) {
        assertThat(sort).isNotEqualTo(new TokenShape.Sort.Stored(hash(SecretBytes.copyOf(token))));
      } else {
        assertThat(sort).as("character %d", at).isInstanceOf(TokenShape.Sort.Forged.class);
      }
    }
  }

  @Test
  void aGuessedRootTokenPassesTheTagOnceIn3844Times() {
    int passed = 0;
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int guess = 0; guess < 8_000; guess++) {
      StringBuilder text = new StringBuilder("hvs.");
      for (int at = 0; at < 24; at++) {
        text.append(alphabet.charAt(random.nextInt(62)));
      }
      if (shape.sort(SecretBytes.ofText(text.toString())) instanceof TokenShape.Sort.Stored) {
        passed++;
      }
    }
    assertThat(passed).isLessThan(25); // 2 expected; 25 would be a tag that does not count.
  }

  @ParameterizedTest
  @ValueSource(strings = {"hvs.", "hvs.short", "hvs.0123456789012345678901234567890123456789", ""})
  void aTextInTheWrongLengthIsForged(String text) {
    assertThat(shape.sort(SecretBytes.ofText(text))).isInstanceOf(TokenShape.Sort.Forged.class);
  }

  @Test
  void anotherServersTokenIsForged() {
    TokenShape other = new TokenShape(TestBarrier.unsealed(), new SecureRandom());
    assertThat(shape.sort(other.newOrdinary())).isInstanceOf(TokenShape.Sort.Forged.class);
  }

  @Test
  void aCustomIdIsHashedWholeAndABatchTokenIsNotHashed() {
    assertThat(shape.sort(SecretBytes.ofText("root"))).isInstanceOf(TokenShape.Sort.Stored.class);
    assertThat(shape.sort(SecretBytes.ofText("hvb.AAAA"))).isInstanceOf(TokenShape.Sort.Batch.class);
  }

  private String hash(SecretBytes token) {
    return shape.sort(token) instanceof TokenShape.Sort.Stored(String hash) ? hash : "";
  }

  private static String text(SecretBytes token) {
    return token.read(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }
}
