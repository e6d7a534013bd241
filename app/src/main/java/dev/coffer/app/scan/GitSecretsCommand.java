package dev.coffer.app.scan;

import dev.coffer.app.LocalCommand;
import dev.coffer.scanner.walk.DirectorySource;
import dev.coffer.scanner.walk.GitHistory;
import dev.coffer.scanner.walk.GitIndex;
import dev.coffer.scanner.walk.GitRepository;
import dev.coffer.scanner.walk.GitTracked;
import dev.coffer.scanner.walk.Limits;
import dev.coffer.scanner.walk.Source;
import dev.coffer.scanner.walk.StreamSource;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of git-secrets, where the program goes by that name: {@code git secrets --scan} and the rest of
 * its manual page. Exit codes: 0 nothing prohibited, 1 something is, 3 not everything could be read.
 */
public final class GitSecretsCommand implements LocalCommand {
  private static final String USAGE =
      """
      usage: git secrets --scan [-r|--recursive] [--cached] [--no-index] [--untracked] [<files>...]
         or: git secrets --scan-history
         or: git secrets --install [-f|--force] [<target-directory>]
         or: git secrets --list [--global]
         or: git secrets --add [-a|--allowed] [-l|--literal] [--global] <pattern>
         or: git secrets --add-provider [--global] <command> [arguments...]
         or: git secrets --register-aws [--global]
         or: git secrets --aws-provider [<credentials-file>]
      """;

  private static final List<String> AWS =
      List.of(
          "(A3T[A-Z0-9]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA)[A-Z0-9]{16}",
          awsAssignment("(SECRET|secret|Secret)?_?(ACCESS|access|Access)?_?(KEY|key|Key)", "[A-Za-z0-9/\\+=]{40}"),
          awsAssignment("(ACCOUNT|account|Account)_?(ID|id|Id)?", "[0-9]{4}\\-?[0-9]{4}\\-?[0-9]{4}"));

  /** Examples of Amazon's own documentation. */
  private static final List<String> AWS_EXAMPLES =
      List.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static final List<String> HOOKS = List.of("commit-msg", "pre-commit", "prepare-commit-msg");

  private final Path here;
  private final InputStream in;

  /**
   * The command.
   *
   * @param here the directory that the user is in
   */
  public GitSecretsCommand(Path here, InputStream in) {
    this.here = here;
    this.in = in;
  }

  private static String awsAssignment(String name, String value) {
    String quote = "(\"|')?";
    return quote + "(AWS|aws|Aws)?_?" + name + quote + "\\s*(:|=>|=)\\s*" + quote + value + quote;
  }

  /** One run's words. */
  private record Call(String word, Set<String> flags, List<String> rest) {
    boolean has(String flag) {
      return flags.contains(flag);
    }

    boolean global() {
      return has("--global");
    }
  }

  @Override
  public int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      return dispatch(sorted(words), environment, out, err);
    } catch (ScanStop stop) {
      err.println(stop.getMessage());
      return ScanCommand.WRONG;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** The first word is the command; {@code --} ends the flags. */
  private static Call sorted(List<String> words) {
    Set<String> flags = new HashSet<>();
    List<String> rest = new ArrayList<>();
    boolean flagsEnded = false;
    for (String word : words.subList(Math.min(1, words.size()), words.size())) {
      if (flagsEnded || !word.startsWith("-") || word.equals("-")) {
        rest.add(word);
      } else if (word.equals("--")) {
        flagsEnded = true;
      } else {
        flags.add(longName(word));
      }
    }
    return new Call(words.isEmpty() ? "--help" : words.getFirst(), flags, rest);
  }

  private static String longName(String flag) {
    return switch (flag) {
      case "-f" -> "--force";
      case "-r" -> "--recursive";
      case "-a" -> "--allowed";
      case "-l" -> "--literal";
      case "--force", "--recursive", "--allowed", "--literal", "--global", "--cached", "--no-index", "--untracked" -> flag;
      default -> throw new ScanStop("Unknown option: " + flag + "\n" + USAGE);
    };
  }

  private int dispatch(Call call, Map<String, String> environment, PrintStream out, PrintStream err) {
    GitRepository repository = new GitRepository(here);
    Optional<Path> home = Optional.ofNullable(environment.get("HOME")).map(Path::of);
    GitSecretsScan scan = new GitSecretsScan(repository, home, err);
    return switch (call.word) {
      case "-h", "--help" -> {
        out.print(USAGE);
        yield ScanCommand.CLEAN;
      }
      case "--scan" -> scan.run(files(call));
      case "--scan-history" -> scan.run(new GitHistory(here, List.of(), Limits.DEFAULT));
      case "--pre_commit_hook" -> scan.run(new GitIndex(here, true, List.of()));
      case "--commit_msg_hook" -> scan.run(new DirectorySource(here.resolve(only(call.rest)), Limits.DEFAULT));
      case "--prepare_commit_msg_hook" -> merged(call.rest, environment).map(scan::run).orElse(ScanCommand.CLEAN);
      case "--install" -> install(call, repository, out);
      case "--list" -> list(repository.settingsOf("secrets", call.global()), out);
      case "--add" -> add(repository, call);
      case "--add-provider" -> addSetting(repository, GitSecretsPatterns.PROVIDERS, String.join(" ", call.rest), call.global());
      case "--register-aws" -> registerAws(repository, call.global(), out);
      case "--aws-provider" -> {
        new GitSecretsPatterns(repository, home, err::println).awsValues(call.rest.stream().findFirst().map(here::resolve)).forEach(out::println);
        yield ScanCommand.CLEAN;
      }
      default -> throw new ScanStop("Unknown option: " + call.word + "\n" + USAGE);
    };
  }

  private static String only(List<String> rest) {
    if (rest.isEmpty()) {
      throw new ScanStop(USAGE);
    }
    return rest.getFirst();
  }

  private Source files(Call call) {
    boolean plain = !call.has("--cached") && !call.has("--no-index") && !call.has("--untracked");
    if (call.has("--recursive") && !plain) {
      throw new ScanStop("-r|--recursive cannot be supplied with --cached, --no-index, or --untracked");
    }
    if (call.has("--cached")) {
      return new GitIndex(here, false, call.rest);
    }
    if (call.has("--no-index")) {
      return onDisk(call.rest.isEmpty() ? List.of(".") : call.rest, true);
    }
    boolean named = !call.rest.isEmpty() && !call.has("--untracked");
    return named ? onDisk(call.rest, call.has("--recursive")) : new GitTracked(here, call.has("--untracked"), call.rest, Limits.DEFAULT);
  }

  private Source onDisk(List<String> names, boolean recursive) {
    return desk -> {
      for (String name : names) {
        Path file = here.resolve(name).normalize();
        if (name.equals("-")) {
          new StreamSource(in).walk(desk);
        } else if (recursive || !Files.isDirectory(file)) {
          new DirectorySource(file, Limits.DEFAULT).walk(desk);
        }
      }
    };
  }

  /** What a merge brings along: git tells the other side's commit by a variable's name. */
  private Optional<Source> merged(List<String> words, Map<String, String> environment) {
    boolean merge = words.size() >= 2 && words.get(1).equals("merge") && (words.size() == 2 || words.get(2).isEmpty());
    Optional<String> other =
        environment.keySet().stream().filter(name -> name.matches("GITHEAD_[0-9a-f]{40,64}")).findFirst().map(name -> name.substring(8));
    return merge ? other.map(commit -> new GitHistory(here, List.of("HEAD.." + commit), Limits.DEFAULT)) : Optional.empty();
  }

  private int install(Call call, GitRepository repository, PrintStream out) {
    Path hooks =
        call.rest.isEmpty()
            ? repository.hooks().orElseThrow(() -> new ScanStop("Not in a Git repository"))
            : hooksOf(here.resolve(call.rest.getFirst()));
    for (String name : HOOKS) {
      boolean several = Files.isDirectory(hooks.resolve(name + ".d"));
      Path file = several ? hooks.resolve(name + ".d").resolve("git-secrets") : hooks.resolve(name);
      HookFile.write(file, "#!/usr/bin/env bash\ngit secrets --" + name.replace('-', '_') + "_hook -- \"$@\"\n", call.has("--force"));
      out.println("\u2713 Installed " + name + " hook to " + file);
    }
    return ScanCommand.CLEAN;
  }

  private static Path hooksOf(Path target) {
    return (Files.isDirectory(target.resolve(".git")) ? target.resolve(".git") : target).resolve("hooks");
  }

  private static int list(List<String> settings, PrintStream out) {
    settings.forEach(out::println);
    return settings.isEmpty() ? ScanCommand.WRONG : ScanCommand.CLEAN;
  }

  private static int add(GitRepository repository, Call call) {
    String pattern = only(call.rest);
    String name = call.has("--allowed") ? GitSecretsPatterns.ALLOWED : GitSecretsPatterns.PATTERNS;
    return addSetting(repository, name, call.has("--literal") ? GitSecretsPatterns.literal(pattern) : pattern, call.global());
  }

  private static int addSetting(GitRepository repository, String name, String value, boolean global) {
    if (value.isEmpty()) {
      throw new ScanStop(USAGE);
    }
    if (repository.settings(name).contains(value)) {
      return ScanCommand.WRONG;
    }
    repository.addSetting(name, value, global).ifPresent(failure -> {
      throw new ScanStop(failure);
    });
    return ScanCommand.CLEAN;
  }

  private static int registerAws(GitRepository repository, boolean global, PrintStream out) {
    addSetting(repository, GitSecretsPatterns.PROVIDERS, "git secrets --aws-provider", global);
    AWS.forEach(pattern -> addSetting(repository, GitSecretsPatterns.PATTERNS, pattern, global));
    AWS_EXAMPLES.forEach(example -> addSetting(repository, GitSecretsPatterns.ALLOWED, example, global));
    out.println("OK");
    return ScanCommand.CLEAN;
  }
}
