package dev.coffer.scanner.engine;

import dev.coffer.scanner.Finding;
import dev.coffer.scanner.rule.Required;
import dev.coffer.scanner.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The findings that a rule requires near its own. */
final class Companions {
  private final Rule rule;
  private final Map<Required, List<Finding>> found = new LinkedHashMap<>();

  Companions(Rule rule) {
    this.rule = rule;
  }

  /**
   * @param findings a rule's findings by its id; empty if there is no such rule
   */
  void collect(Function<String, Optional<List<Finding>>> findings) {
    for (Required required : rule.required()) {
      findings.apply(required.ruleId()).ifPresent(list -> found.put(required, list));
    }
  }

  /** Keeps the findings that have each of their companions, and tells them which. */
  List<Finding> complete(List<Finding> findings) {
    List<Finding> complete = new ArrayList<>();
    for (Finding finding : findings) {
      List<Finding> near = new ArrayList<>();
      boolean all = true;
      for (Map.Entry<Required, List<Finding>> entry : found.entrySet()) {
        List<Finding> here = entry.getValue().stream().filter(other -> isNear(finding, other, entry.getKey())).toList();
        all &= !here.isEmpty();
        near.addAll(here);
      }
      if (all && !near.isEmpty()) {
        complete.add(with(finding, near));
      }
    }
    return complete;
  }

  private static boolean isNear(Finding finding, Finding other, Required required) {
    int lines = Math.abs(finding.startLine() - other.startLine());
    int columns = Math.abs(finding.startColumn() - other.startColumn());
    return lines <= required.withinLines().orElse(Integer.MAX_VALUE)
        && columns <= required.withinColumns().orElse(Integer.MAX_VALUE);
  }

  private static Finding with(Finding finding, List<Finding> near) {
    return new Finding(
        finding.ruleId(),
        finding.description(),
        finding.startLine(),
        finding.endLine(),
        finding.startColumn(),
        finding.endColumn(),
        finding.line(),
        finding.match(),
        finding.secret(),
        finding.file(),
        finding.symlink(),
        finding.commit(),
        finding.entropy(),
        finding.tags(),
        near,
        finding.fingerprint());
  }
}
