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
import java.util.function.Function;

/** A rule set ready to run, shared by all threads: the automaton of all words, and what each word means. */
public final class Compiled {
  private final RuleSet rules;
  private final List<CompiledRule> compiled;
  private final Map<String, CompiledRule> byId;
  private final List<CompiledAllowlist> allowlists;
  private final Automaton automaton;

  /** For each word the rules that may run because it stands somewhere. */
  private final int[][] gates;

  /** For each word the rules whose matches contain it. */
  private final int[][] anchors;

  /** Rules that run without a word. */
  private final int[] always;

  private Compiled(RuleSet rules, List<CompiledRule> compiled, List<CompiledAllowlist> allowlists, Words words) {
    this.rules = rules;
    this.compiled = List.copyOf(compiled);
    this.byId = new HashMap<>();
    this.allowlists = allowlists;
    for (CompiledRule rule : compiled) {
      byId.put(rule.rule().id(), rule);
    }
    this.automaton = Automaton.of(words.numbers.keySet());
    this.gates = words.table(words.gates);
    this.anchors = words.table(words.anchors);
    this.always =
        compiled.stream()
            .filter(rule -> rule.rule().keywords().isEmpty())
            .mapToInt(CompiledRule::index)
            .toArray();
  }

  /** How patterns are made ready: by parsing them, or from what was kept of an earlier time. */
  public interface Patterns {
    Regex regex(String source);

    Plan plan(String source);
  }

  /** Parses every pattern. */
  public static final Patterns PARSED =
      new Patterns() {
        @Override
        public Regex regex(String source) {
          return Regex.parse(source);
        }

        @Override
        public Plan plan(String source) {
          return Regex.plan(source);
        }
      };

  /**
   * Makes a rule set ready.
   *
   * @throws dev.coffer.scanner.regex.RegexException if Go refuses a pattern; rule sets that were read
   *     from a file have been checked
   */
  public static Compiled of(RuleSet rules) {
    return of(rules, PARSED);
  }

  public static Compiled of(RuleSet rules, Patterns patterns) {
    List<CompiledRule> compiled = new ArrayList<>();
    Words words = new Words();
    for (Rule rule : rules.rules()) {
      int index = compiled.size();
      Optional<Regex> regex = rule.regex().map(patterns::regex);
      Plan plan = rule.regex().isPresent() ? patterns.plan(rule.regex().get()) : new Plan.Whole();
      compiled.add(
          new CompiledRule(
              index,
              rule,
              regex,
              plan,
              rule.path().map(patterns::regex),
              allowlists(rule.allowlists(), patterns::regex),
              rule.id().toLowerCase(Locale.ROOT).contains("generic")));
      rule.keywords().forEach(word -> words.add(words.gates, word, index));
      near(plan).ifPresent(near -> near.words().forEach(word -> words.add(words.anchors, word, index)));
    }
    return new Compiled(rules, compiled, allowlists(rules.allowlists(), patterns::regex), words);
  }

  private static List<CompiledAllowlist> allowlists(List<Allowlist> lists, Function<String, Regex> regex) {
    return lists.stream()
        .map(
            list ->
                new CompiledAllowlist(
                    list, list.paths().stream().map(regex).toList(), list.regexes().stream().map(regex).toList()))
        .toList();
  }

  static Optional<Plan.Near> near(Plan plan) {
    return switch (plan) {
      case Plan.Whole() -> Optional.empty();
      case Plan.Near near -> Optional.of(near);
      case Plan.AfterPrefix prefix -> Optional.of(prefix.near());
    };
  }

  /** Whether the allowlists let everything under a path pass. */
  public boolean allowsPath(String path) {
    return CompiledAllowlist.anyAllows(allowlists, "", path);
  }

  public RuleSet rules() {
    return rules;
  }

  List<CompiledRule> compiled() {
    return compiled;
  }

  CompiledRule rule(int index) {
    return compiled.get(index);
  }

  Optional<CompiledRule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<CompiledAllowlist> allowlists() {
    return allowlists;
  }

  Automaton automaton() {
    return automaton;
  }

  int[] gates(int word) {
    return gates[word];
  }

  int[] anchors(int word) {
    return anchors[word];
  }

  int[] always() {
    return always;
  }

  /** Numbers words and notes what they are for. */
  private static final class Words {
    private final Map<String, Integer> numbers = new java.util.LinkedHashMap<>();
    private final List<List<Integer>> gates = new ArrayList<>();
    private final List<List<Integer>> anchors = new ArrayList<>();

    void add(List<List<Integer>> table, String word, int rule) {
      if (word.isEmpty()) {
        return;
      }
      Integer known = numbers.get(word);
      if (known == null) {
        known = numbers.size();
        numbers.put(word, known);
        gates.add(new ArrayList<>());
        anchors.add(new ArrayList<>());
      }
      if (!table.get(known).contains(rule)) {
        table.get(known).add(rule);
      }
    }

    int[][] table(List<List<Integer>> lists) {
      return lists.stream()
          .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
          .toArray(int[][]::new);
    }
  }
}
