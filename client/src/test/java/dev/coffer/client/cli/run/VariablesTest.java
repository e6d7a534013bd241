package dev.coffer.client.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VariablesTest {
  @ParameterizedTest
  @CsvSource({"db_password,DB_PASSWORD", "api-key,API_KEY", "1st,_1ST", "a.b/c,A_B_C", "ünï,_N_", "straße,STRASSE"})
  void keysBecomeNames(String key, String name) {
    assertThat(VariableNames.of(key)).isEqualTo(name);
  }

  @Test
  void twoKeysWithOneNameAreRefused() {
    Json.Object secret = Json.textMap(Map.of("api-key", "1", "api_key", "2"));
    assertThatThrownBy(() -> VariableNames.variables(secret, List.of(), ""))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("API_KEY");
    assertThat(VariableNames.variables(secret, List.of("api_key"), "X_")).containsExactly(Map.entry("X_API_KEY", "2"));
  }

  @Test
  void aWantedKeyMustExistAndAPrefixMustBeAName() {
    Json.Object secret = Json.textMap(Map.of("a", "1"));
    assertThatThrownBy(() -> VariableNames.variables(secret, List.of("b"), "")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> VariableNames.variables(secret, List.of(), "A;B")).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with space", "it's", "$HOME `id` $(id)", "\"quoted\" \\ back", "two\nlines\n", "", "é ☃ \t", "-n", "'", "''\\''"})
  void aShellReadsBackExactlyWhatEnvWrote(String value) throws IOException, InterruptedException {
    Map<String, String> variables = new LinkedHashMap<>(Map.of("SECRET", value));
    String script = EnvFile.of("env", variables) + "printf '%s.' \"$SECRET\"";
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(read).isEqualTo(value + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a'b", "$x", "`id`", "a\nb", "a#b", "é", "a=b"})
  void withoutQuotesOnlyHarmlessValuesFit(String value) {
    assertThatThrownBy(() -> EnvFile.of("env-no-quotes", Map.of("K", value)))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining(value);
  }

  @Test
  void dockerTakesOneLineAsItIs() {
    assertThat(EnvFile.of("docker", Map.of("K", "a 'b' $c"))).isEqualTo("K=a 'b' $c\n");
    assertThatThrownBy(() -> EnvFile.of("docker", Map.of("K", "a\nb"))).isInstanceOf(UsageException.class);
  }

  @Test
  void jsonCarriesEverythingButANameMustBeKnown() {
    assertThat(EnvFile.of("json", Map.of("K", "a\n\"b\""))).isEqualTo("{\n  \"K\": \"a\\n\\\"b\\\"\"\n}\n");
    assertThatThrownBy(() -> EnvFile.of("xml", Map.of())).isInstanceOf(UsageException.class);
  }

  @Test
  void aNulIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> new Replacement(List.of("true"), "/bin", Map.of("K", "a\0b"), java.util.Set.of()))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> EnvFile.of("env", Map.of("K", "a\0b"))).isInstanceOf(UsageException.class);
  }
}
