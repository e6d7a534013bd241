package dev.coffer.app.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CleanCommandTest {
  @TempDir private Path folder;
  private String said = "";

  @BeforeEach
  void repository() throws IOException, InterruptedException {
    Files.writeString(folder.resolve(".gitleaks.toml"), "[[rules]]\nid='t'\nregex='tok[0-9]+'\n");
    Files.writeString(folder.resolve("a"), "tok4711 and tok47 and tok4711\n");
    for (String line : List.of("init -q", "add -A", "-c user.name=Ann -c user.email=ann@example.com commit -qm one")) {
      List<String> words = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
      words.addAll(List.of(line.split(" ")));
      assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    }
  }

  private int coffer(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code = new ScanCommand("coffer scan", true, InputStream.nullInputStream()).run(List.of(words), Map.of(), out, out);
    said = bytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void theFileHoldsEachSecretOnceAndIsItsOwnersAlone() throws IOException {
    Path file = folder.resolve("replacements");
    assertThat(coffer("clean", "-o", file.toString(), folder.toString())).as(said).isZero();
    assertThat(Files.readAllLines(file)).containsExactly("tok4711", "tok47");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(said).contains("2 secrets are in ", "git filter-repo --replace-text " + file, "revoke the old one").doesNotContain("tok4711");
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path file = Files.writeString(folder.resolve("replacements"), "mine");
    assertThat(coffer("clean", "--output", file.toString(), folder.toString())).isEqualTo(1);
    assertThat(said).contains("already exists");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aCleanHistoryNeedsNoFile() {
    Path file = folder.resolve("replacements");
    assertThat(coffer("clean", "-o", file.toString(), "--log-opts=--until=1990-01-01", folder.toString())).isZero();
    assertThat(file).doesNotExist();
  }
}
