package dev.coffer.app.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What guides tell people to type, line by line in a shell, with this program under the tools' names. */
@Tag("packaged")
final class GuideScriptsTest {
  private static final String GUIDE_CONFIG =
      """
      title = "Gitleaks Config"

      [[rules]]
      id = "aws-access-key"
      description = "AWS Access Key"
      regex = '''(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}'''

      [[rules]]
      id = "generic-api-key"
      description = "Generic API Key"
      regex = '''(?i)(api_key|apikey|api-key)['"\\s]*[:=]\\s*['"]([0-9a-zA-Z\\-_]{20,})['"]'''

      [[rules]]
      id = "private-key"
      description = "Private Key"
      regex = '''-----BEGIN (RSA|DSA|EC|OPENSSH) PRIVATE KEY-----'''
      """;

  private static final String GUIDE_HOOK =
      """
      #!/bin/sh

      # Run Gitleaks
      gitleaks protect --staged --verbose

      if [ $? -ne 0 ]; then
        echo "Gitleaks detected secrets in your changes!"
        echo "Please remove them before committing."
        exit 1
      fi

      # Run git-secrets
      git secrets --pre_commit_hook -- "$@"
      """;

  /** Made up for this test; it fits the pattern of an AWS key id. */
  private static final String KEY_ID = "AKIA" + "QX3MZ7TKW2LHVB5N";

  @TempDir private Path folder;
  private Path repository = Path.of("");
  private String said = "";

  @BeforeEach
  void programsAndARepository() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path launcher = Path.of("../coffer").toRealPath();
    for (String name : List.of("gitleaks", "git-secrets", "trufflehog", "coffer")) {
      Files.createSymbolicLink(bin.resolve(name), launcher);
    }
    repository = Files.createDirectories(folder.resolve("repository"));
    assertThat(shell("git init -q -b main . && git config user.name Ann && git config user.email ann@example.com")).isZero();
  }

  private int shell(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(repository.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().remove("XDG_CACHE_HOME");
    builder.environment().put("COFFER_NO_BUILD", "1");
    Process process = builder.start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor();
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(repository.resolve(name), text);
  }

  @Test
  void gitleaks() throws IOException {
    write(".gitleaks.toml", GUIDE_CONFIG);
    write("a", "nothing\n");
    assertThat(shell("git add -A && git commit -qm one && gitleaks detect --source . --verbose")).as(said).isZero();
    write("b", "id = " + KEY_ID + "\n");
    assertThat(shell("git add b && gitleaks protect --staged")).as(said).isEqualTo(1);
    assertThat(shell("git commit -qm two && gitleaks detect --config .gitleaks.toml")).as(said).isEqualTo(1);
    assertThat(said).contains("leaks found: 1");
  }

  @Test
  void gitSecrets() throws IOException {
    assertThat(shell("git secrets --install")).as(said).isZero();
    assertThat(said).contains("Installed commit-msg hook to", "Installed pre-commit hook to", "Installed prepare-commit-msg hook to");
    assertThat(shell("git secrets --install")).as("hooks that are there stay").isEqualTo(1);
    assertThat(shell("git secrets --register-aws")).as(said).isZero();
    write("a", "nothing\n");
    write("example", "id = AKIAIOSFODNN7EXAMPLE\n");
    assertThat(shell("git add -A && git commit -qm one")).as(said).isZero();
    write("b", "id = " + KEY_ID + "\n");
    assertThat(shell("git add b && git commit -qm two")).as(said).isEqualTo(1);
    assertThat(said).contains("b:1:id = REDACTED", "[ERROR] Matched one or more prohibited patterns").doesNotContain(KEY_ID);
    assertThat(shell("git commit -q --no-verify -m two && git secrets --scan-history")).isEqualTo(1);
    assertThat(said).containsPattern("[0-9a-f]{40}:b:1:id = REDACTED");
  }

  @Test
  void gitSecretsScansTheWorkingTree() throws IOException {
    assertThat(shell("git secrets --register-aws")).as(said).isZero();
    write("b", "id = " + KEY_ID + "\n");
    assertThat(shell("git secrets --scan")).as("git does not know the file").isZero();
    assertThat(shell("git add b && git secrets --scan")).as(said).isEqualTo(1);
    assertThat(shell("git config --add secrets.allowed '^b:1:' && git secrets --scan")).as("said %s", said).isZero();
  }

  @Test
  void theHookOfTheGuide() throws IOException {
    assertThat(shell("git secrets --register-aws")).as(said).isZero();
    Path hook = repository.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, GUIDE_HOOK);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
    write("a", "nothing\n");
    assertThat(shell("git add -A && git commit -qm one")).as(said).isZero();
    write("b", "id = " + KEY_ID + "\n");
    assertThat(shell("git add b && git commit -qm two")).isEqualTo(1);
    assertThat(said).contains("Gitleaks detected secrets in your changes!").doesNotContain(KEY_ID);
  }

  @Test
  void truffleHog() throws IOException {
    write("a", "random = gR5kZ8wQ2nXc7VbT4mLpY9hJ3sDf6AeU1oKi\n");
    assertThat(shell("git add -A && git commit -qm one && trufflehog --regex --entropy=True file://$PWD")).as(said).isEqualTo(1);
    assertThat(said).contains("Reason: High Entropy", "Filepath: a").doesNotContain("gR5kZ8wQ2nXc7VbT4mLp");
    assertThat(shell("trufflehog --entropy=False .")).as(said).isZero();
    assertThat(shell("trufflehog --regex https://github.com/user/repo")).isEqualTo(1);
    assertThat(said).contains("clone the repository first");
  }

  @Test
  void ourOwnHook() throws IOException {
    assertThat(shell("coffer scan install-hook")).as(said).isZero();
    write("a", "nothing\n");
    assertThat(shell("git add -A && git commit -qm one")).as(said).isZero();
    write("b", "aws_access_key_id = " + KEY_ID + "\n");
    assertThat(shell("git add b && git commit -qm two")).as(said).isEqualTo(1);
    assertThat(said).contains("RuleID:      aws-access-token").doesNotContain(KEY_ID);
    assertThat(shell("coffer scan install-hook")).as("the hook that is there stays").isEqualTo(1);
    assertThat(shell("git config core.hooksPath .husky && coffer scan install-hook -f")).isEqualTo(1);
    assertThat(said).contains(".husky (core.hooksPath)");
  }
}
