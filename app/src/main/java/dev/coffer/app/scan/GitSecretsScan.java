package dev.coffer.app.scan;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.report.Redaction;
import dev.coffer.scanner.report.Terminal;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.scan.Outcome;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.Source;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One scan for git-secrets' patterns, told as git-secrets tells it, but with the secrets hidden. */
final class GitSecretsScan {
  private static final String MITIGATIONS =
      """

      [ERROR] Matched one or more prohibited patterns

      Possible mitigations:
      - Mark false positives as allowed using: git config --add secrets.allowed ...
      - Mark false positives as allowed by adding regular expressions to .gitallowed at repository's root directory
      - List your configured patterns: git config --get-all secrets.patterns
      - List your configured allowed patterns: git config --get-all secrets.allowed
      - List your configured allowed patterns in .gitallowed at repository's root directory
      - Use --no-verify if this is a one-time false positive
      """;

  private final GitRepository repository;
  private final Optional<Path> home;
  private final PrintStream err;

  GitSecretsScan(GitRepository repository, Optional<Path> home, PrintStream err) {
    this.repository = repository;
    this.home = home;
    this.err = err;
  }

  int run(Source source) {
    List<String> troubles = new ArrayList<>();
    GitSecretsPatterns patterns = new GitSecretsPatterns(repository, home, troubles::add);
    Scan scan = new Scan(patterns.prohibited(), new Settings(0, false, 0), Known.nothing(), Set.of(), Scan.THREADS);
    List<Regex> allowed = patterns.allowed();
    Outcome outcome;
    try {
      outcome = scan.run(source, _ -> {});
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ScanStop("interrupted");
    }
    troubles.addAll(outcome.troubles());
    troubles.forEach(trouble -> err.println("ERROR " + trouble));
    Set<String> lines = new LinkedHashSet<>();
    for (Finding finding : outcome.findings()) {
      if (allowed.stream().noneMatch(regex -> regex.isIn(line(finding)))) {
        lines.add(hidden(finding, outcome.findings()));
      }
    }
    lines.forEach(line -> err.println(Terminal.printable(line)));
    if (!lines.isEmpty()) {
      err.print(MITIGATIONS);
      return ScanCommand.WRONG;
    }
    return troubles.isEmpty() ? ScanCommand.CLEAN : ScanCommand.PARTIAL;
  }

  /** Other findings of the line are secrets too. */
  private static String hidden(Finding finding, List<Finding> all) {
    String line = line(Redaction.of(finding, 100));
    for (Finding other : all) {
      if (other.file().equals(finding.file()) && other.startLine() == finding.startLine() && !other.secret().isEmpty()) {
        line = line.replace(other.secret(), Redaction.REDACTED);
      }
    }
    return line;
  }

  /** As {@code git grep -n} prints it. */
  private static String line(Finding finding) {
    String commit = finding.commit().map(Commit::id).filter(id -> !id.isEmpty()).map(id -> id + ":").orElse("");
    String file = finding.file().isEmpty() ? "" : finding.file() + ":";
    return commit + file + finding.startLine() + ":" + finding.line().strip();
  }
}
