package dev.coffer.scanner.rule;

import java.util.List;

/**
 * A whole configuration.
 *
 * @param rules in the order in which they were written, ids unique
 * @param allowlists those that hold for every rule
 */
public record RuleSet(String title, List<Rule> rules, List<Allowlist> allowlists) {
  public RuleSet {
    rules = List.copyOf(rules);
    allowlists = List.copyOf(allowlists);
  }
}
