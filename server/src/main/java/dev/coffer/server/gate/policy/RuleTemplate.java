package dev.coffer.server.gate.policy;

import java.util.Optional;

/**
 * A {@code path} block whose path has to be filled in for each caller.
 *
 * @param rule everything but the path
 */
record RuleTemplate(PathTemplate path, Rule rule) {

  /** The rule for one caller, or empty when it matches no path for them. */
  Optional<Rule> fill(TemplateValues values) {
    return path.fill(values).map(rule::at);
  }
}
