package dev.coffer.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One text has one meaning, or none. */
class JsonReaderTest {
  private static final JsonReader READER = new JsonReader(JsonLimits.REQUEST);
  private static final String TEXT = "{\"a\":\"b\"}";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM"})
  void otherEncodingsAreRefusedByName(String encoding) {
    assertThatThrownBy(() -> READER.read(TEXT.getBytes(Charset.forName(encoding))))
        .isInstanceOf(JsonException.class)
        .hasMessage("the JSON must be UTF-8 without a byte order mark");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThatThrownBy(() -> READER.read(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessage("the JSON must be UTF-8 without a byte order mark");
    assertThat(READER.read("\"\ufeff\"")).as("within a text it is a character").isEqualTo(Json.text("\ufeff"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"", "\"\\udc00\"", "\"a\\ud83d\"", "\"\\ud83dx\"", "\"\\udc00\\ud800\"",
        "[{\"a\":\"\\uDBFF\"}]"
      })
  void halfOfASurrogatePairIsRefused(String text) {
    assertThatThrownBy(() -> READER.read(text))
        .isInstanceOf(JsonException.class)
        .hasMessage("a text in the JSON has half of a surrogate pair");
  }

  /** The bytes of surrogates, of which UTF-8 has none, and of an overlong slash. */
  @ParameterizedTest
  @ValueSource(strings = {"22eda08022", "22eda0bdedb88022", "22c0af22", "22ff22", "22e28222", "22f490808022"})
  void bytesThatAreNoUtf8AreRefused(String hex) {
    assertThatThrownBy(() -> READER.read(HexFormat.of().parseHex(hex))).isInstanceOf(JsonException.class);
  }

  @Test
  void wholePairsAndAllOtherCharactersAreTaken() {
    String text = "a\u00e9\u20ac\ud83d\ude00";
    assertThat(READER.read("\"" + text + "\"")).isEqualTo(Json.text(text));
    assertThat(READER.read("\"\\ud83d\\ude00\"")).isEqualTo(Json.text("\ud83d\ude00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "[]", "{}", "\"\"", "null", " 1 "})
  void shortDocumentsAreRead(String text) {
    assertThat(JsonWriter.text(READER.read(text))).isEqualTo(text.strip());
  }
}
