package dev.coffer.client.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  private static final List<Flag> FLAGS =
      List.of(Flag.on("force", ""), Flag.value("ttl", "D", ""), Flag.repeated("policy", "NAME", ""));

  private static Arguments parse(String... words) {
    return Arguments.parse(FLAGS, List.of(words), false);
  }

  @Test
  void oneDashOrTwoEqualsOrNextWordBeforeOrAfter() {
    for (Arguments args :
        List.of(
            parse("-force", "-ttl=1h", "path"), parse("--force", "--ttl", "1h", "path"), parse("path", "-ttl", "1h", "-force"))) {
      assertThat(args.isOn("force")).isTrue();
      assertThat(args.value("ttl")).contains("1h");
      assertThat(args.positionals()).containsExactly("path");
    }
  }

  @Test
  void aSwitchCanBeTurnedOffAndTakesNoNextWord() {
    assertThat(parse("-force=false", "x").isOn("force")).isFalse();
    assertThat(parse("-force", "false").positionals()).containsExactly("false");
    assertThatThrownBy(() -> parse("-force=maybe").isOn("force")).isInstanceOf(UsageException.class);
  }

  @Test
  void aDashIsAWordAndTwoDashesEndTheFlags() {
    assertThat(parse("-", "--", "-force").positionals()).containsExactly("-", "-force");
    assertThat(Arguments.parse(FLAGS, List.of("-force", "env", "-ttl"), true).positionals()).containsExactly("env", "-ttl");
  }

  @Test
  void repeatedFlagsSplitAtCommas() {
    assertThat(parse("-policy=a", "-policy", "b,c").items("policy")).containsExactly("a", "b", "c");
  }

  @Test
  void aMissingValueIsNamed() {
    assertThatThrownBy(() -> parse("-ttl")).hasMessageContaining("-ttl needs a value");
  }

  @Test
  void aKeyGivenTwiceBecomesAListAndInputIsReadOnce() {
    KeyValues words = new KeyValues(new ByteArrayInputStream("in".getBytes(StandardCharsets.UTF_8)));
    assertThat(dev.coffer.kit.json.JsonWriter.text(words.read(List.of("a=1", "a=2", "b=-", "c="))))
        .isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":\"in\",\"c\":\"\"}");
    assertThatThrownBy(() -> words.read(List.of("d=-"))).hasMessageContaining("only once");
    assertThatThrownBy(() -> words.read(List.of("s3cret"))).hasMessageNotContaining("s3cret");
  }

  @Test
  void bytesThatAreNoTextAreRefusedRatherThanDamaged() {
    KeyValues words = new KeyValues(new ByteArrayInputStream(new byte[] {(byte) 0xff, 1}));
    assertThatThrownBy(() -> words.read(List.of("a=-"))).hasMessageContaining("not UTF-8");
  }
}
