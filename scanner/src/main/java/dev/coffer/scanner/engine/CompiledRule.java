package dev.coffer.scanner.engine;

import dev.coffer.scanner.regex.Plan;
import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A rule ready to run.
 *
 * @param index its place in the rule set
 * @param regex empty for a rule about paths only
 * @param plan where the regex' matches are
 * @param generic whether it is silent where another rule says the same (its id says so)
 */
record CompiledRule(
    int index,
    Rule rule,
    Optional<Regex> regex,
    Plan plan,
    Optional<Regex> path,
    List<CompiledAllowlist> allowlists,
    boolean generic) {}
