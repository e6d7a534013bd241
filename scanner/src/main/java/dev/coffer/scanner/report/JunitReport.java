package dev.coffer.scanner.report;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.util.List;

/** A failed test for each finding. */
final class JunitReport {
  private JunitReport() {}

  static String write(List<Finding> findings, Report.Facts facts) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    out.append("\t<testsuite failures=\"").append(findings.size()).append("\" name=\"gitleaks\" tests=\"");
    out.append(findings.size()).append("\" time=\"\">");
    for (Finding finding : findings) {
      test(out, finding, facts.links());
    }
    out.append(findings.isEmpty() ? "" : "\n\t").append("</testsuite>\n</testsuites>");
    return out.toString();
  }

  private static void test(StringBuilder out, Finding finding, Links links) {
    String commit = finding.commit().map(Commit::id).orElse("");
    String message =
        finding.ruleId()
            + " has detected a secret in file "
            + finding.file()
            + ", line "
            + finding.startLine()
            + (commit.isEmpty() ? "." : ", at commit " + commit + ".");
    out.append("\n\t\t<testcase");
    attribute(out, "classname", finding.description());
    attribute(out, "file", finding.file());
    attribute(out, "name", message);
    attribute(out, "time", "");
    out.append(">\n\t\t\t<failure");
    attribute(out, "message", message);
    attribute(out, "type", finding.description());
    out.append('>');
    StringBuilder json = new StringBuilder();
    JsonReport.finding(new GoJson(json, "\t"), finding, links);
    escape(out, json.toString());
    out.append("</failure>\n\t\t</testcase>");
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(out, value);
    out.append('"');
  }

  private static void escape(StringBuilder out, String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\t' -> out.append("&#x9;");
                case '\n' -> out.append("&#xA;");
                case '\r' -> out.append("&#xD;");
                default -> {
                  boolean allowed = c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
                  out.appendCodePoint(allowed ? c : 0xFFFD);
                }
              }
            });
  }
}
