package dev.coffer.server.gate.policy;

import java.util.List;

/**
 * A parsed policy.
 *
 * @param rules in the order of the text; a path may stand several times
 * @param warnings about rules that are legal and do not do what they seem to
 */
record Rules(List<Rule> rules, List<String> warnings) {
  Rules {
    rules = List.copyOf(rules);
    warnings = List.copyOf(warnings);
  }
}
