package dev.coffer.scanner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reports as gitleaks 8.30.1 wrote them for the same finding. */
final class ReportTest {
  private static final String ID = "256eda896620636c843699f20307827b0cff0112";
  private static final Finding FINDING =
      new Finding(
          "multi", "m", 1, 3, 1, 4, "BEGIN", "BEGIN\n<&> \"q\" \\ \u0001 \u2028\nEND", "<&> \"q\" \\ \u0001 \u2028",
          "ml.md", "", Optional.of(new Commit(ID, "A \"é\" B", "a@b.c", "2026-11-22T19:21:38Z", "ml <b>")), 3.6323476f,
          List.of("a", "b"), List.of(), ID + ":ml.md:multi:1");
  private static final Report.Facts FACTS =
      new Report.Facts(List.of(new Report.RuleLine("multi", "m")), Links.of("git@github.com:foo/bar.git", ""));

  @Test
  void jsonHasTheSameKeysInTheSameOrder() {
    assertThat(Report.JSON.write(List.of(FINDING), FACTS))
        .isEqualTo(
            """
            [
             {
              "RuleID": "multi",
              "Description": "m",
              "StartLine": 1,
              "EndLine": 3,
              "StartColumn": 1,
              "EndColumn": 4,
              "Match": "BEGIN\\n\\u003c\\u0026\\u003e \\"q\\" \\\\ \\u0001 \\u2028\\nEND",
              "Secret": "\\u003c\\u0026\\u003e \\"q\\" \\\\ \\u0001 \\u2028",
              "File": "ml.md",
              "SymlinkFile": "",
              "Commit": "256eda896620636c843699f20307827b0cff0112",
              "Link": "https://github.com/foo/bar/blob/256eda896620636c843699f20307827b0cff0112/ml.md?plain=1#L1-L3",
              "Entropy": 3.6323476,
              "Author": "A \\"é\\" B",
              "Email": "a@b.c",
              "Date": "2026-11-22T19:21:38Z",
              "Message": "ml \\u003cb\\u003e",
              "Tags": [
               "a",
               "b"
              ],
              "Fingerprint": "256eda896620636c843699f20307827b0cff0112:ml.md:multi:1"
             }
            ]
            """);
    assertThat(Report.JSON.write(List.of(), FACTS)).isEqualTo("[]\n");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    String csv = Report.CSV.write(List.of(FINDING), FACTS);
    assertThat(csv)
        .startsWith("RuleID,Commit,File,SymlinkFile,Secret,Match,StartLine,EndLine,StartColumn,EndColumn,Author,Message,Date,Email,Fingerprint,Tags,Link\nmulti,")
        .contains(",1,3,1,4,\"A \"\"é\"\" B\",ml <b>,2026-11-22T19:21:38Z,a@b.c,")
        .endsWith(":multi:1,a b,https://github.com/foo/bar/blob/" + ID + "/ml.md?plain=1#L1-L3\n");
    assertThat(Report.CSV.write(List.of(), FACTS)).isEmpty();
  }

  @Test
  void junitHasAFailureForEachFinding() {
    String junit = Report.JUNIT.write(List.of(FINDING), FACTS);
    assertThat(junit)
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\t<testsuite failures=\"1\" name=\"gitleaks\" tests=\"1\" time=\"\">\n")
        .contains("<testcase classname=\"m\" file=\"ml.md\" name=\"multi has detected a secret in file ml.md, line 1, at commit " + ID + ".\" time=\"\">")
        .contains("{&#xA;&#x9;&#34;RuleID&#34;: &#34;multi&#34;,")
        .endsWith("</failure>\n\t\t</testcase>\n\t</testsuite>\n</testsuites>");
    assertThat(Report.JUNIT.write(List.of(), FACTS)).contains("<testsuite failures=\"0\" name=\"gitleaks\" tests=\"0\" time=\"\"></testsuite>");
  }

  @Test
  void sarifNamesRulesAndPlaces() {
    String sarif = Report.SARIF.write(List.of(FINDING), FACTS);
    assertThat(sarif)
        .contains("\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\"")
        .contains("\"text\": \"multi has detected secret for file ml.md at commit " + ID + ".\"")
        .contains("         \"startLine\": 1,\n         \"startColumn\": 1,\n         \"endLine\": 3,\n         \"endColumn\": 4,")
        .contains("\"commitSha\": \"" + ID + "\"");
    assertThat(Report.SARIF.write(List.of(), FACTS)).contains("   \"results\": []\n");
  }

  @Test
  void aSecretIsHiddenWhollyOrInPart() {
    assertThat(Redaction.mask("CCCC", 30)).isEqualTo("CCC...");
    assertThat(Redaction.mask("1011", 50)).isEqualTo("10...");
    assertThat(Redaction.of(FINDING, 100).match()).isEqualTo("BEGIN\nREDACTED\nEND");
    assertThat(Report.JSON.write(List.of(Redaction.of(FINDING, 100)), FACTS)).doesNotContain("\\u0001");
  }

  @Test
  void linksLeaveThePasswordOut() {
    Links links = Links.of("https://user:pa/ss@gitlab.com/foo/bar.git", "");
    assertThat(links.to(FINDING)).doesNotContain("user").doesNotContain("pa");
    assertThat(Links.of("https://user:pw@gitlab.com/foo/bar.git", "").to(FINDING)).isEqualTo("https://gitlab.com/foo/bar/blob/" + ID + "/ml.md#L1-3");
    assertThat(Links.of("/some/where", "").to(FINDING)).isEmpty();
    assertThat(Links.of("ssh://git@host.example/foo/bar", "github").to(FINDING)).startsWith("https://host.example/foo/bar/blob/");
  }

  @Test
  void theTerminalIsNotSteered() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Finding evil =
        new Finding("r", "", 1, 1, 1, 1, "", "\u001b[2J", "\u202Eabc\u009b", "f\u0007", "", Optional.empty(), 0, List.of(), List.of(), "f");
    new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), Links.none()).print(evil);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("?[2J").contains("?abc?").contains("f?").doesNotContain("\u001b").doesNotContain("\u202E");
  }

  @Test
  void formatsGoByNameOrEnding() {
    assertThat(Report.named("SARIF")).contains(Report.SARIF);
    assertThat(Report.forFile("a/b.xml")).contains(Report.JUNIT);
    assertThat(Report.forFile("b.txt")).isEmpty();
  }
}
