package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.util.ArrayList;
import java.util.List;

/** A table (RFC 4180) with a header, or nothing at all without findings. */
final class CsvReport {
  private CsvReport() {}

  static String write(List<Finding> findings, Report.Facts facts) {
    StringBuilder out = new StringBuilder();
    if (findings.isEmpty()) {
      return "";
    }
    boolean linked = !facts.links().to(findings.getFirst()).isEmpty();
    List<String> header =
        new ArrayList<>(
            List.of(
                "RuleID", "Commit", "File", "SymlinkFile", "Secret", "Match", "StartLine", "EndLine", "StartColumn",
                "EndColumn", "Author", "Message", "Date", "Email", "Fingerprint", "Tags"));
    if (linked) {
      header.add("Link");
    }
    row(out, header);
    for (Finding finding : findings) {
      List<String> row = new ArrayList<>(cells(finding));
      if (linked) {
        row.add(facts.links().to(finding));
      }
      row(out, row);
    }
    return out.toString();
  }

  private static List<String> cells(Finding finding) {
    Commit commit = finding.commit().orElse(Commit.none());
    return List.of(
        finding.ruleId(),
        commit.id(),
        finding.file(),
        finding.symlink(),
        finding.secret(),
        finding.match(),
        Integer.toString(finding.startLine()),
        Integer.toString(finding.endLine()),
        Integer.toString(finding.startColumn()),
        Integer.toString(finding.endColumn()),
        commit.author(),
        commit.message(),
        JsonReport.date(finding),
        commit.email(),
        finding.fingerprint(),
        String.join(" ", finding.tags()));
  }

  private static void row(StringBuilder out, List<String> cells) {
    for (int index = 0; index < cells.size(); index++) {
      out.append(index > 0 ? "," : "");
      cell(out, cells.get(index));
    }
    out.append('\n');
  }

  private static void cell(StringBuilder out, String text) {
    boolean plain =
        !text.contains(",")
            && !text.contains("\"")
            && !text.contains("\n")
            && !text.contains("\r")
            && (text.isEmpty() || !Character.isWhitespace(text.charAt(0)));
    if (plain && !text.equals("\\.")) {
      out.append(text);
    } else {
      out.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }
}
