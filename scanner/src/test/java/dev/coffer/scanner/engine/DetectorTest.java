package dev.coffer.scanner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.Finding;
import dev.coffer.scanner.fake.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found and where. The expected places are those that gitleaks 8.30.1 printed for the same input. */
final class DetectorTest {
  private static final Compiled TOKENS =
      Rules.toml(
          """
          [[rules]]
          id = "tok"
          regex = '''tok_[0-9a-z]{8}'''
          keywords = ["tok_"]
          [[rules]]
          id = "kv"
          regex = '''key=\\S+ tok_[0-9a-z]{8}'''
          """);

  @Test
  void columnsCountBytesAndBeginAtTwoBehindTheFirstLine() {
    Compiled rules = Rules.toml("[[rules]]\nid='abc'\nregex='''abc([0-9é]{4,})'''\nkeywords=['ABC']");
    List<Finding> found = Rules.find(rules, "a.txt", "x abc1234 y abc5678\nline abc11é22\r\n\nabc9999");
    assertThat(Rules.lines(found))
        .containsExactly("abc 1:3-1:9 1234", "abc 1:13-1:19 5678", "abc 2:7-2:15 11é22", "abc 4:2-4:8 9999");
    assertThat(found.get(2).entropy()).isEqualTo(1.4874687f);
    assertThat(found.getFirst().fingerprint()).isEqualTo("a.txt:abc:1");
  }

  @Test
  void newlinesAroundAMatchAreNoPartOfIt() {
    Compiled rules = Rules.toml("[[rules]]\nid='nl'\nregex='''\\n(nl[0-9])\\n'''");
    assertThat(Rules.lines(Rules.find(rules, "f", "\nnl1\nnl2\n\n"))).containsExactly("nl 2:1-2:3 nl1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      value = {
        "x = \"aGVsbG8gdG9rX2FiY2QxMjM0IGJ5ZQ==\" end§tok 1:6-1:37 tok_abcd1234§[decoded:base64, decode-depth:1]",
        "x = 68656c6c6f20746f6b5f6162636431323334 end§tok 1:5-1:40 tok_abcd1234§[decoded:hex, decode-depth:1]",
        "x = %74ok%5fabcd%31234 z§tok 1:5-1:22 tok_abcd1234§[decoded:percent, decode-depth:1]",
        "x = tok%5fabcd1234 z§tok 1:5-1:18 tok_abcd1234§[decoded:percent, decode-depth:1]",
        "x = \\u0074ok\\u005fabcd1234 z§tok 1:5-1:26 tok_abcd1234§[decoded:unicode, decode-depth:1]",
        "xU+0074 U+006F U+006B U+005F U+0061 U+0062 U+0063 U+0064 U+0031 U+0032 U+0033 U+0034 ;§tok 1:2-1:85 tok_abcd1234§[decoded:unicode, decode-depth:1]",
        "éé \"aGVsbG8gdG9rX2FiY2QxMjM0IGJ5ZQ==\"§tok 1:7-1:38 tok_abcd1234§[decoded:base64, decode-depth:1]",
      })
  void whatIsEncodedIsFoundAtThePlaceOfItsEncoding(String text, String line, String tags) {
    List<Finding> found = Rules.find(TOKENS, "f", text + "\n");
    assertThat(Rules.lines(found)).containsExactly(line);
    assertThat(found.getFirst().tags()).hasToString(tags);
  }

  @Test
  void decodingEndsAtItsDepth() {
    String text = "tok_abcd1234 xyz";
    for (int depth = 1; depth <= 6; depth++) {
      text = java.util.Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(Rules.find(TOKENS, "f", text)).as("depth %d", depth).hasSize(depth <= 5 ? 1 : 0);
    }
  }

  @Test
  void aPieceBesideAPercentSignIsNotDecodedBeforeItIsWhole() {
    String base64 = "aGVsbG8gdG9rX2FiY2QxMjM0IGJ5ZQ==";
    String broken = base64.substring(0, 18) + "%" + Integer.toHexString(base64.charAt(18)) + base64.substring(19);
    List<Finding> found = Rules.find(TOKENS, "f", broken);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().tags()).containsExactly("decoded:percent", "decoded:base64", "decode-depth:2");
  }

  @Test
  void aLineMaySayThatItIsAllowed() {
    assertThat(Rules.find(TOKENS, "f", "tok_abcd1234 # gitleaks:allow\n")).isEmpty();
    assertThat(Rules.find(TOKENS, "f", "tok_abcd1234\n# gitleaks:allow\n")).hasSize(1);
  }

  @Test
  void allowlistsHoldByTheirConditionAndTarget() {
    Compiled rules =
        Rules.toml(
            """
            [[rules]]
            id="s"
            regex='''st([A-Z]{4})'''
            [[rules.allowlists]]
            stopwords=["Foob","zz"]
            [[rules]]
            id="c"
            regex='''cc([A-Z]{4})x'''
            [[rules.allowlists]]
            condition="AND"
            paths=['''al\\.txt''']
            regexes=['''AA''']
            [[rules.allowlists]]
            regexTarget="match"
            regexes=['''^ccBBBBx''']
            [[rules.allowlists]]
            regexTarget="line"
            regexes=['''hello$''']
            """);
    String text = "stFOOB stFOOC\nccAAAAx ccBBBBx ccCCCCx\nccDDDDx hello\n";
    assertThat(Rules.lines(Rules.find(rules, "al.txt", text))).containsExactly("s 1:8-1:13 FOOC", "c 2:18-2:24 CCCC");
    assertThat(Rules.find(rules, "other", text)).as("AND needs the path too").hasSize(3);
  }

  @Test
  void aPathThatIsAllowedIsNotSearched() {
    Compiled rules = Rules.toml("[[rules]]\nid='t'\nregex='tok'\n[allowlist]\npaths=['^vendor/']");
    assertThat(Rules.find(rules, "vendor/x", "tok")).isEmpty();
    assertThat(Rules.find(rules, "src/x", "tok")).hasSize(1);
  }

  @Test
  void aGenericRuleIsSilentWhereAnotherSaysTheSame() {
    Compiled rules = Rules.toml("[[rules]]\nid='my-Generic'\nregex='gen_[a-z]+'\n[[rules]]\nid='spec'\nregex='xgen_[a-z]+y'");
    assertThat(Rules.lines(Rules.find(rules, "f", "gen_a xgen_by\nxgen_cy gen_c\n")))
        .containsExactly("my-Generic 1:1-1:5 gen_a", "spec 1:7-1:13 xgen_by", "spec 2:2-2:8 xgen_cy");
  }

  @Test
  void aRuleMayRequireAnotherNearby() {
    Compiled rules =
        Rules.toml(
            """
            [[rules]]
            id="req"
            regex='''R(\\d)'''
            [[rules.required]]
            id="sub"
            withinLines=1
            withinColumns=4
            [[rules]]
            id="sub"
            regex='''S(\\d)'''
            skipReport=true
            """);
    List<Finding> found = Rules.find(rules, "f", "R0\n\n\nR1 S2 R3     R5\nx R4\n");
    assertThat(Rules.lines(found)).containsExactly("req 4:2-4:3 1", "req 4:8-4:9 3", "req 5:4-5:5 4");
    assertThat(found.getFirst().required()).extracting(Finding::secret).containsExactly("2");
  }

  @Test
  void entropyMustBeMoreThanTheRules() {
    Compiled rules = Rules.toml("[[rules]]\nid='e'\nregex='k=([a-z]+)'\nentropy=2.0");
    assertThat(Rules.find(rules, "f", "k=abcd")).as("exactly 2 bits").isEmpty();
    assertThat(Rules.find(rules, "f", "k=abcde")).hasSize(1);
  }

  @Test
  void aKeywordMustStandSomewhereInTheFragment() {
    Compiled rules = Rules.toml("[[rules]]\nid='k'\nregex='[0-9]{6}'\nkeywords=['Acme']");
    assertThat(Rules.find(rules, "f", "123456")).isEmpty();
    assertThat(Rules.find(rules, "f", "ACME\n123456")).hasSize(1);
    Compiled kelvin = Rules.toml("[[rules]]\nid='k'\nregex='(?i)kelv[a-z]'\nkeywords=['kelv']");
    assertThat(Rules.lines(Rules.find(kelvin, "f", "\u212Aelvq KELV\u017F"))).containsExactly("k 1:1-1:7 \u212Aelvq", "k 1:9-1:14 KELV\u017F");
  }

  @Test
  void bytesThatAreNoUtf8AreOneCharacterEach() {
    Compiled rules = Rules.toml("[[rules]]\nid='b'\nregex='bad.x'");
    byte[] bytes = {'b', 'a', 'd', (byte) 0xFF, 'x', ' ', 'b', 'a', 'd', (byte) 0xE2, (byte) 0x84, 'x'};
    List<Finding> found =
        new Detector(rules, Settings.DEFAULT)
            .detect(new dev.coffer.scanner.Fragment(dev.coffer.scanner.Bytes.of(bytes), "f", 1, "", java.util.Optional.empty()));
    assertThat(Rules.lines(found)).containsExactly("b 1:1-1:5 bad\uFFFDx");
  }

  @Test
  void aRuleAboutPathsTellsTheFile() {
    Compiled rules = Rules.toml("[[rules]]\nid='pem'\npath='''\\.pem$'''\n[[rules]]\nid='both'\nregex='k'\npath='''\\.key$'''");
    List<Finding> found = Rules.find(rules, "x/k.pem", "k");
    assertThat(Rules.lines(found)).containsExactly("pem 0:0-0:0 ");
    assertThat(found.getFirst().match()).isEqualTo("file detected: x/k.pem");
    assertThat(Rules.lines(Rules.find(rules, "a.key", "k"))).containsExactly("both 1:1-1:1 k");
  }

  @Test
  void aFindingNeverPrintsItsSecret() {
    assertThat(Rules.find(TOKENS, "f", "tok_abcd1234").getFirst()).hasToString("Finding[f:tok:1]");
  }
}
