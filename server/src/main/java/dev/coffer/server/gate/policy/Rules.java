package dev.coffer.server.gate.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed policy.
 *
 * @param rules in the order of the text; a path may stand several times
 * @param templates the rules whose path is filled in for each caller
 * @param warnings about rules that are legal and do not do what they seem to
 */
record Rules(List<Rule> rules, List<RuleTemplate> templates, List<String> warnings) {
  Rules {
    templates = List.copyOf(templates);
    rules = List.copyOf(rules);
    warnings = List.copyOf(warnings);
  }

  boolean isTemplated() {
    return !templates.isEmpty();
  }

  /** All rules as they are for one caller. */
  List<Rule> filled(TemplateValues values) {
    if (templates.isEmpty()) {
      return rules;
    }
    List<Rule> all = new ArrayList<>(rules);
    for (RuleTemplate template : templates) {
      template.fill(values).ifPresent(all::add);
    }
    return all;
  }
}
