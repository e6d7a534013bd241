package dev.coffer.scanner.config;

import dev.coffer.scanner.rule.Allowlist;
import dev.coffer.scanner.rule.Rule;
import dev.coffer.scanner.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * Reads a configuration as gitleaks 8 does (its README, "Configuration"). A rule that is wrong is left
 * out and named with file and line; only a file that is no TOML at all, or that cannot be read, is
 * refused as a whole.
 */
public final class ConfigReader {
  /** A configuration may extend another, and that one a third. */
  private static final int EXTENDS_MAX = 2;

  private static final int BYTES_MAX = 16 * 1024 * 1024;
  private static final String DEFAULT_NAME = "default rules";
  private static final String DEFAULT_RESOURCE = "/dev/coffer/scanner/rules/default.toml";

  private final List<Problem> problems = new ArrayList<>();
  private final List<Path> extended = new ArrayList<>();

  private ConfigReader() {}

  /**
   * A configuration that was read.
   *
   * @param problems what of it is left out
   * @param extended the files that it extends
   */
  public record Loaded(RuleSet rules, List<Problem> problems, List<Path> extended) {
    public Loaded {
      problems = List.copyOf(problems);
      extended = List.copyOf(extended);
    }
  }

  /**
   * Reads a file and what it extends.
   *
   * @throws ConfigException if the file cannot be read or is no TOML
   */
  public static Loaded read(Path file) {
    return read(file, text(file));
  }

  /**
   * Reads a file whose text is known, and what it extends.
   *
   * @throws ConfigException if it is no TOML
   */
  static Loaded read(Path file, String text) {
    return read(file.toString(), text);
  }

  /**
   * Reads a text and what it extends.
   *
   * @param name what to call the text in messages
   * @throws ConfigException if it is no TOML
   */
  public static Loaded read(String name, String text) {
    ConfigReader reader = new ConfigReader();
    Draft draft = reader.draft(name, text, 0);
    return reader.finished(draft);
  }

  /** Our own rules. */
  public static Loaded readDefault() {
    return read(DEFAULT_NAME, defaultText());
  }

  /** The text of our own rules. */
  public static String defaultText() {
    try (InputStream in = ConfigReader.class.getResourceAsStream(DEFAULT_RESOURCE)) {
      if (in == null) {
        throw new ConfigException(new Problem(DEFAULT_NAME, 0, "they are missing from this program"));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new ConfigException(new Problem(DEFAULT_NAME, 0, "they cannot be read"));
    }
  }

  /** A configuration before it is put together. */
  private static final class Draft {
    private final String name;
    private final String title;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<Allowlist> allowlists = new ArrayList<>();
    private final List<Targeted> targeted = new ArrayList<>();

    Draft(String name, String title) {
      this.name = name;
      this.title = title;
    }
  }

  /** An allowlist for some rules only. */
  private record Targeted(Allowlist allowlist, List<String> ruleIds, int line) {}

  /**
   * The text of a configuration.
   *
   * @throws ConfigException if it cannot be read
   */
  static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new ConfigException(new Problem(file.toString(), 0, "it is larger than 16 MiB"));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      String why = Files.exists(file) ? "it cannot be read" : "no such file or directory";
      throw new ConfigException(new Problem(file.toString(), 0, "unable to load the configuration: " + why));
    }
  }

  private Draft draft(String name, String text, int depth) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      TomlParseError first = toml.errors().getFirst();
      throw new ConfigException(new Problem(name, first.position().line(), "unable to load the configuration: " + first.getMessage()));
    }
    Section root = new Section(name, text, toml, 1, problems);
    Draft draft = new Draft(name, root.text("title").orElse(""));
    for (Section one : root.sections("rules")) {
      Optional<Rule> rule = RuleReader.rule(one);
      if (rule.isPresent()) {
        draft.rules.put(rule.get().id(), rule.get());
        draft.lines.put(rule.get().id(), one.line());
      }
    }
    allowlists(root, draft);
    root.section("extend").ifPresent(extend -> extend(extend, draft, depth));
    return draft;
  }

  private static void allowlists(Section root, Draft draft) {
    List<Section> all = new ArrayList<>(root.sections("allowlists"));
    if (root.has("allowlist")) {
      if (!all.isEmpty()) {
        root.problem("allowlist", "[allowlist] is deprecated, it cannot be used alongside [[allowlists]]");
      }
      root.section("allowlist").ifPresent(all::add);
    }
    for (Section one : all) {
      List<String> targets = one.texts("targetRules");
      Optional<Allowlist> list = RuleReader.allowlist(one, "[[allowlists]]");
      if (list.isPresent() && targets.isEmpty()) {
        draft.allowlists.add(list.get());
      } else if (list.isPresent()) {
        draft.targeted.add(new Targeted(list.get(), targets, one.line()));
      }
    }
  }

  private void extend(Section extend, Draft draft, int depth) {
    boolean useDefault = extend.isOn("useDefault");
    Optional<String> path = extend.text("path").filter(text -> !text.isEmpty());
    if (extend.has("url")) {
      extend.problem("url", "extend.url is not supported, by gitleaks neither");
    }
    if (useDefault && path.isPresent()) {
      extend.problem("path", "unable to load config due to extend.path and extend.useDefault being set");
      return;
    }
    if (depth >= EXTENDS_MAX || (!useDefault && path.isEmpty())) {
      return;
    }
    Draft base;
    if (useDefault) {
      base = draft(DEFAULT_NAME, defaultText(), depth + 1);
    } else {
      Path file = Path.of(path.orElseThrow());
      if (!Files.exists(file)) {
        extend.problem("path", "failed to load extended config: " + file + ": no such file or directory");
        return;
      }
      extended.add(file);
      base = draft(file.toString(), text(file), depth + 1);
    }
    Set<String> disabled = new HashSet<>(extend.texts("disabledRules"));
    for (String id : disabled) {
      if (!base.rules.containsKey(id)) {
        extend.problem("disabledRules", "the disabled rule '" + id + "' is not in the extended configuration");
      }
    }
    merge(draft, base, disabled);
  }

  /** What this file says of a rule goes over what the extended one says; lists are joined. */
  private static void merge(Draft draft, Draft base, Set<String> disabled) {
    Map<String, Rule> own = new LinkedHashMap<>(draft.rules);
    draft.rules.clear();
    for (Rule rule : base.rules.values()) {
      if (!disabled.contains(rule.id())) {
        Rule over = own.remove(rule.id());
        draft.rules.put(rule.id(), over == null ? rule : merged(rule, over));
      }
    }
    draft.rules.putAll(own);
    draft.allowlists.addAll(base.allowlists);
    draft.targeted.addAll(base.targeted.stream().filter(list -> !disabled.containsAll(list.ruleIds)).toList());
  }

  private static Rule merged(Rule base, Rule over) {
    return new Rule(
        base.id(),
        over.description().isEmpty() ? base.description() : over.description(),
        over.regex().or(base::regex),
        over.path().or(base::path),
        over.secretGroup() == 0 ? base.secretGroup() : over.secretGroup(),
        over.entropy() == 0 ? base.entropy() : over.entropy(),
        joined(base.keywords(), over.keywords()),
        joined(base.tags(), over.tags()),
        joined(base.allowlists(), over.allowlists()),
        joined(base.required(), over.required()),
        base.skipReport() || over.skipReport(),
        over.checksum().or(base::checksum));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Checks what can be checked only when all is together. */
  private Loaded finished(Draft draft) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Rule rule : draft.rules.values()) {
      int line = draft.lines.getOrDefault(rule.id(), 0);
      if (rule.regex().isEmpty() && rule.path().isEmpty()) {
        problems.add(
            new Problem(
                draft.name,
                line,
                rule.id() + ": both |regex| and |path| are empty, this rule will have no effect; the rule is left out"));
        continue;
      }
      rules.put(rule.id(), rule);
    }
    for (Rule rule : List.copyOf(rules.values())) {
      for (var required : rule.required()) {
        if (!rules.containsKey(required.ruleId())) {
          problems.add(
              new Problem(
                  draft.name,
                  draft.lines.getOrDefault(rule.id(), 0),
                  rule.id() + ": [[rules.required]] rule ID '" + required.ruleId() + "' does not exist; the rule is left out"));
          rules.remove(rule.id());
        }
      }
    }
    target(draft, rules);
    return new Loaded(new RuleSet(draft.title, List.copyOf(rules.values()), draft.allowlists), problems, extended);
  }

  private void target(Draft draft, Map<String, Rule> rules) {
    for (Targeted list : draft.targeted) {
      for (String id : list.ruleIds) {
        Rule rule = rules.get(id);
        if (rule == null) {
          if (!draft.rules.containsKey(id)) {
            problems.add(new Problem(draft.name, list.line, "[[allowlists]] target rule ID '" + id + "' does not exist"));
          }
          continue;
        }
        rules.put(id, withAllowlist(rule, list.allowlist));
      }
    }
  }

  private static Rule withAllowlist(Rule rule, Allowlist list) {
    return new Rule(
        rule.id(),
        rule.description(),
        rule.regex(),
        rule.path(),
        rule.secretGroup(),
        rule.entropy(),
        rule.keywords(),
        rule.tags(),
        joined(rule.allowlists(), List.of(list)),
        rule.required(),
        rule.skipReport(),
        rule.checksum());
  }
}
