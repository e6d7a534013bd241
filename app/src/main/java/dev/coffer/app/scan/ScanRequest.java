package dev.coffer.app.scan;

import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.report.Report;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.validate.Provider;
import dev.coffer.scanner.validate.Validator;
import dev.coffer.scanner.walk.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asks for.
 *
 * @param target the directory, file or repository
 * @param what of the target is scanned
 * @param config the file named by a flag or the environment
 * @param configText rules given in the environment itself
 * @param redactedInReports percent of each secret that reports hide
 * @param redactedInTerminal percent of each secret that the terminal hides
 * @param reportPath empty for no report, {@code -} for standard output
 * @param quiet nothing but errors is told
 * @param progress whether a line tells how far the scan is
 * @param validate where to ask whether tokens work, besides the providers' own addresses; empty for not to ask
 */
record ScanRequest(
    Path target,
    What what,
    Optional<Path> config,
    Optional<String> configText,
    Optional<Path> baseline,
    Path ignorePath,
    List<String> enabledRules,
    Settings settings,
    Limits limits,
    List<String> logOptions,
    String platform,
    Optional<Report> report,
    String reportPath,
    int redactedInReports,
    int redactedInTerminal,
    boolean verbose,
    boolean quiet,
    boolean progress,
    int exitCode,
    int timeoutSeconds,
    int threads,
    Optional<Map<Provider, URI>> validate) {

  private static final int THREADS_MAX = 64;

  /** The launcher says here whether the standard error is a terminal. */
  private static final String TERMINAL = "coffer.terminal.errors";

  /** What of the target is scanned. */
  enum What {
    HISTORY,
    FILES,
    STREAM,
    STAGED,
    CHANGED
  }

  static ScanRequest of(ScanKind kind, ScanWords words, Map<String, String> environment, boolean ownWords) {
    String target = words.value("source").orElse(words.rest().isEmpty() ? "." : words.rest().getFirst());
    if (words.rest().size() > 1) {
      throw new ScanWords.Misunderstood("accepts at most 1 arg(s), received " + words.rest().size());
    }
    if (words.has("report-template") || words.value("report-format").filter("template"::equals).isPresent()) {
      throw new ScanStop("reports by template are not supported: use json, csv, junit or sarif");
    }
    boolean quiet = List.of("error", "fatal").contains(words.value("log-level").orElse("info"));
    int redact = words.number("redact", 0);
    int megabytes = words.number("max-target-megabytes", 0);
    return new ScanRequest(
        Path.of(target),
        what(kind, words),
        words.value("config").or(() -> set(environment, "GITLEAKS_CONFIG")).map(Path::of),
        set(environment, "GITLEAKS_CONFIG_TOML"),
        words.value("baseline-path").filter(path -> !path.isEmpty()).map(Path::of),
        Path.of(words.value("gitleaks-ignore-path").orElse(".")),
        words.items("enable-rule"),
        new Settings(words.number("max-decode-depth", 5), !words.isOn("ignore-gitleaks-allow"), megabytes),
        new Limits(megabytes * 1_000_000L, words.number("max-archive-depth", 0), words.has("follow-symlinks") && words.isOn("follow-symlinks")),
        words.value("log-opts").map(ScanRequest::split).orElse(List.of()),
        words.value("platform").orElse(""),
        report(words),
        words.value("report-path").orElse(""),
        words.has("redact") ? Math.clamp(redact, 0, 100) : 0,
        words.has("redact") ? Math.clamp(redact, 0, 100) : 100,
        ownWords || words.isOn("verbose"),
        quiet,
        !quiet && Boolean.getBoolean(TERMINAL),
        words.number("exit-code", 1),
        words.number("timeout", 0),
        Math.clamp(words.number("threads", Scan.THREADS), 1, THREADS_MAX),
        words.isOn("validate") ? Optional.of(endpoints(words)) : Optional.empty());
  }

  /** Each is {@code name=address}. */
  private static Map<Provider, URI> endpoints(ScanWords words) {
    Map<Provider, URI> endpoints = new EnumMap<>(Provider.class);
    for (String item : words.items("validate-endpoint")) {
      int equals = item.indexOf('=');
      Optional<Provider> provider = Provider.named(item.substring(0, Math.max(equals, 0)));
      Optional<URI> address = Validator.address(item.substring(equals + 1));
      if (provider.isEmpty() || address.isEmpty()) {
        throw new ScanWords.Misunderstood(
            "invalid --validate-endpoint \"" + item + "\": NAME=https://HOST with one of github, gitlab, slack, stripe, openai, npm, aws");
      }
      endpoints.put(provider.get(), address.get());
    }
    return endpoints;
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static What what(ScanKind kind, ScanWords words) {
    return switch (kind) {
      case GIT -> words.isOn("staged") ? What.STAGED : words.isOn("pre-commit") ? What.CHANGED : What.HISTORY;
      case DIR -> What.FILES;
      case STDIN -> What.STREAM;
      case STAGED -> words.isOn("pre-commit") ? What.CHANGED : What.STAGED;
      case DETECT -> words.isOn("pipe") ? What.STREAM : words.isOn("no-git") ? What.FILES : What.HISTORY;
      case PROTECT -> words.isOn("staged") ? What.STAGED : What.CHANGED;
    };
  }

  private static Optional<Report> report(ScanWords words) {
    Optional<String> format = words.value("report-format").filter(name -> !name.isEmpty());
    Optional<String> path = words.value("report-path").filter(name -> !name.isEmpty());
    if (format.isEmpty() && path.isEmpty()) {
      return Optional.empty();
    }
    Optional<Report> report =
        format.isPresent() ? Report.named(format.get()) : path.get().equals("-") ? Optional.of(Report.JSON) : Report.forFile(path.get());
    if (report.isEmpty()) {
      throw new ScanStop("unknown report format: use --report-format=json, csv, junit or sarif");
    }
    return report;
  }

  /** At blanks, as gitleaks does: quotes mean nothing. */
  private static List<String> split(String options) {
    return options.isBlank() ? List.of() : List.of(options.strip().split(" +"));
  }
}
