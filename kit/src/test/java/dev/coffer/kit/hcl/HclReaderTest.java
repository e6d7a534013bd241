package dev.coffer.kit.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclReaderTest {
  private static final HclReader READER = new HclReader(new HclLimits(10_000, 8, 200));

  private static String json(String hcl) {
    return JsonWriter.text(HclJson.of(READER.read(hcl)));
  }

  @Test
  void attributesBlocksListsAndObjectsAreRead() {
    assertThat(
            json(
                """
                # one
                // two
                /* three
                   lines */
                a = 1
                b = "x\\n\\"y\\" \\u00e9 \\x41"
                c = true d = false
                list = ["p", 2, [true,], ]
                object = { k = "v" "quoted key" = -1.5e3, last = {} }
                block "l-1" bare { inner { deep = 0xff } }
                """))
        .isEqualTo(
            "{\"a\":1,\"b\":\"x\\n\\\"y\\\" é A\",\"c\":true,\"d\":false,\"list\":[\"p\",2,[true]],"
                + "\"object\":{\"k\":\"v\",\"quoted key\":-1.5e3,\"last\":{}},"
                + "\"block\":{\"l-1\":{\"bare\":{\"inner\":{\"deep\":255}}}}}");
  }

  @Test
  void aBraceOnItsOwnLineStillBelongsToItsBlock() {
    assertThat(json("path \"a\"\n{\n  x = 1\n}\n")).isEqualTo("{\"path\":{\"a\":{\"x\":1}}}");
  }

  @Test
  void heredocsKeepTheirLinesAndLoseTheIndentOfTheirMarker() {
    assertThat(json("a = <<EOF\n one\n  two\nEOF\nb = 1")).isEqualTo("{\"a\":\" one\\n  two\\n\",\"b\":1}");
    assertThat(json("a = <<-EOF\n   one\n    two\n  EOF\n")).isEqualTo("{\"a\":\" one\\n  two\\n\"}");
    assertThat(json("a = <<-EOF\n   one\ntwo\n  EOF\n")).isEqualTo("{\"a\":\"   one\\ntwo\\n\"}");
    assertThat(json("a = <<EOF\r\none\r\nEOF\r\n")).isEqualTo("{\"a\":\"one\\n\"}");
  }

  @Test
  void jsonIsReadAsTheSameTree() {
    assertThat(json(" {\"path\": {\"a/*\": {\"capabilities\": [\"read\"]}}, \"n\": null, \"s\": \"\\ud83d\\ude00\\/\"}"))
        .isEqualTo("{\"path\":{\"a/*\":{\"capabilities\":[\"read\"]}},\"n\":null,\"s\":\"😀/\"}");
  }

  @Test
  void placesPointAtNamesAndLabels() {
    Hcl.Entry entry = READER.read("\n  path \"x\" {}").entries().getFirst();
    assertThat(entry.place()).isEqualTo(new Hcl.Place(2, 3));
    assertThat(entry.labels().getFirst().place()).isEqualTo(new Hcl.Place(2, 8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          path "secret/a" { x = 1             | line 1, column 17: expected a }
          a = 1 }                             | line 1, column 7: expected a name
          a                                   | line 1, column 2: expected = or {
          a "b" = 1                           | line 1, column 7: expected { behind a label
          a = secretword                      | line 1, column 5: expected a value
          a =                                 | line 1, column 4: expected a value
          a = [1 2]                           | line 1, column 8: expected a comma
          a = [,]                             | line 1, column 6: expected a value
          a = "secretword                     | line 1, column 5: expected a closing quote
          a = "\\q"                           | line 1, column 6: expected one of
          a = "\\ud800"                       | line 1, column 5: half a surrogate
          a = "\\xff"                         | line 1, column 6: \\x goes to 7f
          a = "\\U00110000"                   | line 1, column 6: this escape is no character
          a = "${x"                           | line 1, column 5: the ${ in this string
          a = 007                             | line 1, column 5: this is no number
          a = 1h                              | line 1, column 5: this is no number
          a = 1 a = 2                         | line 1, column 7: this name has a value already
          a = <<EOF                           | line 1, column 5: this heredoc has no closing marker
          a = <EOF                            | line 1, column 5: expected << and a marker
          a = null                            | line 1, column 5: expected a value
          a : 1                               | line 1, column 3: expected = or {
          /* never ends                       | line 1, column 1: this comment has no end
          a = 1 ; b = 2                       | line 1, column 7: this character has no meaning
          {"a": 1, "a": 2}                    | line 1, column 1: a name stands twice
          {"a": 1} x                          | line 1, column 1: the JSON is broken
          {"a": 1,}                           | line 1, column 1: the JSON is broken
          {"a": 1 /* no */}                   | line 1, column 1: the JSON is broken
          {a = 1}                             | line 1, column 1: the JSON is broken
          """)
  void whatIsWrongIsNamedWithItsPlace(String hcl, String message) {
    String text = hcl.replace("\\\\", "\\");
    assertThatThrownBy(() -> READER.read(text))
        .isInstanceOf(HclException.class)
        .hasMessageStartingWith(message.replace("\\\\", "\\"))
        .message()
        .doesNotContain("secretword");
  }

  @Test
  void sizeDepthAndEntriesAreLimited() {
    assertThatThrownBy(() -> READER.read(" ".repeat(10_001))).hasMessageContaining("more than 10000 characters");
    assertThatThrownBy(() -> READER.read("a { ".repeat(9) + "}".repeat(9))).hasMessageContaining("more than 8 deep");
    assertThatThrownBy(() -> READER.read("a = " + "[".repeat(9) + "]".repeat(9))).hasMessageContaining("more than 8 deep");
    assertThatThrownBy(() -> READER.read("a {}\n".repeat(201))).hasMessageContaining("more than 200 entries");
    assertThatThrownBy(() -> READER.read("a = [" + "1,".repeat(201) + "]")).hasMessageContaining("more than 200 entries");
    assertThatThrownBy(() -> READER.read("a " + "b ".repeat(201) + "{}")).hasMessageContaining("more than 200 entries");
    assertThatThrownBy(() -> READER.read("{\"a\":" + "[".repeat(9) + "]".repeat(9) + "}")).isInstanceOf(HclException.class);
    assertThatThrownBy(() -> READER.read("a = \"\0\"")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> READER.read("a = \"" + '\ud800' + "\"")).hasMessageContaining("Unicode");
  }

  @Test
  void nothingPrintsItsContent() {
    Hcl.Body body = READER.read("hidden \"tagged\" { a = \"secretword\" }");
    assertThat(body + "" + body.entries() + body.entries().getFirst().value())
        .doesNotContain("secretword", "hidden", "tagged");
  }
}
