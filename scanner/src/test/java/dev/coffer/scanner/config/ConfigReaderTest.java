package dev.coffer.scanner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.scanner.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  private static final String GOOD = "[[rules]]\nid = \"good\"\nregex = \"abc\"\n";

  private static List<String> problems(String text) {
    return ConfigReader.read("f.toml", text).problems().stream().map(Problem::toString).toList();
  }

  private static List<String> ids(ConfigReader.Loaded loaded) {
    return loaded.rules().rules().stream().map(Rule::id).toList();
  }

  @Test
  void brokenTomlIsNamedByFileAndLine() {
    assertThatThrownBy(() -> ConfigReader.read("f.toml", GOOD + "[[rules]]\nid = \"x\nregex = 'b'\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.toml:5: unable to load the configuration: ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ConfigReader.read(Path.of("nope.toml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("nope.toml: unable to load the configuration: no such file or directory");
  }

  @Test
  void aWrongRuleIsNamedByLineAndTheOthersStay() {
    ConfigReader.Loaded loaded =
        ConfigReader.read(
            "f.toml",
            """
            [[rules]]
            description = "no id"
            regex = "x"
            [[rules]]
            id = "ahead"
            regex = '''a(?=b)'''
            [[rules]]
            id = "group"
            regex = "abc"
            secretGroup = 2
            [[rules]]
            id = "nothing"
            [[rules]]
            id = "lonely"
            regex = "abc"
            [[rules.required]]
            id = "nope"
            """
                + GOOD);
    assertThat(ids(loaded)).containsExactly("good");
    assertThat(loaded.problems().stream().map(Problem::toString))
        .containsExactly(
            "f.toml:1: rule |id| is missing or empty; the rule is left out",
            "f.toml:6: ahead: error parsing regexp: invalid or unsupported Perl syntax: `(?=`; the rule is left out",
            "f.toml:10: group: invalid regex secret group 2, max regex secret group 0; the rule is left out",
            "f.toml:11: nothing: both |regex| and |path| are empty, this rule will have no effect; the rule is left out",
            "f.toml:13: lonely: [[rules.required]] rule ID 'nope' does not exist; the rule is left out");
  }

  @Test
  void wrongAllowlistsAreNamed() {
    assertThat(problems(GOOD + "[[rules.allowlists]]\ndescription='empty'\n"))
        .containsExactly("f.toml:4: good: [[rules.allowlists]] must contain at least one check for: commits, paths, regexes, or stopwords");
    assertThat(problems(GOOD + "[[rules.allowlists]]\nregexes=['b']\ncondition='XOR'\n")).singleElement().asString().startsWith("f.toml:6: ");
    assertThat(problems(GOOD + "[[rules.allowlists]]\nregexes=['b']\nregexTarget='foo'\n")).singleElement().asString().startsWith("f.toml:6: ");
    assertThat(problems(GOOD + "[[allowlists]]\npaths=[\n'a',\n'(?!b)']\n")).singleElement().asString().startsWith("f.toml:7: ");
    assertThat(problems(GOOD + "[[allowlists]]\npaths=['a']\ntargetRules=['nope']\n")).singleElement().asString().contains("'nope' does not exist");
    assertThat(problems(GOOD + "[allowlist]\npaths=['a']\n[[allowlists]]\npaths=['b']\n")).singleElement().asString().contains("deprecated");
  }

  @Test
  void numbersMayBeTextsAndListsSingleWords() {
    ConfigReader.Loaded loaded = ConfigReader.read("f", "[[rules]]\nid='x'\nregex='a(b)'\nentropy='3.5'\nkeywords='ABC'\nSecretGroup=1");
    Rule rule = loaded.rules().rules().getFirst();
    assertThat(loaded.problems()).isEmpty();
    assertThat(rule.entropy()).isEqualTo(3.5);
    assertThat(rule.keywords()).containsExactly("abc");
    assertThat(rule.secretGroup()).isEqualTo(1);
  }

  @Test
  void anAllowlistForSomeRulesIsOnlyForThose() {
    ConfigReader.Loaded loaded = ConfigReader.read("f", GOOD + "[[rules]]\nid='other'\nregex='b'\n[[allowlists]]\ntargetRules=['other']\nstopwords=['Q']");
    assertThat(loaded.rules().allowlists()).isEmpty();
    assertThat(loaded.rules().rules().get(1).allowlists().getFirst().stopwords()).containsExactly("q");
    assertThat(loaded.rules().rules().getFirst().allowlists()).isEmpty();
  }

  @Test
  void extendingGoesOverTheOtherFile(@TempDir Path folder) throws IOException {
    Path base = folder.resolve("base.toml");
    Files.writeString(base, GOOD + "keywords=['one']\ndescription='base'\n[[rules]]\nid='off'\nregex='x'\n[allowlist]\npaths=['p']\n");
    Path own = folder.resolve("own.toml");
    Files.writeString(own, "[extend]\npath='" + base + "'\ndisabledRules=['off','none']\n[[rules]]\nid='good'\ndescription='own'\nkeywords=['two']\n");
    ConfigReader.Loaded loaded = ConfigReader.read(own);
    assertThat(ids(loaded)).containsExactly("good");
    Rule rule = loaded.rules().rules().getFirst();
    assertThat(rule.description()).isEqualTo("own");
    assertThat(rule.regex()).contains("abc");
    assertThat(rule.keywords()).containsExactly("one", "two");
    assertThat(loaded.rules().allowlists()).hasSize(1);
    assertThat(loaded.problems()).singleElement().asString().contains("own.toml:3: the disabled rule 'none'");
  }

  @Test
  void aFileThatExtendsItselfEnds(@TempDir Path folder) throws IOException {
    Path own = folder.resolve("own.toml");
    Files.writeString(own, "[extend]\npath='" + own + "'\n" + GOOD);
    assertThat(ids(ConfigReader.read(own))).containsExactly("good");
  }

  @Test
  void extendingWhatIsNotThereIsNamedAndTheRestStays(@TempDir Path folder) throws IOException {
    Path own = folder.resolve("own.toml");
    Files.writeString(own, "[extend]\npath='nope.toml'\n" + GOOD);
    ConfigReader.Loaded loaded = ConfigReader.read(own);
    assertThat(ids(loaded)).containsExactly("good");
    assertThat(loaded.problems()).singleElement().asString().contains("own.toml:2: failed to load extended config: nope.toml");
  }

  @Test
  void ourOwnRulesAreRight() {
    ConfigReader.Loaded loaded = ConfigReader.readDefault();
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.rules().rules()).hasSizeGreaterThan(200);
  }
}
