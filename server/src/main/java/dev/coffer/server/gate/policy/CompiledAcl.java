package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules of several policies, merged by path and ready to be asked. The exact path wins, else the
 * most specific pattern with a wildcard; whatever the winner says is the decision, and less
 * specific rules are not asked. The cost grows with the path, not with the number of rules.
 */
final class CompiledAcl implements Acl {
  private static final Decision NO_RULE = new Decision.Deny("no rule matches the path");
  private static final Decision DENIED = new Decision.Deny("a rule denies the path");
  private static final Decision NOT_GRANTED =
      new Decision.Deny("the rule of the path does not grant the capability");
  private static final Decision WRAPPING =
      new Decision.Deny("the rule of the path demands another wrapping time");
  private static final Decision PARAMETERS =
      new Decision.Deny("the rule of the path does not allow the parameters");
  private static final Decision PAGE =
      new Decision.Deny("the rule of the path demands a smaller limit");

  /** Capabilities of operations whose fields Vault checks: not delete, list and scan. */
  private static final Set<Capability> WITH_FIELDS =
      EnumSet.of(Capability.CREATE, Capability.READ, Capability.UPDATE, Capability.PATCH);

  private static final String LIMIT = "limit";

  private final Map<String, Grant> exact;
  private final PatternTrie patterns;
  private final List<Grant> all;

  private CompiledAcl(Map<String, Grant> exact, PatternTrie patterns, List<Grant> all) {
    this.exact = exact;
    this.patterns = patterns;
    this.all = all;
  }

  /** Merges and compiles; the names of the policies appear in decisions. */
  static CompiledAcl of(Map<String, Rules> policies) {
    return of(policies, Persona.NOBODY.values());
  }

  /** As {@link #of(Map)}, with templates filled in for one caller. */
  static CompiledAcl of(Map<String, Rules> policies, TemplateValues values) {
    Map<PathPattern, Grant> merged = new LinkedHashMap<>();
    policies.forEach(
        (name, rules) -> {
          for (Rule rule : rules.filled(values)) {
            merged.merge(rule.pattern(), grant(name, rule), CompiledAcl::and);
          }
        });
    Map<String, Grant> exact = new HashMap<>();
    List<Grant> open = new ArrayList<>();
    for (Grant grant : merged.values()) {
      if (grant.rule().pattern().exact()) {
        exact.put(grant.rule().pattern().text(), grant);
      } else {
        open.add(grant);
      }
    }
    open.sort((left, right) -> left.rule().pattern().compareTo(right.rule().pattern()));
    List<Grant> ranked = new ArrayList<>();
    for (Grant grant : open) {
      ranked.add(grant.ranked(ranked.size()));
    }
    return new CompiledAcl(exact, new PatternTrie(ranked), List.copyOf(merged.values()));
  }

  int size() {
    return all.size();
  }

  /** One for each path, merged over the policies. */
  List<Rule> rules() {
    return all.stream().map(Grant::rule).toList();
  }

  private static Grant grant(String policy, Rule rule) {
    Map<Capability, List<String>> grantedBy = new EnumMap<>(Capability.class);
    rule.capabilities().forEach(capability -> grantedBy.put(capability, List.of(policy)));
    return new Grant(rule, grantedBy, 0);
  }

  private static Grant and(Grant left, Grant right) {
    Map<Capability, List<String>> grantedBy = new EnumMap<>(Capability.class);
    grantedBy.putAll(left.grantedBy());
    right.grantedBy().forEach((capability, names) -> grantedBy.merge(capability, names, CompiledAcl::join));
    return new Grant(left.rule().and(right.rule()), grantedBy, 0);
  }

  private static List<String> join(List<String> left, List<String> right) {
    Set<String> both = new LinkedHashSet<>(left);
    both.addAll(right);
    return List.copyOf(both);
  }

  @Override
  public Decision decide(Query query) {
    boolean lists =
        query.capabilities().contains(Capability.LIST) || query.capabilities().contains(Capability.SCAN);
    Optional<Grant> winner = lists ? folder(query.path()) : winner(query.path());
    if (winner.isEmpty()) {
      return NO_RULE;
    }
    Rule rule = winner.get().rule();
    if (rule.denies()) {
      return DENIED;
    }
    if (query.capabilities().isEmpty() || !rule.capabilities().containsAll(query.capabilities())) {
      return NOT_GRANTED;
    }
    if (!rule.wrapsWithin(query.wrapTtl())) {
      return WRAPPING;
    }
    if (query.parameters().isPresent()) {
      Json.Object fields = query.parameters().get();
      if (lists && !pageWithin(rule, fields)) {
        return PAGE;
      }
      if (query.capabilities().stream().anyMatch(WITH_FIELDS::contains)
          && !rule.parameters().permit(fields)) {
        return PARAMETERS;
      }
    }
    return allow(winner.get(), query.capabilities());
  }

  private static Decision allow(Grant grant, Set<Capability> needed) {
    if (needed.size() == 1) {
      return new Decision.Allow(grant.grantedBy().getOrDefault(needed.iterator().next(), List.of()));
    }
    Set<String> names = new LinkedHashSet<>();
    needed.forEach(capability -> names.addAll(grant.grantedBy().getOrDefault(capability, List.of())));
    return new Decision.Allow(List.copyOf(names));
  }

  /** Neither 0 nor a negative number nor a missing limit gets around the bound. */
  private static boolean pageWithin(Rule rule, Json.Object fields) {
    if (rule.pageMax().isEmpty()) {
      return true;
    }
    Optional<Long> limit =
        fields.get(LIMIT).flatMap(
            value ->
                switch (value) {
                  case Json.Number number -> number.asLong();
                  case Json.Text text when text.value().matches("[0-9]{1,9}") ->
                      Optional.of(Long.parseLong(text.value()));
                  case Json.Text _, Json.Bool _, Json.Null _, Json.Array _, Json.Object _ ->
                      Optional.empty();
                });
    return limit.isPresent() && limit.get() >= 1 && limit.get() <= rule.pageMax().getAsInt();
  }

  /** Asked with a slash at its end, a path is a folder, whatever is to be done there (sudo). */
  private Optional<Grant> winner(String path) {
    return path.endsWith("/") ? folder(path) : path(path);
  }

  private Optional<Grant> path(String path) {
    if (path.startsWith("/")) {
      return Optional.empty(); // Another spelling of a path that rules name without the slash.
    }
    Grant named = exact.get(path);
    return named == null ? patterns.find(List.of(path)) : Optional.of(named);
  }

  /**
   * A folder is listed under its name with a slash, and rules may name it without: both are asked,
   * and the most specific rule of the two wins. (Asking first without the slash, as Vault once did,
   * skips a deny on {@code folder/*}: CVE-2026-63131.)
   */
  private Optional<Grant> folder(String path) {
    if (path.isEmpty() || path.startsWith("/")) {
      return path(path);
    }
    String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String slashed = name + "/";
    Grant named = exact.containsKey(slashed) ? exact.get(slashed) : exact.get(name);
    return named == null ? patterns.find(List.of(name, slashed)) : Optional.of(named);
  }

  @Override
  public Set<Capability> capabilities(String path) {
    return winner(path).map(grant -> grant.rule().capabilities()).orElse(Set.of());
  }

  @Override
  public boolean reaches(String folder) {
    return all.stream()
        .map(Grant::rule)
        .anyMatch(
            rule ->
                !rule.denies()
                    && !rule.capabilities().isEmpty()
                    && rule.pattern().reaches(folder));
  }

  @Override
  public boolean isRoot() {
    return false;
  }
}
