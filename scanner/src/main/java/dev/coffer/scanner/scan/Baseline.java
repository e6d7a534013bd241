package dev.coffer.scanner.scan;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An earlier report (JSON): its findings are known. A finding that was reported redacted is known by
 * its place alone.
 */
public final class Baseline {
  private static final JsonLimits LIMITS = new JsonLimits(16, 50_000_000, 16 * 1024 * 1024);
  private static final long BYTES_MAX = 128L * 1024 * 1024;
  private static final String REDACTED = "REDACTED";

  /** From what tells a finding, without its secret, to the secrets and matches. */
  private final Map<List<Object>, java.util.Set<List<String>>> findings = new HashMap<>();

  private Baseline() {}

  public static Baseline empty() {
    return new Baseline();
  }

  /**
   * Reads a report.
   *
   * @throws IOException if it cannot be read or is no report; the message names the file and says why
   */
  public static Baseline read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("could not open " + file + ": no such file or directory");
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + " is larger than 128 MiB");
    }
    Json json;
    try {
      json = new JsonReader(LIMITS).read(Files.readAllBytes(file));
    } catch (JsonException wrong) {
      throw new IOException("the format of the file " + file + " is not supported: " + wrong.getMessage(), wrong);
    }
    Baseline baseline = new Baseline();
    if (!(json instanceof Json.Array array)) {
      throw new IOException("the format of the file " + file + " is not supported: it is no list of findings");
    }
    for (Json item : array.items()) {
      if (!(item instanceof Json.Object object)) {
        throw new IOException("the format of the file " + file + " is not supported: it is no list of findings");
      }
      baseline.add(object);
    }
    return baseline;
  }

  private void add(Json.Object object) {
    List<Object> place =
        List.of(
            text(object, "RuleID"),
            number(object, "StartLine"),
            number(object, "EndLine"),
            number(object, "StartColumn"),
            number(object, "EndColumn"),
            text(object, "File"),
            text(object, "Commit"),
            text(object, "Author"),
            text(object, "Email"),
            text(object, "Message"));
    findings
        .computeIfAbsent(place, _ -> new java.util.HashSet<>())
        .add(List.of(text(object, "Match"), text(object, "Secret")));
  }

  boolean contains(Finding finding) {
    if (findings.isEmpty()) {
      return false;
    }
    Commit commit = finding.commit().orElse(Commit.none());
    List<Object> place =
        List.of(
            finding.ruleId(),
            (long) finding.startLine(),
            (long) finding.endLine(),
            (long) finding.startColumn(),
            (long) finding.endColumn(),
            finding.file(),
            commit.id(),
            commit.author(),
            commit.email(),
            commit.message());
    java.util.Set<List<String>> known = findings.getOrDefault(place, java.util.Set.of());
    return known.contains(List.of(finding.match(), finding.secret()))
        || known.stream().anyMatch(one -> one.getLast().equals(REDACTED));
  }

  private static String text(Json.Object object, String name) {
    return object.members().get(name) instanceof Json.Text text ? text.value() : "";
  }

  private static long number(Json.Object object, String name) {
    if (object.members().get(name) instanceof Json.Number number) {
      try {
        return Long.parseLong(number.literal());
      } catch (NumberFormatException _) {
        return -1;
      }
    }
    return -1;
  }
}
