package dev.coffer.client.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputTest {
  private static Json json(String text) {
    return new JsonReader(JsonLimits.TRUSTED).read(text);
  }

  @Test
  void valuesLookAsGoPrintsThem() {
    assertThat(GoText.of(json("{\"b\":[1,\"x\",null],\"a\":true}"))).isEqualTo("map[a:true b:[1 x <nil>]]");
    assertThat(GoText.of(json("1.50"))).isEqualTo("1.50");
    assertThat(GoText.quoted(java.util.List.of("a", "b\"c"))).isEqualTo("[\"a\" \"b\\\"c\"]");
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "60,1m", "90,1m30s", "3600,1h", "2764800,768h", "3660,1h1m", "3601,1h0m1s"})
  void secondsLookAsVaultShowsThem(long seconds, String shown) {
    assertThat(GoText.seconds(seconds)).isEqualTo(shown);
    assertThat(GoText.of("token_ttl", Json.number(seconds))).isEqualTo(shown);
    assertThat(GoText.of("version", Json.number(seconds))).isEqualTo(Long.toString(seconds));
  }

  @Test
  void emptyCellsAreNa() {
    assertThat(Table.keyValue().row("deletion_time", "").text())
        .isEqualTo("Key              Value\n---              -----\ndeletion_time    n/a");
  }

  @Test
  void yamlQuotesWhatAReaderCouldMistake() {
    Json tree = json("{\"a\":\"yes\",\"b\":\"1\",\"c\":{\"d\":[\"x\",{\"e\":null}],\"f\":{}},\"g\":\"two\\nlines\",\"h\":1.50}");
    assertThat(Yaml.text(tree))
        .isEqualTo(
            """
            a: "yes"
            b: "1"
            c:
              d:
              - x
              -
                e: null
              f: {}
            g: "two\\nlines"
            h: 1.50""");
  }

  @Test
  void controlsAndReorderingMarksAreEscapedButNotLineBreaks() {
    assertThat(Printer.escaped("a\nb\tc\u001b[2J\u009b\u202e")).isEqualTo("a\nb\tc\\u001b[2J\\u009b\\u202e");
    assertThat(Printer.escaped("é☃ 日本")).isEqualTo("é☃ 日本");
  }
}
