package dev.coffer.scanner.config;

import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.rule.Required;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /**
   * Rules of a file.
   *
   * @throws ConfigException if it cannot be read or is no TOML
   */
  public Ready file(Path file) {
    return ready(ConfigReader.read(file));
  }

  /**
   * Rules of a text.
   *
   * @param name what messages call it
   * @throws ConfigException if it is no TOML
   */
  public Ready text(String name, String text) {
    return ready(ConfigReader.read(name, text));
  }

  /** Our own rules. */
  public Ready own() {
    return ready(ConfigReader.readDefault());
  }

  private static Ready ready(ConfigReader.Loaded loaded) {
    return new Ready(Compiled.of(loaded.rules()), loaded.problems());
  }
}
