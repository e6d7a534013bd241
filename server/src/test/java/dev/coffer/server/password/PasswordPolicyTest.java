package dev.coffer.server.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
  private static final String DIGITS = "rule \"charset\" { charset = \"0123456789\" min-chars = 1 }";
  private final SecureRandom random = new SecureRandom();

  @Test
  void everyPasswordKeepsEveryRule() {
    PasswordPolicy policy =
        PasswordPolicy.parse("length = 8\n" + DIGITS + "\nrule \"charset\" {\n charset = \"ab\"\n min-chars = 7\n}");
    for (int count = 0; count < 500; count++) {
      assertThat(policy.generate(random)).hasSize(8).matches("[0-9ab]*[0-9][0-9ab]*").matches("(?:[^ab]*[ab]){7,8}[^ab]*");
    }
  }

  /** The required characters must not always stand at the same places. */
  @Test
  void everyPlaceGetsEveryKindOfCharacter() {
    boolean[] digitAt = new boolean[20];
    for (int count = 0; count < 2_000; count++) {
      String password = PasswordPolicy.USUAL.generate(random);
      assertThat(password).hasSize(20).containsPattern("[a-z]").containsPattern("[A-Z]").containsPattern("[0-9]").contains("-");
      for (int at = 0; at < 20; at++) {
        digitAt[at] |= Character.isDigit(password.charAt(at));
      }
    }
    assertThat(digitAt).containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "length = 20",
        "length = 3 " + DIGITS,
        "length = 2000 " + DIGITS,
        "length = 4 rule \"charset\" { charset = \"a\" min-chars = 5 }",
        "length = 10 rule \"charset\" { charset = \"\" }",
        "length = 10 rule \"charset\" { charset = \"\\n\" }",
        "length = 10 rule \"words\" { charset = \"a\" }",
        "length = 10 rule \"charset\" { charset = \"a\" max-chars = 2 }",
        "length = 10 unknown = 1 " + DIGITS
      })
  void whatIsNoPolicyIsRefused(String text) {
    assertThatThrownBy(() -> PasswordPolicy.parse(text)).isInstanceOf(Refused.class);
  }
}
