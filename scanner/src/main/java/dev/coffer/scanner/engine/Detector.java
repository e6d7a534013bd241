package dev.coffer.scanner.engine;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.decode.Decoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the secrets of one fragment after the other. For one thread; any number of detectors share
 * one {@link Compiled}.
 */
public final class Detector {
  /** So many paths are remembered with what the allowlists say of them. */
  private static final int PATHS_MAX = 512;

  private final Compiled rules;
  private final Settings settings;
  private final Hits hits;
  private final RuleRun[] runs;
  private final Map<String, Boolean> allowedPaths = new HashMap<>();

  public Detector(Compiled rules, Settings settings) {
    this.rules = rules;
    this.settings = settings;
    this.hits = new Hits(rules);
    this.runs = new RuleRun[rules.size()];
  }

  /** The findings, in the order of the rules and, for each, of the text. */
  public List<Finding> detect(Fragment fragment) {
    if (isAllowed(fragment)) {
      return List.of();
    }
    Text raw = Text.of(fragment.content());
    List<Finding> findings = new ArrayList<>();
    Line.Newest lines = new Line.Newest(raw);
    Pass pass = new Pass(fragment, raw, raw, lines, Optional.empty(), hits, settings, rules.allowlists());
    Decoder decoder = new Decoder();
    int depth = 0;
    while (true) {
      search(pass, findings);
      if (++depth > settings.decodeDepth()) {
        break;
      }
      Optional<byte[]> decoded = decoder.decode(pass.text().bytes(), pass.text().length());
      if (decoded.isEmpty()) {
        break;
      }
      Text text = Text.of(decoded.get());
      pass = new Pass(fragment, raw, text, lines, Optional.of(decoder), hits, settings, rules.allowlists());
    }
    return findings.isEmpty() ? findings : withoutGeneric(findings);
  }

  /** Whether the allowlists let everything under a path pass. */
  public boolean allowsPath(String path) {
    return !rules.allowlists().isEmpty() && allows("", path);
  }

  private void search(Pass pass, List<Finding> findings) {
    hits.search(pass.text());
    for (int index : hits.openRules()) {
      CompiledRule rule = rules.rule(index);
      if (!rule.rule().skipReport()) {
        findings.addAll(required(pass, rule, run(rule).findings(pass)));
      }
    }
  }

  private RuleRun run(CompiledRule rule) {
    RuleRun run = runs[rule.index()];
    if (run == null) {
      run = new RuleRun(rule);
      runs[rule.index()] = run;
    }
    return run;
  }

  private List<Finding> required(Pass pass, CompiledRule rule, List<Finding> findings) {
    if (findings.isEmpty() || rule.rule().required().isEmpty()) {
      return findings;
    }
    Companions companions = new Companions(rule.rule());
    companions.collect(id -> rules.rule(id).map(other -> run(other).findings(pass)));
    return companions.complete(findings);
  }

  private boolean isAllowed(Fragment fragment) {
    String commit = fragment.commit().map(Commit::id).orElse("");
    return !rules.allowlists().isEmpty() && allows(commit, fragment.path());
  }

  private boolean allows(String commit, String path) {
    boolean remembers = commit.isEmpty() || !CompiledAllowlist.anyNamesCommits(rules.allowlists());
    if (!remembers) {
      return CompiledAllowlist.anyAllows(rules.allowlists(), commit, path);
    }
    Boolean known = allowedPaths.get(path);
    if (known == null) {
      known = CompiledAllowlist.anyAllows(rules.allowlists(), "", path);
      if (allowedPaths.size() >= PATHS_MAX) {
        allowedPaths.clear();
      }
      allowedPaths.put(path, known);
    }
    return known;
  }

  /** A generic rule is silent where a specific one found the same on the same line. */
  private List<Finding> withoutGeneric(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      boolean said = isGeneric(finding) && findings.stream().anyMatch(other -> says(other, finding));
      if (!said) {
        kept.add(finding);
      }
    }
    return kept;
  }

  private boolean isGeneric(Finding finding) {
    return rules.rule(finding.ruleId()).map(CompiledRule::generic).orElse(false);
  }

  private boolean says(Finding other, Finding generic) {
    return other.startLine() == generic.startLine()
        && !other.ruleId().equals(generic.ruleId())
        && other.secret().contains(generic.secret())
        && !isGeneric(other);
  }
}
