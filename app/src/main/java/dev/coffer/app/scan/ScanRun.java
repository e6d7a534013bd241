package dev.coffer.app.scan;

import dev.coffer.scanner.Finding;
import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.config.RuleFiles;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.report.Links;
import dev.coffer.scanner.report.Redaction;
import dev.coffer.scanner.report.Report;
import dev.coffer.scanner.report.Terminal;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.scan.Outcome;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.validate.Provider;
import dev.coffer.scanner.validate.Validator;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One scan from the request to the exit code. */
final class ScanRun {
  private final ScanRequest request;
  private final RuleCache cache;
  private final GitRepository repository;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> troubles = new ArrayList<>();

  ScanRun(ScanRequest request, RuleCache cache, InputStream in, PrintStream out, PrintStream err) {
    this.request = request;
    this.cache = cache;
    this.repository = new GitRepository(request.target());
    this.in = in;
    this.out = out;
    this.err = err;
  }

  int run() {
    long start = System.nanoTime();
    Links links = isOfCommits() ? Links.of(repository.remote(), request.platform()) : Links.none();
    Consumer<Finding> printer = printer(links);
    // What providers say of a finding is printed with it, so that it waits for their answers.
    Searched searched = search(request.validate().isPresent() ? _ -> {} : printer);
    List<Finding> findings = searched.outcome.findings();
    if (request.validate().isPresent()) {
      findings = validated(findings, request.validate().get());
      findings.forEach(printer);
    }
    if (!request.quiet()) {
      searched.outcome.notes().forEach(err::println);
    }
    report(findings, searched.rules, links);
    return told(searched.outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Searches, and tells only what could not be read. */
  Outcome search() {
    return search(_ -> {}).outcome;
  }

  /** Whether something could not be read. */
  boolean isPartial() {
    return !troubles.isEmpty();
  }

  private record Searched(Outcome outcome, Compiled rules) {}

  private Searched search(Consumer<Finding> listener) {
    ScanSetup setup = new ScanSetup(request, cache);
    setup.check(repository);
    RuleFiles.Ready ready = setup.rules();
    ready.problems().forEach(problem -> trouble(problem.toString()));
    Known known = setup.known(err::println, this::trouble);
    Scan scan = new Scan(ready.compiled(), request.settings(), known, setup.ownFiles(), request.threads());
    ScanTarget target = ScanTarget.of(request, in, ready.compiled());
    Outcome outcome = request.progress() ? watched(scan, target, listener) : scan(scan, target.source(), listener);
    outcome.troubles().forEach(this::trouble);
    return new Searched(outcome, ready.compiled());
  }

  private Outcome watched(Scan scan, ScanTarget target, Consumer<Finding> listener) {
    try (ProgressBar bar = new ProgressBar(err, scan::bytesSearched, target.share()).started()) {
      return scan(
          scan,
          target.source(),
          finding -> {
            bar.clear();
            listener.accept(finding);
          });
    }
  }

  private static List<Finding> validated(List<Finding> findings, Map<Provider, URI> endpoints) {
    try (Validator validator = new Validator(endpoints, InstantSource.system())) {
      return validator.validated(findings);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return findings;
    }
  }

  private boolean isOfCommits() {
    return request.what() == ScanRequest.What.HISTORY;
  }

  private Consumer<Finding> printer(Links links) {
    if (!request.verbose()) {
      return _ -> {};
    }
    // A report on standard output is for a program, which no other line must disturb.
    Terminal terminal = new Terminal(request.reportPath().equals("-") ? err : out, links);
    return finding -> terminal.print(Redaction.of(finding, request.redactedInTerminal()));
  }

  private Outcome scan(Scan scan, Source source, Consumer<Finding> listener) {
    Thread here = Thread.currentThread();
    Thread clock = Thread.ofVirtual().unstarted(() -> interruptLater(here));
    if (request.timeoutSeconds() > 0) {
      clock.start();
    }
    try {
      return scan.run(source, listener);
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
    boolean partial = isPartial();
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
