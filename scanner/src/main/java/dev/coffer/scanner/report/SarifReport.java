package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.util.List;

/**
 * SARIF 2.1.0 (OASIS), with the members that gitleaks writes: its name too, since tools know results
 * again by it.
 */
final class SarifReport {
  private SarifReport() {}

  static String write(List<Finding> findings, Report.Facts facts) {
    StringBuilder out = new StringBuilder();
    GoJson json = new GoJson(out, " ");
    json.open('{');
    json.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.text("version", "2.1.0");
    json.name("runs").open('[').next().open('{');
    driver(json, facts);
    json.name("results").open('[');
    for (Finding finding : findings) {
      json.next();
      result(json, finding);
    }
    json.close(']');
    json.close('}').close(']').close('}');
    return out.append('\n').toString();
  }

  private static void driver(GoJson json, Report.Facts facts) {
    json.name("tool").open('{').name("driver").open('{');
    json.text("name", "gitleaks");
    json.text("semanticVersion", "v8.0.0");
    json.text("informationUri", "https://github.com/gitleaks/gitleaks");
    json.name("rules").open('[');
    for (Report.RuleLine rule : facts.rules()) {
      json.next().open('{');
      json.text("id", rule.id());
      json.name("shortDescription").open('{').text("text", rule.description()).close('}');
      json.close('}');
    }
    json.close(']').close('}').close('}');
  }

  private static void result(GoJson json, Finding finding) {
    Commit commit = finding.commit().orElse(Commit.none());
    String file = finding.symlink().isEmpty() ? finding.file() : finding.symlink();
    String at = commit.id().isEmpty() ? "." : " at commit " + commit.id() + ".";
    json.open('{');
    json.name("message").open('{');
    json.text("text", finding.ruleId() + " has detected secret for file " + finding.file() + at);
    json.close('}');
    json.text("ruleId", finding.ruleId());
    json.name("locations").open('[').next().open('{').name("physicalLocation").open('{');
    json.name("artifactLocation").open('{').text("uri", file).close('}');
    json.name("region").open('{');
    json.number("startLine", finding.startLine());
    json.number("startColumn", finding.startColumn());
    json.number("endLine", finding.endLine());
    json.number("endColumn", finding.endColumn());
    json.name("snippet").open('{').text("text", finding.secret()).close('}');
    json.close('}').close('}').close('}').close(']');
    json.name("partialFingerprints").open('{');
    json.text("commitSha", commit.id());
    json.text("email", commit.email());
    json.text("author", commit.author());
    json.text("date", JsonReport.date(finding));
    json.text("commitMessage", commit.message());
    json.close('}');
    json.name("properties").open('{').texts("tags", finding.tags()).close('}');
    json.close('}');
  }
}
