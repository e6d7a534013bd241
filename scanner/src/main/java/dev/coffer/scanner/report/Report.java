package dev.coffer.scanner.report;

import dev.coffer.scanner.Finding;
import java.util.List;
import java.util.Optional;

/** A format of reports. */
public enum Report {
  JSON("json") {
    @Override
    public String write(List<Finding> findings, Facts facts) {
      return JsonReport.write(findings, facts);
    }
  },
  CSV("csv") {
    @Override
    public String write(List<Finding> findings, Facts facts) {
      return CsvReport.write(findings, facts);
    }
  },
  JUNIT("junit") {
    @Override
    public String write(List<Finding> findings, Facts facts) {
      return JunitReport.write(findings, facts);
    }
  },
  SARIF("sarif") {
    @Override
    public String write(List<Finding> findings, Facts facts) {
      return SarifReport.write(findings, facts);
    }
  };

  private final String word;

  Report(String word) {
    this.word = word;
  }

  /**
   * What a report tells besides findings.
   *
   * @param rules every rule that was looked for: id, then description
   */
  public record Facts(List<RuleLine> rules, Links links) {
    public Facts {
      rules = List.copyOf(rules);
    }
  }

  /** A rule as reports name it. */
  public record RuleLine(String id, String description) {}

  /** The whole report. */
  public abstract String write(List<Finding> findings, Facts facts);

  public static Optional<Report> named(String word) {
    for (Report report : values()) {
      if (report.word.equalsIgnoreCase(word)) {
        return Optional.of(report);
      }
    }
    return Optional.empty();
  }

  /** By the ending of a file's name. */
  public static Optional<Report> forFile(String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot + 1);
    return ending.equals("xml") ? Optional.of(JUNIT) : named(ending);
  }
}
