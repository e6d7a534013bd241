package dev.coffer.server.gate.policy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that some rules grant, for user interfaces that show only what a caller may do.
 *
 * @param root everything
 * @param exact by path
 * @param patterns by pattern; as in Vault a plain prefix stands without its {@code *}
 */
public record ResultantAcl(
    boolean root,
    SortedMap<String, Set<Capability>> exact,
    SortedMap<String, Set<Capability>> patterns) {
  public ResultantAcl {
    exact = Collections.unmodifiableSortedMap(new TreeMap<>(exact));
    patterns = Collections.unmodifiableSortedMap(new TreeMap<>(patterns));
  }

  /** What these rules grant and deny. */
  public static ResultantAcl of(Acl acl) {
    SortedMap<String, Set<Capability>> exact = new TreeMap<>();
    SortedMap<String, Set<Capability>> patterns = new TreeMap<>();
    if (acl instanceof CompiledAcl compiled) {
      for (Rule rule : compiled.rules()) {
        PathPattern pattern = rule.pattern();
        String text = pattern.segmented() && pattern.open() ? pattern.spelled() + "*" : pattern.spelled();
        (pattern.exact() ? exact : patterns).put(text, rule.capabilities());
      }
    }
    return new ResultantAcl(acl.isRoot(), exact, patterns);
  }
}
