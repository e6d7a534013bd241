package dev.coffer.app.scan;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the launcher runs once while the JVM records its start-up cache: small scans with our own
 * rules. Whatever they load and link here is ready-made in later starts.
 */
final class ScanTraining {
  private static final String TEXT =
      """
      password = "aGVsbG8gd29ybGQgMTIzNDU2" api_key: '0123456789abcdef0123456789abcdef'
      token%3D68656c6c6f20776f726c6420313233343536 \\u0061
      """;

  private ScanTraining() {}

  public static void main(String[] args) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int codes = 0;
    for (List<String> words : List.of(List.of("stdin", "-v", "-f", "json", "-r", "-"), List.of("staged", "."), List.of("dir", args.length > 0 ? args[0] : "."))) {
      ByteArrayInputStream in = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8));
      codes += new ScanCommand("coffer scan", true, in).run(words, Map.of(), nowhere, nowhere);
    }
    System.out.println("training scans ended with codes that sum up to " + codes);
  }
}
