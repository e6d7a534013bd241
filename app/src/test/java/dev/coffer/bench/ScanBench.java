package dev.coffer.bench;

import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.config.RuleFiles;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.scan.Outcome;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.walk.DirectorySource;
import dev.coffer.scanner.walk.Limits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code ./bench scan}: the scanner beside gitleaks, where its binary is on PATH, on the same files in one
 * run. The files are the JDK's own sources, and a history made of them; {@code COFFER_BENCH_TREE} and
 * {@code COFFER_BENCH_REPOSITORY} name others.
 */
final class ScanBench {
  private static final int STAGED_RUNS = 9;
  private static final int WARM_RUNS = 4;

  private final String coffer;
  private final Optional<Path> gitleaks = onPath("gitleaks");
  private final Path work;
  private final List<String> rows = new ArrayList<>();

  private ScanBench(String coffer, Path work) {
    this.coffer = coffer;
    this.work = work;
  }

  public static void main(String[] arguments) throws Exception {
    // The date, the launcher and the folder to work in come from the script.
    Settings settings = Settings.parse(List.of(arguments).subList(0, 3));
    new ScanBench(arguments[1], settings.work()).run(arguments[0]);
  }

  private void run(String date) throws Exception {
    Files.createDirectories(work);
    ScanCorpus corpus = new ScanCorpus(work);
    Path tree = corpus.tree();
    Path repository = corpus.repository(tree);
    directory(tree);
    warm(tree);
    history(repository);
    staged(corpus.staged());
    System.out.printf(Locale.ROOT, "%s, %s, Java %s, `./bench scan`, %s%n%n", date, Report.machine(), System.getProperty("java.runtime.version"), beside());
    System.out.println("| work | target | time | CPU | gitleaks: time | CPU | memory | gitleaks |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
    rows.forEach(System.out::println);
  }

  private String beside() {
    return gitleaks.isPresent() ? "beside gitleaks" : "gitleaks is not on PATH";
  }

  private void directory(Path tree) throws Exception {
    double megabytes = ScanCorpus.bytes(tree) / 1e6;
    List<String> place = List.of(tree.toString());
    // A first run keeps the rules and brings the files into the system's cache for both.
    ours("dir", place);
    Timed ours = ours("dir", place);
    Optional<Timed> theirs = theirs("dir", place);
    row(String.format(Locale.ROOT, "directory of %.0f MB, whole process", megabytes), "≥ 5 × gitleaks", ours, theirs, times(ours, theirs, 5));
  }

  /** In this process, the last of some runs. */
  private void warm(Path tree) throws InterruptedException {
    Compiled rules = new RuleFiles(RuleCache.none()).own().compiled();
    double rate = 0;
    for (int run = 0; run < WARM_RUNS; run++) {
      long start = System.nanoTime();
      Outcome outcome =
          new Scan(rules, dev.coffer.scanner.engine.Settings.DEFAULT, Known.nothing(), Set.of(), Scan.THREADS).run(new DirectorySource(tree, Limits.DEFAULT), _ -> {});
      rate = outcome.bytes() / 1e6 / ((System.nanoTime() - start) / 1e9);
    }
    rows.add(String.format(Locale.ROOT, "| the same, warm | ≥ 60 MB/s | %.0f MB/s%s | | | | | |", rate, missed(rate >= 60)));
  }

  private void history(Path repository) throws Exception {
    List<String> place = List.of(repository.toString());
    ours("git", place);
    Timed ours = ours("git", place);
    Optional<Timed> theirs = theirs("git", place);
    row("full history", "≥ 10 × gitleaks", ours, theirs, times(ours, theirs, 10));
    Timed log = Timed.of(List.of("git", "-C", repository.toString(), "log", "-p", "-U0", "--full-history", "--all"), work);
    double ratio = ours.seconds() / log.seconds();
    rows.add(String.format(Locale.ROOT, "| the same, beside `git log -p -U0` alone (%.2f s) | ≤ 1.5 × | %.2f ×%s | | | | | |", log.seconds(), ratio, missed(ratio <= 1.5)));
  }

  private void staged(Path repository) throws Exception {
    ours("staged", List.of(repository.toString()));
    Timed ours = median("our own rules", repository, List.of());
    Timed own = median("a .gitleaks.toml", repository, List.of("--config", repository.resolve("rules.toml").toString()));
    Optional<Timed> theirs = gitleaks.isEmpty() ? Optional.empty() : theirs("git", List.of("--staged", repository.toString()));
    row("`staged`, a small commit, median of " + STAGED_RUNS, "≤ 0.10 s", ours, theirs, missed(ours.seconds() <= 0.10));
    row("the same with a .gitleaks.toml", "≤ 0.10 s", own, Optional.empty(), missed(own.seconds() <= 0.10));
  }

  private Timed median(String what, Path repository, List<String> more) throws Exception {
    List<String> words = new ArrayList<>(List.of(coffer, "scan", "staged", "--exit-code", "0"));
    words.addAll(more);
    words.add(repository.toString());
    Timed.of(words, work);
    List<Timed> runs = new ArrayList<>();
    for (int run : IntStream.range(0, STAGED_RUNS).toArray()) {
      runs.add(Timed.of(words, work));
      System.err.println("staged, " + what + ", run " + run + ": " + runs.getLast().seconds() + " s");
    }
    return Timed.median(runs);
  }

  private Timed ours(String word, List<String> more) throws Exception {
    List<String> words = new ArrayList<>(List.of(coffer, "scan", word, "--exit-code", "0"));
    words.addAll(more);
    return Timed.of(words, work);
  }

  private Optional<Timed> theirs(String word, List<String> more) throws Exception {
    if (gitleaks.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of(gitleaks.get().toString(), word, "--no-banner", "--exit-code", "0"));
    words.addAll(more);
    return Optional.of(Timed.of(words, work));
  }

  private static String times(Timed ours, Optional<Timed> theirs, double target) {
    return theirs.map(other -> String.format(Locale.ROOT, " (%.1f ×)%s", other.seconds() / ours.seconds(), missed(other.seconds() / ours.seconds() >= target))).orElse("");
  }

  private static String missed(boolean reached) {
    return reached ? "" : " (missed)";
  }

  private void row(String work, String target, Timed ours, Optional<Timed> theirs, String remark) {
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.2f s%s | %.2f s | %s | %s | %.0f MB%s | %s |",
            work,
            target,
            ours.seconds(),
            remark,
            ours.processor(),
            theirs.map(other -> String.format(Locale.ROOT, "%.2f s", other.seconds())).orElse(""),
            theirs.map(other -> String.format(Locale.ROOT, "%.2f s", other.processor())).orElse(""),
            ours.megabytes(),
            missed(ours.megabytes() <= 600),
            theirs.map(other -> String.format(Locale.ROOT, "%.0f MB", other.megabytes())).orElse("")));
  }

  private static Optional<Path> onPath(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(file) && isOther(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** A link to this program is not gitleaks. */
  private static boolean isOther(Path file) {
    try {
      return !file.toRealPath().getFileName().toString().equals("coffer");
    } catch (IOException _) {
      return false;
    }
  }
}
