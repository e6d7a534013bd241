package dev.coffer.scanner.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.checksum.Verdict;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private static final String TOKEN = "npm_" + "qkJaB6MffYVzZXWqmcoF49yrUxP3wf" + "0LsakP";

  @Test
  void whatItsProviderCannotHaveMadeIsNotAccepted() {
    Checksum github = Checksum.named("github").orElseThrow();
    assertThat(github.accepts(TOKEN)).isTrue();
    assertThat(github.accepts(TOKEN.replace('q', 'r'))).isFalse();
    assertThat(github.accepts("ghr_" + "a".repeat(76))).isTrue();
  }

  @Test
  void doubtIsNoReasonToLeaveAFindingOut() {
    Checksum aws = Checksum.named("aws-key-id").orElseThrow();
    String notBase32 = "AKIA" + "0".repeat(16);
    assertThat(aws.verdict(notBase32)).isEqualTo(Verdict.INVALID);
    assertThat(aws.accepts(notBase32)).isTrue();
  }

  @Test
  void unknownNamesAreNone() {
    assertThat(Checksum.named("GITHUB")).isEmpty();
    assertThat(Checksum.named("luhn")).isEmpty();
  }
}
