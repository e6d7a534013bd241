package dev.coffer.scanner.engine;

import dev.coffer.scanner.regex.Plan;
import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.rule.Allowlist;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rules whose patterns were just parsed. */
final class ParsedRules implements RuleShelf {
  private final RuleSet rules;
  private final List<CompiledRule> compiled;
  private final List<CompiledAllowlist> allowlists;
  private final Map<String, CompiledRule> byId = new HashMap<>();

  private ParsedRules(RuleSet rules, List<CompiledRule> compiled, List<CompiledAllowlist> allowlists) {
    this.rules = rules;
    this.compiled = List.copyOf(compiled);
    this.allowlists = allowlists;
    for (CompiledRule rule : compiled) {
      byId.put(rule.rule().id(), rule);
    }
  }

  static ParsedRules of(RuleSet rules) {
    List<CompiledRule> compiled = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      compiled.add(
          new CompiledRule(
              compiled.size(),
              rule,
              rule.regex().map(Regex::parse),
              rule.regex().map(Regex::plan).orElse(new Plan.Whole()),
              rule.path().map(Regex::parse),
              allowlists(rule.allowlists()),
              rule.id().toLowerCase(Locale.ROOT).contains("generic")));
    }
    return new ParsedRules(rules, compiled, allowlists(rules.allowlists()));
  }

  private static List<CompiledAllowlist> allowlists(List<Allowlist> lists) {
    return lists.stream()
        .map(
            list ->
                new CompiledAllowlist(
                    list, list.paths().stream().map(Regex::parse).toList(), list.regexes().stream().map(Regex::parse).toList()))
        .toList();
  }

  List<CompiledRule> all() {
    return compiled;
  }

  @Override
  public int size() {
    return compiled.size();
  }

  @Override
  public CompiledRule rule(int index) {
    return compiled.get(index);
  }

  @Override
  public Optional<CompiledRule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public List<CompiledAllowlist> allowlists() {
    return allowlists;
  }

  @Override
  public RuleSet rules() {
    return rules;
  }
}
