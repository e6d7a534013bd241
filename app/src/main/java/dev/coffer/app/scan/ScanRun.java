package dev.coffer.app.scan;

import dev.coffer.scanner.Finding;
import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.config.RuleFiles;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.report.Links;
import dev.coffer.scanner.report.Redaction;
import dev.coffer.scanner.report.Report;
import dev.coffer.scanner.report.Terminal;
import dev.coffer.scanner.scan.Baseline;
import dev.coffer.scanner.scan.IgnoreFile;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.scan.Outcome;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.walk.DirectorySource;
import dev.coffer.scanner.walk.GitChanges;
import dev.coffer.scanner.walk.GitHistory;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.Source;
import dev.coffer.scanner.walk.StreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** One scan from the request to the exit code. */
final class ScanRun {
  private final ScanRequest request;
  private final RuleCache cache;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> troubles = new ArrayList<>();

  ScanRun(ScanRequest request, RuleCache cache, InputStream in, PrintStream out, PrintStream err) {
    this.request = request;
    this.cache = cache;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  int run() {
    long start = System.nanoTime();
    GitRepository repository = new GitRepository(request.target());
    check(repository);
    RuleFiles.Ready ready = rules();
    ready.problems().forEach(problem -> trouble(problem.toString()));
    Known known = known();
    Links links = isOfCommits() ? Links.of(repository.remote(), request.platform()) : Links.none();
    Scan scan = new Scan(ready.compiled(), request.settings(), known, ownFiles(), request.threads());
    Outcome outcome = scan(scan, listener(links));
    outcome.troubles().forEach(this::trouble);
    if (!request.quiet()) {
      outcome.notes().forEach(err::println);
    }
    report(outcome.findings(), ready.compiled(), links);
    return told(outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private boolean isOfCommits() {
    return request.what() == ScanRequest.What.HISTORY;
  }

  /** What is not there at all is told before any work. */
  private void check(GitRepository repository) {
    switch (request.what()) {
      case FILES -> {
        if (!Files.exists(request.target())) {
          throw new ScanStop(request.target() + ": no such file or directory");
        }
      }
      case HISTORY -> repository.complaint().ifPresent(complaint -> {
        throw new ScanStop(request.target() + ": " + complaint);
      });
      case STAGED, CHANGED -> {
        if (!Files.isDirectory(request.target())) {
          throw new ScanStop(request.target() + ": no such directory");
        }
      }
      case STREAM -> {}
    }
  }

  private RuleFiles.Ready rules() {
    Path beside = request.target().resolve(".gitleaks.toml");
    RuleFiles files = new RuleFiles(cache);
    RuleFiles.Ready ready;
    if (request.config().isPresent()) {
      ready = files.file(request.config().get());
    } else if (request.configText().isPresent()) {
      ready = files.text("GITLEAKS_CONFIG_TOML", request.configText().get());
    } else if (Files.isRegularFile(beside)) {
      ready = files.file(beside);
    } else {
      ready = files.own();
    }
    if (request.enabledRules().isEmpty()) {
      return ready;
    }
    for (String id : request.enabledRules()) {
      if (ready.compiled().rules().rules().stream().noneMatch(rule -> rule.id().equals(id))) {
        throw new ScanStop("Requested rule " + id + " not found in rules");
      }
    }
    return ready.only(Set.copyOf(request.enabledRules()));
  }

  private Known known() {
    List<String> problems = new ArrayList<>();
    Set<String> ignored = IgnoreFile.read(List.of(request.ignorePath(), request.target().resolve(".gitleaksignore")), problems);
    problems.forEach(err::println);
    Baseline baseline = Baseline.empty();
    if (request.baseline().isPresent()) {
      try {
        baseline = Baseline.read(request.baseline().get());
      } catch (IOException wrong) {
        trouble("Could not load baseline. The path must point to a report in JSON: " + wrong.getMessage());
      }
    }
    return new Known(ignored, baseline);
  }

  private Set<String> ownFiles() {
    Set<String> own = new HashSet<>();
    request.config().map(Path::toString).ifPresent(own::add);
    own.add(request.target().resolve(".gitleaks.toml").normalize().toString());
    request.baseline().map(Path::toString).ifPresent(own::add);
    return own;
  }

  private Source source() {
    return switch (request.what()) {
      case HISTORY -> new GitHistory(request.target(), request.logOptions(), request.limits());
      case FILES -> new DirectorySource(request.target(), request.limits());
      case STREAM -> new StreamSource(in);
      case STAGED -> new GitChanges(request.target(), true, request.limits());
      case CHANGED -> new GitChanges(request.target(), false, request.limits());
    };
  }

  private Consumer<Finding> listener(Links links) {
    if (!request.verbose()) {
      return _ -> {};
    }
    // A report on standard output is for a program, which no other line must disturb.
    Terminal terminal = new Terminal(request.reportPath().equals("-") ? err : out, links);
    return finding -> terminal.print(Redaction.of(finding, request.redactedInTerminal()));
  }

  private Outcome scan(Scan scan, Consumer<Finding> listener) {
    Thread here = Thread.currentThread();
    Thread clock = Thread.ofVirtual().unstarted(() -> interruptLater(here));
    if (request.timeoutSeconds() > 0) {
      clock.start();
    }
    try {
      return scan.run(source(), listener);
    } catch (InterruptedException _) {
      throw new ScanStop("the scan was given up after " + request.timeoutSeconds() + " s (--timeout)");
    } finally {
      clock.interrupt();
    }
  }

  private void interruptLater(Thread thread) {
    try {
      Thread.sleep(Duration.ofSeconds(request.timeoutSeconds()));
      thread.interrupt();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(List<Finding> findings, Compiled rules, Links links) {
    if (request.report().isEmpty()) {
      return;
    }
    List<Report.RuleLine> lines = rules.rules().rules().stream().map(rule -> new Report.RuleLine(rule.id(), rule.description())).toList();
    List<Finding> shown = findings.stream().map(finding -> Redaction.of(finding, request.redactedInReports())).toList();
    String text = request.report().get().write(shown, new Report.Facts(lines, links));
    if (request.reportPath().equals("-")) {
      out.print(text);
    } else if (!request.reportPath().isEmpty()) {
      try {
        ReportFile.write(Path.of(request.reportPath()), text);
      } catch (IOException failed) {
        throw new ScanStop("the report cannot be written to " + request.reportPath() + ": " + failed.getMessage());
      }
    }
  }

  private void trouble(String what) {
    troubles.add(what);
    err.println("ERROR " + what);
  }

  private int told(Outcome outcome, Duration took) {
    boolean partial = !troubles.isEmpty();
    int leaks = outcome.findings().size();
    if (!request.quiet()) {
      double seconds = took.toNanos() / 1e9;
      err.println(String.format(Locale.ROOT, "scanned ~%d bytes (%.2f MB) in %.2f s", outcome.bytes(), outcome.bytes() / 1e6, seconds));
      err.println((leaks == 0 ? "no leaks found" : "leaks found: " + leaks) + (partial ? ", but the scan is partial" : ""));
    }
    if (leaks > 0 && request.exitCode() != 0) {
      return request.exitCode();
    }
    return partial ? ScanCommand.PARTIAL : ScanCommand.CLEAN;
  }
}
