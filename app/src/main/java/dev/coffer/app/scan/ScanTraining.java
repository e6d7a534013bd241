package dev.coffer.app.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the launcher runs once while the JVM records its start-up cache: small scans with our own
 * rules, with and without rules that were kept. Whatever they load and link here is ready-made in later
 * starts.
 */
final class ScanTraining {
  private static final String TEXT =
      """
      password = "aGVsbG8gd29ybGQgMTIzNDU2" api_key: '0123456789abcdef0123456789abcdef'
      token%3D68656c6c6f20776f726c6420313233343536 \\u0061
      """;

  private ScanTraining() {}

  /** The words are a folder to scan and an empty one to work in. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Path.of(args[1]);
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", work.resolve("cache").toString());
    stage(work.resolve("repository"));
    int codes = 0;
    List<List<String>> runs =
        List.of(
            List.of("stdin", "-v", "-f", "json", "-r", "-"),
            List.of("staged", work.resolve("repository").toString()),
            List.of("dir", args[0]));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    for (List<String> words : runs) {
      ByteArrayInputStream in = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
      codes += new ScanCommand("coffer scan", true, in).run(words, environment, nowhere, nowhere);
    }
    System.out.println("training scans ended with codes that sum up to " + codes);
  }

  private static void stage(Path repository) throws IOException, InterruptedException {
    Files.createDirectories(repository);
    Files.writeString(repository.resolve("file"), TEXT);
    for (List<String> words : List.of(List.of("git", "init", "-q"), List.of("git", "add", "file"))) {
      new ProcessBuilder(words).directory(repository.toFile()).start().waitFor();
    }
  }
}
