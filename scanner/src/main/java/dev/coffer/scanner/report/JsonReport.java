package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.util.List;

/** A list of findings. */
final class JsonReport {
  private JsonReport() {}

  static String write(List<Finding> findings, Report.Facts facts) {
    StringBuilder out = new StringBuilder();
    GoJson json = new GoJson(out, " ");
    json.open('[');
    for (Finding finding : findings) {
      json.next();
      finding(json, finding, facts.links());
    }
    json.close(']');
    return out.append('\n').toString();
  }

  static void finding(GoJson json, Finding finding, Links links) {
    Commit commit = finding.commit().orElse(Commit.none());
    json.open('{');
    json.text("RuleID", finding.ruleId());
    json.text("Description", finding.description());
    json.number("StartLine", finding.startLine());
    json.number("EndLine", finding.endLine());
    json.number("StartColumn", finding.startColumn());
    json.number("EndColumn", finding.endColumn());
    json.text("Match", finding.match());
    json.text("Secret", finding.secret());
    json.text("File", finding.file());
    json.text("SymlinkFile", finding.symlink());
    json.text("Commit", commit.id());
    String link = links.to(finding);
    if (!link.isEmpty()) {
      json.text("Link", link);
    }
    json.number("Entropy", finding.entropy());
    json.text("Author", commit.author());
    json.text("Email", commit.email());
    json.text("Date", date(finding));
    json.text("Message", commit.message());
    json.texts("Tags", finding.tags());
    json.text("Fingerprint", finding.fingerprint());
    json.close('}');
  }

  /** What is staged has Go's zero for a date. */
  static String date(Finding finding) {
    boolean staged = finding.commit().map(commit -> commit.id().isEmpty()).orElse(false);
    return staged ? "0001-01-01T00:00:00Z" : finding.commit().map(Commit::date).orElse("");
  }
}
