package dev.coffer.scanner.engine;

import dev.coffer.scanner.checksum.TokenFormat;
import dev.coffer.scanner.regex.Ahead;
import dev.coffer.scanner.regex.CodePoints;
import dev.coffer.scanner.regex.Plan;
import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.rule.Allowlist;
import dev.coffer.scanner.rule.Checksum;
import dev.coffer.scanner.rule.Required;
import dev.coffer.scanner.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a compiled rule is kept in a file: each {@code write} has its {@code read}, field by field. */
final class RuleForm {
  private static final int WHOLE = 0;
  private static final int NEAR = 1;
  private static final int AFTER_PREFIX = 2;

  private RuleForm() {}

  static void write(PackWriter out, CompiledRule compiled) {
    Rule rule = compiled.rule();
    out.text(rule.id());
    out.text(rule.description());
    out.integer(rule.secretGroup());
    out.number(rule.entropy());
    out.list(rule.keywords(), out::text);
    out.list(rule.tags(), out::text);
    out.list(rule.required(), one -> required(out, one));
    out.flag(rule.skipReport());
    out.optional(rule.checksum(), sum -> out.text(sum.format().name()));
    out.optional(compiled.regex(), regex -> regex(out, regex));
    plan(out, compiled.plan());
    out.optional(compiled.path(), regex -> regex(out, regex));
    allowlists(out, compiled.allowlists());
    out.flag(compiled.generic());
  }

  static CompiledRule read(PackReader in, int index) {
    String id = in.text();
    String description = in.text();
    int secretGroup = in.integer();
    double entropy = in.number();
    List<String> keywords = in.texts();
    List<String> tags = in.texts();
    List<Required> required = in.list(() -> required(in));
    boolean skipReport = in.flag();
    Optional<Checksum> checksum = in.optional(in::text).map(name -> new Checksum(TokenFormat.valueOf(name)));
    Optional<Regex> regex = in.optional(() -> regex(in));
    Plan plan = plan(in);
    Optional<Regex> path = in.optional(() -> regex(in));
    List<CompiledAllowlist> allowlists = allowlists(in);
    Rule rule =
        new Rule(
            id,
            description,
            regex.map(Regex::source),
            path.map(Regex::source),
            secretGroup,
            entropy,
            keywords,
            tags,
            allowlists.stream().map(CompiledAllowlist::list).toList(),
            required,
            skipReport,
            checksum);
    return new CompiledRule(index, rule, regex, plan, path, allowlists, in.flag());
  }

  static void allowlists(PackWriter out, List<CompiledAllowlist> lists) {
    out.list(lists, one -> allowlist(out, one));
  }

  static List<CompiledAllowlist> allowlists(PackReader in) {
    return in.list(() -> allowlist(in));
  }

  private static void allowlist(PackWriter out, CompiledAllowlist compiled) {
    Allowlist list = compiled.list();
    out.text(list.description());
    out.text(list.condition().name());
    out.list(list.commits(), out::text);
    out.text(list.target().name());
    out.list(list.stopwords(), out::text);
    out.list(compiled.paths(), regex -> regex(out, regex));
    out.list(compiled.regexes(), regex -> regex(out, regex));
  }

  private static CompiledAllowlist allowlist(PackReader in) {
    String description = in.text();
    Allowlist.Condition condition = Allowlist.Condition.valueOf(in.text());
    List<String> commits = in.texts();
    Allowlist.Target target = Allowlist.Target.valueOf(in.text());
    List<String> stopwords = in.texts();
    List<Regex> paths = in.list(() -> regex(in));
    List<Regex> regexes = in.list(() -> regex(in));
    Allowlist list =
        new Allowlist(
            description,
            condition,
            commits,
            paths.stream().map(Regex::source).toList(),
            target,
            regexes.stream().map(Regex::source).toList(),
            stopwords);
    return new CompiledAllowlist(list, paths, regexes);
  }

  private static void required(PackWriter out, Required required) {
    out.text(required.ruleId());
    out.integer(required.withinLines().orElse(-1));
    out.integer(required.withinColumns().orElse(-1));
  }

  private static Required required(PackReader in) {
    return new Required(in.text(), distance(in.integer()), distance(in.integer()));
  }

  private static OptionalInt distance(int value) {
    return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static void regex(PackWriter out, Regex regex) {
    Regex.Texts texts = regex.texts();
    out.text(texts.source());
    out.text(texts.ascii());
    out.text(texts.full());
    out.text(texts.linear());
    out.integer(texts.groups());
    out.flag(texts.risky());
  }

  private static Regex regex(PackReader in) {
    return Regex.of(new Regex.Texts(in.text(), in.text(), in.text(), in.text(), in.integer(), in.flag()));
  }

  private static void plan(PackWriter out, Plan plan) {
    switch (plan) {
      case Plan.Whole() -> out.integer(WHOLE);
      case Plan.Near near -> {
        out.integer(NEAR);
        near(out, near);
      }
      case Plan.AfterPrefix prefix -> {
        out.integer(AFTER_PREFIX);
        regex(out, prefix.tail());
        out.integers(prefix.set().bounds());
        out.integer(prefix.prefixMost());
        near(out, prefix.near());
      }
    }
  }

  private static Plan plan(PackReader in) {
    return switch (in.integer()) {
      case WHOLE -> new Plan.Whole();
      case NEAR -> near(in);
      case AFTER_PREFIX -> new Plan.AfterPrefix(regex(in), CodePoints.of(in.integers()), in.integer(), near(in));
      default -> throw new IllegalStateException("no such plan");
    };
  }

  private static void near(PackWriter out, Plan.Near near) {
    out.list(near.words(), out::text);
    out.integer(near.least());
    out.integer(near.most());
    out.optional(near.ahead(), ahead -> ahead(out, ahead));
  }

  private static Plan.Near near(PackReader in) {
    return new Plan.Near(in.texts(), in.integer(), in.integer(), in.optional(() -> ahead(in)));
  }

  private static void ahead(PackWriter out, Ahead ahead) {
    for (long bits : new long[] {ahead.throughLow(), ahead.throughHigh(), ahead.firstLow(), ahead.firstHigh()}) {
      out.integer((int) (bits >>> 32));
      out.integer((int) bits);
    }
    out.integer(ahead.most());
  }

  private static Ahead ahead(PackReader in) {
    return new Ahead(bits(in), bits(in), bits(in), bits(in), in.integer());
  }

  private static long bits(PackReader in) {
    long high = in.integer();
    return high << 32 | (in.integer() & 0xFFFFFFFFL);
  }
}
