package dev.coffer.server.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTemplateTest {
  private final TemplateFunctions functions =
      new TemplateFunctions(
          Usernames.fields("token-jane", "read-only"), Instant.parse("2026-01-15T10:30:05Z"), new SecureRandom());

  private String render(String template) {
    return UsernameTemplate.parse(template).render(functions);
  }

  /** Hashes and times were computed with coreutils. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "plain => plain",
        "{{.RoleName}} => read-only",
        "{{.RoleName | truncate 4 | uppercase}} => READ",
        "{{truncate 4 .RoleName | uppercase}} => READ",
        "{{.DisplayName | replace \"-\" \"_\"}} => token_jane",
        "{{(.DisplayName | truncate 2) | lowercase}} => to",
        "{{printf \"%s.%s%%\" .RoleName (unix_time)}} => read-only.1768473005%",
        "{{unix_time_millis}} => 1768473005000",
        "{{timestamp \"2006_01_02T15-04-05\"}} => 2026_01_15T10-30-05",
        "{{.RoleName | sha256 | truncate 12}} => 4fed3970dcc0",
        "{{\"quo\\\"te\"}} => quo\"te",
        "{{`raw`}}{{ 7 }} => raw7",
        "{{base64 \"hi\"}} => aGk=",
      })
  void actionsBecomeText(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected);
  }

  @Test
  void randomAndUniqueTextsDiffer() {
    assertThat(render("{{random 20}}")).matches("[A-Za-z0-9]{20}").isNotEqualTo(render("{{random 20}}"));
    assertThat(render("{{uuid}}")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(render("{{printf \"%s%s\" .RoleName (random 60) | truncate_sha256 30}}")).hasSize(30).startsWith("read-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{", "{{}}", "{{.}}", "{{.Nothing}}", "{{nothing}}", "{{random}}", "{{random 99999}}", "{{random -1}}",
        "{{.RoleName | \"text\"}}", "{{\"open}}", "{{(.RoleName}}", "{{printf \"%d\" 7}}", "{{printf \"%s\"}}",
        "{{.RoleName | truncate_sha256 8}}", "{{((((((((((((((((((((.RoleName))))))))))))))))))))}}"
      })
  void whatMakesNoSenseIsRefused(String template) {
    assertThatThrownBy(() -> render(template)).isInstanceOf(Refused.class);
  }
}
