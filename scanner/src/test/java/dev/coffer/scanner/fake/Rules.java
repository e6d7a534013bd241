package dev.coffer.scanner.fake;

import dev.coffer.scanner.Bytes;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.config.ConfigReader;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.engine.Detector;
import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import java.util.List;
import java.util.Optional;

/** Rules in few words. */
public final class Rules {
  private Rules() {}

  public static Rule rule(String id, String regex) {
    return new Rule(
        id, "", Optional.of(regex), Optional.empty(), 0, 0, List.of(), List.of(), List.of(), List.of(), false, Optional.empty());
  }

  public static RuleSet of(Rule... rules) {
    return new RuleSet("", List.of(rules), List.of());
  }

  /** A configuration that must be right. */
  public static Compiled toml(String text) {
    ConfigReader.Loaded loaded = ConfigReader.read("test", text);
    if (!loaded.problems().isEmpty()) {
      throw new AssertionError(loaded.problems());
    }
    return Compiled.of(loaded.rules());
  }

  public static List<Finding> find(Compiled rules, String path, String text) {
    return new Detector(rules, Settings.DEFAULT).detect(new Fragment(Bytes.ofText(text), path, 1, "", Optional.empty()));
  }

  /** Rule, place and secret of each finding. */
  public static List<String> lines(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.ruleId() + " " + f.startLine() + ":" + f.startColumn() + "-" + f.endLine() + ":" + f.endColumn() + " " + f.secret())
        .toList();
  }
}
