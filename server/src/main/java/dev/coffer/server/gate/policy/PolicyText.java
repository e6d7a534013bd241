package dev.coffer.server.gate.policy;

import dev.coffer.kit.hcl.Hcl;
import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import dev.coffer.kit.hcl.HclJson;
import dev.coffer.kit.hcl.HclLimits;
import dev.coffer.kit.hcl.HclReader;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the text of a policy, in HCL or JSON, into {@link Rules}. Anything unknown is refused with
 * its place, since a policy that is read otherwise than it was meant is a hole. docs/policies.md
 * describes the language.
 */
final class PolicyText {
  private static final HclReader READER = new HclReader(HclLimits.POLICY);
  private static final int PAGE_MAX = 1_000_000;

  private PolicyText() {}

  /**
   * Parses, strictly.
   *
   * @throws Refused {@code Malformed} with line, column and what was expected there
   */
  static Rules parse(String text) {
    try {
      HclFields fields = new HclFields(READER.read(text));
      fields.text("name"); // Known to Vault and without effect, there as here.
      List<HclFields.Block> paths = fields.blocks("path", 1);
      fields.end();
      List<Rule> rules = new ArrayList<>();
      List<RuleTemplate> templates = new ArrayList<>();
      List<String> warnings = new ArrayList<>();
      for (HclFields.Block block : paths) {
        Hcl.Label label = block.labels().getFirst();
        Rule rule = rule(label, new HclFields(block.body()), warnings);
        if (PathTemplate.isTemplate(label.text())) {
          templates.add(new RuleTemplate(template(label), rule));
        } else {
          rules.add(rule);
        }
      }
      return new Rules(rules, templates, warnings);
    } catch (HclException bad) {
      throw Refused.malformed("failed to parse policy: " + bad.getMessage());
    }
  }

  private static PathTemplate template(Hcl.Label label) {
    try {
      return PathTemplate.of(label.text());
    } catch (IllegalArgumentException bad) {
      throw new HclException(label.place(), String.valueOf(bad.getMessage()));
    }
  }

  private static Rule rule(Hcl.Label label, HclFields fields, List<String> warnings) {
    fields.ignored("comment");
    Set<Capability> capabilities = capabilities(fields);
    Optional<Duration> minWrap = fields.duration("min_wrapping_ttl").filter(ttl -> !ttl.isZero());
    Optional<Duration> maxWrap = fields.duration("max_wrapping_ttl").filter(ttl -> !ttl.isZero());
    if (minWrap.isPresent() && maxWrap.isPresent() && maxWrap.get().compareTo(minWrap.get()) < 0) {
      throw new HclException(fields.place(), "max_wrapping_ttl cannot be less than min_wrapping_ttl");
    }
    Optional<Long> page = fields.integer("pagination_limit", 0, PAGE_MAX).filter(limit -> limit > 0);
    ParameterRules parameters = parameters(fields);
    fields.end();
    warn(label, parameters, warnings);
    return new Rule(
        pattern(label),
        capabilities,
        parameters,
        minWrap,
        maxWrap,
        page.isPresent() ? OptionalInt.of(page.get().intValue()) : OptionalInt.empty());
  }

  private static PathPattern pattern(Hcl.Label label) {
    if (label.text().length() > PathPattern.CHARS_MAX) {
      throw new HclException(
          label.place(), "a path has at most " + PathPattern.CHARS_MAX + " characters");
    }
    if (label.text().contains("+*")) {
      throw new HclException(label.place(), "+* is no wildcard; write +/* or *");
    }
    return PathPattern.of(label.text());
  }

  private static Set<Capability> capabilities(HclFields fields) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    Optional<Hcl> listed = fields.value("capabilities");
    if (listed.isPresent()) {
      if (!(listed.get() instanceof Hcl.Items items)) {
        throw new HclException(listed.get().place(), "capabilities must be a list");
      }
      for (Hcl item : items.values()) {
        found.add(capability(item));
      }
    }
    fields.value("policy").ifPresent(word -> found.addAll(legacy(word)));
    // A deny next to other words is a deny, whatever the order.
    return found.contains(Capability.DENY) ? EnumSet.of(Capability.DENY) : found;
  }

  private static Capability capability(Hcl item) {
    Optional<Capability> known =
        item instanceof Hcl.Text text ? Capability.ofWord(text.value()) : Optional.empty();
    return known.orElseThrow(
        () ->
            new HclException(
                item.place(),
                "expected one of create, read, update, patch, delete, list, scan, sudo, deny"));
  }

  /** The words of Vault's first policies. */
  private static Set<Capability> legacy(Hcl value) {
    Set<Capability> write =
        EnumSet.of(
            Capability.CREATE, Capability.READ, Capability.UPDATE, Capability.DELETE, Capability.LIST);
    return switch (value instanceof Hcl.Text text ? text.value() : "") {
      case "deny" -> EnumSet.of(Capability.DENY);
      case "read" -> EnumSet.of(Capability.READ, Capability.LIST);
      case "write" -> write;
      case "sudo" -> {
        write.add(Capability.SUDO);
        yield write;
      }
      default -> throw new HclException(value.place(), "policy must be read, write, deny or sudo");
    };
  }

  private static ParameterRules parameters(HclFields fields) {
    Set<String> required = new LinkedHashSet<>();
    for (String name : fields.texts("required_parameters").orElse(List.of())) {
      required.add(ParameterRules.lower(name));
    }
    return new ParameterRules(
        values(fields, "allowed_parameters"), values(fields, "denied_parameters"), required);
  }

  private static Map<String, List<Json>> values(HclFields fields, String name) {
    Map<String, List<Json>> found = new LinkedHashMap<>();
    Optional<Hcl.Body> object = fields.object(name);
    if (object.isPresent()) {
      for (Hcl.Entry entry : object.get().entries()) {
        if (!entry.labels().isEmpty() || !(entry.value() instanceof Hcl.Items items)) {
          throw new HclException(entry.place(), "expected a name with a list of values");
        }
        List<Json> values = items.values().stream().map(HclJson::of).toList();
        if (found.putIfAbsent(ParameterRules.lower(entry.name()), values) != null) {
          throw new HclException(entry.place(), "this parameter stands twice; upper case counts as lower");
        }
      }
    }
    return found;
  }

  private static void warn(Hcl.Label label, ParameterRules parameters, List<String> warnings) {
    String place = "line " + label.place().line() + ": ";
    String path = label.text();
    if (PathTemplate.isTemplate(path) && !template(label).isKnown()) {
      warnings.add(
          place + "no such identity template: this rule matches no path, and neither grants nor denies"
              + " anything");
    }
    if (path.indexOf('*') >= 0 && path.indexOf('*') < path.length() - 1) {
      warnings.add(place + "a * that is not the last character of a path is no wildcard");
    }
    if (path.contains("//") || path.startsWith("../") || path.contains("/../") || path.endsWith("/..")) {
      warnings.add(place + "no request has such a path: the server refuses // and ..");
    }
    if (loneStar(parameters.allowed()) || loneStar(parameters.denied())) {
      warnings.add(place + "a parameter's value \"*\" is a star; an empty list stands for any value");
    }
  }

  private static boolean loneStar(Map<String, List<Json>> rules) {
    return rules.values().stream().anyMatch(values -> values.contains(new Json.Text("*")));
  }
}
