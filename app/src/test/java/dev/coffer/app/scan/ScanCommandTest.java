package dev.coffer.app.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanCommandTest {
  @TempDir private Path folder;
  private String config = "";
  private String out = "";
  private String err = "";

  @BeforeEach
  void rules() throws IOException {
    Path file = folder.resolve("rules.toml");
    Files.writeString(file, "[[rules]]\nid='t'\ndescription='d'\nregex='tok([0-9]+)'\n[[rules]]\nid='u'\nregex='uuu'\n");
    config = "--config=" + file;
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src/a"), "tok4711\n");
  }

  private int run(boolean ownWords, Map<String, String> environment, String in, String... words) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    ByteArrayInputStream input = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    int code =
        new ScanCommand("gitleaks", ownWords, input)
            .run(
                List.of(words),
                environment,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private int gitleaks(String... words) {
    return run(false, Map.of(), "", words);
  }

  private String src() {
    return folder.resolve("src").toString();
  }

  @Test
  void findingsAreRedactedInTheTerminalAndNotInReports() throws IOException {
    Path report = folder.resolve("report.json");
    assertThat(gitleaks("dir", src(), config, "-v", "-r", report.toString())).isEqualTo(1);
    assertThat(out).contains("Finding:     tokREDACTED").doesNotContain("4711");
    assertThat(err).contains("leaks found: 1");
    assertThat(Files.readString(report)).contains("\"Secret\": \"4711\"");
    assertThat(Files.getPosixFilePermissions(report)).hasSize(2);
    gitleaks("dir", src(), config, "-v", "--redact=0");
    assertThat(out).contains("tok4711");
    gitleaks("dir", src(), config, "--redact", "-f", "csv", "-r", "-");
    assertThat(out).contains("REDACTED").doesNotContain("4711");
  }

  @Test
  void ourOwnWordsPrintFindingsUnasked() {
    assertThat(run(true, Map.of(), "", "dir", src(), config)).isEqualTo(1);
    assertThat(out).contains("RuleID:      t");
    assertThat(gitleaks("dir", src(), config)).isEqualTo(1);
    assertThat(out).isEmpty();
  }

  @Test
  void exitCodesTellWhatHappened() {
    assertThat(gitleaks("dir", src(), config, "--exit-code", "7")).isEqualTo(7);
    assertThat(gitleaks("dir", src(), config, "--enable-rule=u")).isZero();
    assertThat(gitleaks("dir", src(), config, "--enable-rule=nope")).isEqualTo(1);
    assertThat(gitleaks("dir", src(), config, "--bogus")).isEqualTo(126);
    assertThat(err).contains("unknown flag: --bogus");
    assertThat(gitleaks("dir", folder.resolve("none").toString(), config)).isEqualTo(1);
    assertThat(err).contains("none: no such file or directory");
    assertThat(gitleaks("dir", src(), "--config=" + folder.resolve("none.toml"))).isEqualTo(1);
    assertThat(gitleaks("nonsense")).isEqualTo(1);
    assertThat(gitleaks("git", src(), config)).isEqualTo(1);
    assertThat(err).contains("not a git repository");
  }

  @Test
  void aMissingBaselineMakesTheScanPartial() {
    assertThat(gitleaks("dir", src(), config, "--enable-rule=u", "-b", folder.resolve("none.json").toString())).isEqualTo(3);
    assertThat(err).contains("none.json: no such file").contains("the scan is partial");
  }

  @Test
  void aWrongRuleIsNamedAndTheOthersAreLookedFor() throws IOException {
    Path wrong = folder.resolve("wrong.toml");
    Files.writeString(wrong, "[[rules]]\nid='ahead'\nregex='a(?=b)'\n[[rules]]\nid='t'\nregex='tok([0-9]+)'\n");
    assertThat(gitleaks("dir", src(), "-c", wrong.toString())).isEqualTo(1);
    assertThat(err).contains("wrong.toml:3: ahead: ").contains("leaks found: 1, but the scan is partial");
  }

  @Test
  void rulesComeFromTheFlagTheEnvironmentOrTheTarget() throws IOException {
    String text = "[[rules]]\nid='env'\nregex='tok'\n";
    assertThat(run(false, Map.of("GITLEAKS_CONFIG_TOML", text), "", "dir", src(), "-v")).isEqualTo(1);
    assertThat(out).contains("RuleID:      env");
    Files.writeString(folder.resolve("src/.gitleaks.toml"), text.replace("env", "beside"));
    assertThat(gitleaks("dir", src(), "-v")).isEqualTo(1);
    assertThat(out).contains("RuleID:      beside");
    assertThat(err).as("the configuration itself is not searched").contains("leaks found: 1");
  }

  @Test
  void standardInputIsScanned() {
    assertThat(run(false, Map.of(), "x tok12", "stdin", config, "-v", "--redact=0")).isEqualTo(1);
    assertThat(out).contains("Finding:     tok12");
    assertThat(run(false, Map.of(), "nothing", "detect", "--pipe", config)).isZero();
  }

  @Test
  void gitleaksOldWordsWork() {
    assertThat(gitleaks("detect", "--source", src(), "--no-git", "--verbose", config)).isEqualTo(1);
    assertThat(gitleaks("detect", "--no-banner", "-s", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(gitleaks("protect", "--help")).isZero();
    assertThat(out).contains("--staged");
    assertThat(gitleaks("--help")).isZero();
    assertThat(gitleaks("version")).isZero();
  }
}
