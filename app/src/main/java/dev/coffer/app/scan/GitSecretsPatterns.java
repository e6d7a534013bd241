package dev.coffer.app.scan;

import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.regex.RegexException;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import dev.coffer.scanner.walk.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What git-secrets keeps in git's configuration: patterns that are prohibited and patterns that are
 * allowed all the same, and providers of more patterns. Its patterns are grep's; here they are read as
 * RE2, which differs only in what hardly anyone writes, and what cannot be read is told.
 */
final class GitSecretsPatterns {
  static final String PATTERNS = "secrets.patterns";
  static final String ALLOWED = "secrets.allowed";
  static final String PROVIDERS = "secrets.providers";

  private static final String AWS_PROVIDER = "git secrets --aws-provider";
  private static final int ALLOWED_BYTES_MAX = 1024 * 1024;

  /** grep -w: nothing of a word on either side. */
  private static final String WORD_BEGIN = "(?:(?m:^)|[^\\w\\n])(";

  private static final String WORD_END = ")(?:[^\\w\\n]|(?m:$))";

  private final GitRepository repository;
  private final Optional<Path> home;

  /** Where the complaints go. */
  private final Consumer<String> troubles;

  GitSecretsPatterns(GitRepository repository, Optional<Path> home, Consumer<String> troubles) {
    this.repository = repository;
    this.home = home;
    this.troubles = troubles;
  }

  /** Each prohibited pattern as a rule. */
  Compiled prohibited() {
    List<String> patterns = new ArrayList<>(repository.settings(PATTERNS));
    for (String provider : repository.settings(PROVIDERS)) {
      if (provider.startsWith(AWS_PROVIDER)) {
        Optional<Path> file = Optional.of(provider.substring(AWS_PROVIDER.length()).strip()).filter(path -> !path.isEmpty()).map(Path::of);
        patterns.addAll(awsValues(file));
      } else {
        troubles.accept("the provider `" + provider + "` is not run: a scan starts no program that a configuration names");
      }
    }
    List<Rule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      checked(WORD_BEGIN + pattern + WORD_END, pattern).ifPresent(regex -> rules.add(rule("pattern-" + (rules.size() + 1), regex.source())));
    }
    return Compiled.of(new RuleSet("git-secrets", rules, List.of()));
  }

  private static Rule rule(String id, String regex) {
    return new Rule(
        id, "a prohibited pattern", Optional.of(regex), Optional.empty(), 1, 0, List.of(), List.of(), List.of(), List.of(), false, Optional.empty());
  }

  private Optional<Regex> checked(String regex, String shown) {
    try {
      return Optional.of(Regex.parse(regex));
    } catch (RegexException wrong) {
      troubles.accept("the pattern `" + shown + "` is left out: " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** What excuses a line, from the configuration and {@code .gitallowed} at the top of the repository. */
  List<Regex> allowed() {
    List<String> patterns = new ArrayList<>(repository.settings(ALLOWED));
    Optional<Path> file = repository.top().map(top -> top.resolve(".gitallowed")).filter(Files::isRegularFile);
    if (file.isPresent()) {
      lines(file.get()).stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(patterns::add);
    }
    return patterns.stream().flatMap(pattern -> checked(pattern, pattern).stream()).toList();
  }

  /** The credentials of a file like {@code ~/.aws/credentials}, as patterns that match just them. */
  List<String> awsValues(Optional<Path> given) {
    Optional<Path> file = given.or(() -> home.map(path -> path.resolve(".aws/credentials"))).filter(Files::isRegularFile);
    List<String> values = new ArrayList<>();
    for (String line : file.map(this::lines).orElse(List.of())) {
      int equals = line.indexOf('=');
      boolean credential = line.contains("aws_access_key_id") || line.contains("aws_secret_access_key");
      String value = equals < 0 ? "" : line.substring(equals + 1).replaceAll("[ \"]", "");
      if (credential && !value.isEmpty()) {
        values.add(literal(value));
      }
    }
    return values;
  }

  private List<String> lines(Path file) {
    try {
      if (Files.size(file) > ALLOWED_BYTES_MAX) {
        troubles.accept(file + ": it is larger than 1 MiB and not used");
        return List.of();
      }
      return Files.readAllLines(file);
    } catch (IOException failed) {
      troubles.accept(file + ": it cannot be read");
      return List.of();
    }
  }

  /** A text as a pattern that matches it alone. */
  static String literal(String text) {
    return text.replaceAll("[]\\\\.|$(){}?+*^\\[]", "\\\\$0");
  }
}
