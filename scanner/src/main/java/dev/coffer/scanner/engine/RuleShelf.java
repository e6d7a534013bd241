package dev.coffer.scanner.engine;

import dev.coffer.scanner.rule.RuleSet;
import java.util.List;
import java.util.Optional;

/** Where compiled rules are kept; for any number of threads. */
interface RuleShelf {
  int size();

  CompiledRule rule(int index);

  Optional<CompiledRule> rule(String id);

  /** Those that hold for every rule. */
  List<CompiledAllowlist> allowlists();

  RuleSet rules();
}
