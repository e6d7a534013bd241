package dev.coffer.scanner.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

class RulesFileTest {
  private static final String MADE =
      RulesFile.toml(DefaultRules.all(), DefaultRules.allowedEverywhere());

  /** If not: run RulesFile with the path of the file. */
  @Test
  void defaultTomlIsWhatTheSourcesMake() throws IOException {
    assertThat(Example.resource("default.toml")).isEqualTo(MADE);
  }

  @Test
  void theDocumentationsTableIsWhatTheSourcesMake() throws IOException {
    String page = Files.readString(Path.of("../docs/scan-rules.md"));
    assertThat(RulesPage.withTable(page, DefaultRules.all())).isEqualTo(page);
  }

  @Test
  void defaultTomlIsWellFormedAndHoldsEveryRule() {
    TomlParseResult toml = Toml.parse(MADE);
    assertThat(toml.errors()).isEmpty();
    assertThat(toml.getArrayOrEmpty("rules").size()).isEqualTo(DefaultRules.all().size());
  }
}
