package dev.coffer.scanner.config;

import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.rule.Required;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Rules ready to run, from wherever the user has them. */
public final class RuleFiles {
  /**
   * Rules that are ready.
   *
   * @param problems what of the configuration is left out
   */
  public record Ready(Compiled compiled, List<Problem> problems) {
    public Ready {
      problems = List.copyOf(problems);
    }

    /** Only some of the rules, and silently those that they require. */
    public Ready only(Set<String> ids) {
      RuleSet all = compiled.rules();
      Set<String> helpers = new HashSet<>();
      List<Rule> kept = new ArrayList<>();
      for (Rule rule : all.rules()) {
        if (ids.contains(rule.id())) {
          rule.required().stream().map(Required::ruleId).forEach(helpers::add);
        }
      }
      for (Rule rule : all.rules()) {
        if (ids.contains(rule.id())) {
          kept.add(rule);
        } else if (helpers.contains(rule.id())) {
          kept.add(rule.silent());
        }
      }
      return new Ready(Compiled.of(new RuleSet(all.title(), kept, all.allowlists())), problems);
    }
  }

  private static final String OWN = "own";
  private static final String TEXT = "text ";

  private final RuleCache cache;

  public RuleFiles(RuleCache cache) {
    this.cache = cache;
  }

  /**
   * Rules of a file.
   *
   * @throws ConfigException if it cannot be read or is no TOML
   */
  public Ready file(Path file) {
    String text = ConfigReader.text(file);
    return cached(TEXT + text, () -> ConfigReader.read(file, text));
  }

  /**
   * Rules of a text.
   *
   * @param name what messages call it
   * @throws ConfigException if it is no TOML
   */
  public Ready text(String name, String text) {
    return cached(TEXT + text, () -> ConfigReader.read(name, text));
  }

  /** Our own rules, which the program holds: what tells programs apart tells these apart. */
  public Ready own() {
    return cached(OWN, ConfigReader::readDefault);
  }

  /** Only what had no problems is kept, since those are told each time, and may be mended elsewhere. */
  private Ready cached(String key, Supplier<ConfigReader.Loaded> read) {
    Optional<Compiled> known = cache.find(key);
    if (known.isPresent()) {
      return new Ready(known.get(), List.of());
    }
    ConfigReader.Loaded loaded = read.get();
    Compiled compiled = Compiled.of(loaded.rules());
    if (loaded.problems().isEmpty()) {
      cache.keep(key, loaded.extended(), compiled);
    }
    return new Ready(compiled, loaded.problems());
  }
}
