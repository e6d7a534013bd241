package dev.coffer.scanner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplacementsTest {
  private static Finding finding(String secret, String... tags) {
    return new Finding("r", "", 1, 1, 1, 1, secret, secret, secret, "f", "", Optional.empty(), 0, List.of(tags), List.of(), "f:r:1");
  }

  @Test
  void theLongestComesFirstAndEachOnce() {
    Replacements all = Replacements.of(List.of(finding("abc"), finding("abcdef"), finding("abc")));
    assertThat(all.text()).isEqualTo("abcdef\nabc\n");
    assertThat(all.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a==>b", "regex:x", "glob:*", "literal:y", "-----BEGIN\nMII+/=\r\n-----END", "#hash", " blank", "a(b\nc)[d]\\.*$^"})
  void whatATooWouldMisreadBecomesAPattern(String secret) {
    String line = Replacements.expression(secret);
    assertThat(line).startsWith("regex:").doesNotContain("\n", "\r", "==>");
    assertThat(Pattern.compile(line.substring(6)).matcher(secret).matches()).isTrue();
  }

  @Test
  void whatIsInsideOfAnEncodingIsDoneByHand() {
    Replacements all = Replacements.of(List.of(finding("abc", "decoded:base64", "decode-depth:1")));
    assertThat(all.text()).isEmpty();
    assertThat(all.byHand()).hasSize(1);
  }
}
