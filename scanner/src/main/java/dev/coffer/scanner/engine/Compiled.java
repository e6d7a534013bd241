package dev.coffer.scanner.engine;

import dev.coffer.scanner.rule.RuleSet;
import java.util.List;
import java.util.Optional;

/** A rule set ready to run, shared by all threads. */
public final class Compiled {
  private final RuleShelf shelf;
  private final WordIndex words;

  private Compiled(RuleShelf shelf, WordIndex words) {
    this.shelf = shelf;
    this.words = words;
  }

  /**
   * Makes a rule set ready.
   *
   * @throws dev.coffer.scanner.regex.RegexException if Go refuses a pattern; rule sets that were read
   *     from a file have been checked
   */
  public static Compiled of(RuleSet rules) {
    ParsedRules parsed = ParsedRules.of(rules);
    return new Compiled(parsed, WordIndex.of(parsed.all()));
  }

  /**
   * What {@link #packed()} gave once, ready at once.
   *
   * @throws IllegalStateException if it cannot be that
   */
  public static Compiled ofPacked(byte[] packed) {
    PackReader in = new PackReader(packed, packed.length - Integer.BYTES);
    PackReader head = new PackReader(packed, in.integer());
    String title = head.text();
    int[] places = head.integers();
    WordIndex words = WordIndex.read(head);
    return new Compiled(new PackedRules(packed, title, places, RuleForm.allowlists(head)), words);
  }

  /** All of it, to be kept for a later start of the same program. */
  public byte[] packed() {
    PackWriter out = new PackWriter();
    int[] places = new int[shelf.size()];
    for (int index = 0; index < places.length; index++) {
      places[index] = out.size();
      RuleForm.write(out, shelf.rule(index));
    }
    int head = out.size();
    out.text(shelf.rules().title());
    out.integers(places);
    words.write(out);
    RuleForm.allowlists(out, shelf.allowlists());
    out.integer(head);
    return out.bytes();
  }

  /** Whether the allowlists let everything under a path pass. */
  public boolean allowsPath(String path) {
    return CompiledAllowlist.anyAllows(shelf.allowlists(), "", path);
  }

  public RuleSet rules() {
    return shelf.rules();
  }

  int size() {
    return shelf.size();
  }

  CompiledRule rule(int index) {
    return shelf.rule(index);
  }

  Optional<CompiledRule> rule(String id) {
    return shelf.rule(id);
  }

  List<CompiledAllowlist> allowlists() {
    return shelf.allowlists();
  }

  WordIndex words() {
    return words;
  }
}
