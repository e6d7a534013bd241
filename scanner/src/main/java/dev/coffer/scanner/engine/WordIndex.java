package dev.coffer.scanner.engine;

import dev.coffer.scanner.regex.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All words of all rules: the automaton that finds them, and what each means. Immutable. */
final class WordIndex {
  private final Automaton automaton;

  /** For each word the rules that may run because it stands somewhere. */
  private final int[][] gates;

  /** For each word the rules whose matches contain it. */
  private final int[][] anchors;

  /** Rules that run without a word. */
  private final int[] always;

  private WordIndex(Automaton automaton, int[][] gates, int[][] anchors, int[] always) {
    this.automaton = automaton;
    this.gates = gates;
    this.anchors = anchors;
    this.always = always;
  }

  static WordIndex of(List<CompiledRule> rules) {
    Words words = new Words();
    for (CompiledRule rule : rules) {
      rule.rule().keywords().forEach(word -> words.add(words.gates, word, rule.index()));
      near(rule.plan()).ifPresent(near -> near.words().forEach(word -> words.add(words.anchors, word, rule.index())));
    }
    int[] always = rules.stream().filter(rule -> rule.rule().keywords().isEmpty()).mapToInt(CompiledRule::index).toArray();
    return new WordIndex(Automaton.of(words.numbers.keySet()), Words.table(words.gates), Words.table(words.anchors), always);
  }

  static Optional<Plan.Near> near(Plan plan) {
    return switch (plan) {
      case Plan.Whole() -> Optional.empty();
      case Plan.Near near -> Optional.of(near);
      case Plan.AfterPrefix prefix -> Optional.of(prefix.near());
    };
  }

  static WordIndex read(PackReader in) {
    return new WordIndex(Automaton.read(in), in.tables(), in.tables(), in.integers());
  }

  void write(PackWriter out) {
    automaton.write(out);
    out.tables(gates);
    out.tables(anchors);
    out.integers(always);
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
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
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

    static int[][] table(List<List<Integer>> lists) {
      return lists.stream()
          .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
          .toArray(int[][]::new);
    }
  }
}
