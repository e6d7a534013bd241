package dev.coffer.app.scan;

import dev.coffer.app.LocalCommand;
import dev.coffer.app.scan.ScanWords.Flag;
import dev.coffer.app.scan.ScanWords.Kind;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.config.RuleCache;
import dev.coffer.scanner.config.RuleFiles;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.report.Redaction;
import dev.coffer.scanner.report.Terminal;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import dev.coffer.scanner.scan.Known;
import dev.coffer.scanner.scan.Outcome;
import dev.coffer.scanner.scan.Scan;
import dev.coffer.scanner.walk.GitHistory;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.Limits;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of TruffleHog 2, where the program goes by that name: {@code trufflehog --regex --entropy=True
 * file:///path}. It looks through the history of a repository on this machine; nothing is cloned. With
 * {@code --regex} our own rules are looked for, and with {@code --entropy} (the default) whatever looks
 * random: more than 20 characters of base64 above 4.5 bits each, or of hexadecimal above 3. Exit codes: 0
 * nothing found, 1 something is, 3 not everything could be read.
 */
public final class TruffleHogCommand implements LocalCommand {
  private static final String HIGH_ENTROPY = "High Entropy";
  private static final List<Flag> FLAGS =
      List.of(
          new Flag("regex", "", Kind.SWITCH, "", "look for the rules, too"),
          new Flag("entropy", "", Kind.VALUE, "", "True or False: look for what seems random (default True)"),
          new Flag("json", "", Kind.SWITCH, "", "a JSON object a line, with the secrets in it"),
          new Flag("since_commit", "", Kind.VALUE, "", "only what came after that commit"),
          new Flag("max_depth", "", Kind.VALUE, "", "how many commits to go back"),
          new Flag("branch", "", Kind.VALUE, "", "only that branch"),
          new Flag("repo_path", "", Kind.VALUE, "", "a repository on this machine, instead of the address"),
          new Flag("cleanup", "", Kind.SWITCH, "", "taken for TruffleHog's sake: nothing is left behind"),
          new Flag("help", "h", Kind.SWITCH, "", "this text"));

  @Override
  public int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      ScanWords sorted = ScanWords.parse(FLAGS, words);
      if (sorted.isOn("help") || (sorted.rest().isEmpty() && !sorted.has("repo_path"))) {
        help(out);
        return ScanCommand.CLEAN;
      }
      return scan(sorted, Build.cache(environment), out, err);
    } catch (ScanWords.Misunderstood wrong) {
      err.println("trufflehog: error: " + wrong.getMessage());
      return ScanCommand.MISUNDERSTOOD;
    } catch (ScanStop stop) {
      err.println(stop.getMessage());
      return ScanCommand.WRONG;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static void help(PrintStream out) {
    out.println("Find secrets hidden in the depths of git.\n\nusage: trufflehog [flags] path-or-file-url\n");
    FLAGS.forEach(flag -> out.println("  --" + flag.name() + " ".repeat(16 - flag.name().length()) + flag.help()));
  }

  private static int scan(ScanWords words, RuleCache cache, PrintStream out, PrintStream err) {
    Path place = words.value("repo_path").map(Path::of).orElseGet(() -> place(words.rest().getFirst()));
    new GitRepository(place).complaint().ifPresent(complaint -> {
      throw new ScanStop(place + ": " + complaint);
    });
    Scan scan = new Scan(rules(cache, words.isOn("regex"), entropy(words)), new Settings(0, false, 0), Known.nothing(), Set.of(), Scan.THREADS);
    Outcome outcome;
    try {
      outcome = scan.run(new GitHistory(place, options(words), Limits.DEFAULT), finding -> print(finding, words, out));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ScanStop("interrupted");
    }
    outcome.troubles().forEach(trouble -> err.println("ERROR " + trouble));
    return !outcome.findings().isEmpty() ? ScanCommand.WRONG : outcome.isPartial() ? ScanCommand.PARTIAL : ScanCommand.CLEAN;
  }

  private static Path place(String address) {
    if (address.startsWith("file:")) {
      try {
        return Path.of(URI.create(address));
      } catch (IllegalArgumentException _) {
        throw new ScanStop(address + " is no path of this machine: file:///path/to/repository");
      }
    }
    if (address.contains("://") || address.startsWith("git@")) {
      throw new ScanStop("nothing is fetched: clone the repository first, and scan file:///path/to/it");
    }
    return Path.of(address);
  }

  private static boolean entropy(ScanWords words) {
    String value = words.value("entropy").orElse("true").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "yes", "true", "t", "y", "1" -> true;
      case "no", "false", "f", "n", "0" -> false;
      default -> throw new ScanWords.Misunderstood("argument --entropy: Boolean value expected.");
    };
  }

  private static List<String> options(ScanWords words) {
    List<String> options = new ArrayList<>(List.of("--full-history", "--diff-filter=tuxdb"));
    words.value("max_depth").ifPresent(_ -> options.add("--max-count=" + words.number("max_depth", 0)));
    options.add(words.value("branch").map(TruffleHogCommand::revision).orElse("--all"));
    words.value("since_commit").ifPresent(commit -> options.add("^" + revision(commit)));
    return options;
  }

  private static String revision(String name) {
    if (name.startsWith("-")) {
      throw new ScanStop(name + " is no branch and no commit");
    }
    return name;
  }

  private static Compiled rules(RuleCache cache, boolean known, boolean random) {
    List<Rule> rules = new ArrayList<>();
    RuleSet own = known ? new RuleFiles(cache).own().compiled().rules() : new RuleSet("", List.of(), List.of());
    rules.addAll(own.rules());
    if (random) {
      rules.add(entropyRule("entropy-base64", "[A-Za-z0-9+/=]{21,}", 4.5));
      rules.add(entropyRule("entropy-hex", "[0-9A-Fa-f]{21,}", 3));
    }
    return Compiled.of(new RuleSet("trufflehog", rules, own.allowlists()));
  }

  private static Rule entropyRule(String id, String regex, double bits) {
    return new Rule(
        id, HIGH_ENTROPY, Optional.of(regex), Optional.empty(), 0, bits, List.of(), List.of(), List.of(), List.of(), false, Optional.empty());
  }

  private static void print(Finding finding, ScanWords words, PrintStream out) {
    Commit commit = finding.commit().orElse(Commit.none());
    String branch = words.value("branch").orElse("");
    if (words.isOn("json")) {
      Json json =
          Json.object()
              .put("branch", branch)
              .put("commit", commit.message())
              .put("commitHash", commit.id())
              .put("date", commit.date())
              .put("diff", finding.line())
              .put("path", finding.file())
              .put("printDiff", finding.line())
              .put("reason", finding.description())
              .put("stringsFound", Json.texts(List.of(finding.secret())))
              .build();
      out.println(JsonWriter.text(json));
      return;
    }
    Finding hidden = Redaction.of(finding, 100);
    out.println("~~~~~~~~~~~~~~~~~~~~~");
    out.println("Reason: " + finding.description());
    out.println("Date: " + commit.date());
    out.println("Hash: " + commit.id());
    out.println(Terminal.printable("Filepath: " + finding.file()));
    out.println(Terminal.printable("Branch: " + branch));
    out.println(Terminal.printable("Commit: " + commit.message()));
    out.println(Terminal.printable("@@ line " + finding.startLine() + " @@ " + hidden.match()));
    out.println("~~~~~~~~~~~~~~~~~~~~~");
  }
}
