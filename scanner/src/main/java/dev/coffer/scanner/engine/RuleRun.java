package dev.coffer.scanner.engine;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.decode.Segment;
import dev.coffer.scanner.decode.Span;
import dev.coffer.scanner.regex.Finder;
import dev.coffer.scanner.regex.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one rule; keeps its engines from one text to the next. For one thread. */
final class RuleRun {
  /** Bytes of a line that are kept on each side of a match. */
  private static final int AROUND_MAX = 500;

  private final CompiledRule rule;
  private final Optional<Matches> matches;
  private final Optional<Finder> groups;
  private String knownPath = "";
  private boolean knownPathFits;

  RuleRun(CompiledRule rule) {
    this.rule = rule;
    this.matches = rule.regex().map(regex -> new Matches(rule, regex));
    this.groups = rule.regex().map(Finder::new);
    this.knownPathFits = pathFits("");
  }

  List<Finding> findings(Pass pass) {
    Fragment fragment = pass.fragment();
    if (matches.isEmpty() || groups.isEmpty()) {
      boolean here = pass.decoder().isEmpty() && fits(fragment.path()) && !isAllowed(fragment);
      return here ? List.of(fileFinding(fragment)) : List.of();
    }
    int most = pass.settings().fragmentMegabytesMax();
    boolean tooLarge = most > 0 && pass.text().length() / 1_000_000 > most;
    if (tooLarge || !fits(fragment.path())) {
      return List.of();
    }
    int[] found = matches.get().in(pass.text(), pass.hits());
    if (found.length == 0 || isAllowed(fragment)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    int[] newlines = newlines(pass.raw());
    for (int index = 0; index < found.length; index += 2) {
      int start = pass.text().byteAt(found[index]);
      int end = pass.text().byteAt(found[index + 1]);
      finding(pass, groups.get(), newlines, start, end).ifPresent(findings::add);
    }
    return findings;
  }

  private boolean isAllowed(Fragment fragment) {
    return CompiledAllowlist.anyAllows(
        rule.allowlists(), fragment.commit().map(Commit::id).orElse(""), fragment.path());
  }

  private boolean fits(String path) {
    if (!path.equals(knownPath)) {
      knownPath = path;
      knownPathFits = pathFits(path);
    }
    return knownPathFits;
  }

  private boolean pathFits(String path) {
    return rule.path().map(regex -> regex.isIn(path)).orElse(true);
  }

  private Finding fileFinding(Fragment fragment) {
    return new Finding(
        rule.rule().id(),
        rule.rule().description(),
        0,
        0,
        0,
        0,
        "",
        "file detected: " + fragment.path(),
        "",
        fragment.path(),
        fragment.symlink(),
        fragment.commit(),
        0,
        rule.rule().tags(),
        List.of(),
        fingerprint(fragment, 0));
  }

  /** One match → a finding, unless something allows it. */
  private Optional<Finding> finding(Pass pass, Finder finder, int[] newlines, int start, int end) {
    String whole = pass.text().between(start, end);
    String match = trimNewlines(whole);
    List<String> tags = new ArrayList<>(rule.rule().tags());
    // What newlines were cut off, at either end, is taken from the end of the place: so does gitleaks.
    Span place = new Span(start, end - (whole.length() - match.length()));
    Optional<String> decodedLine = Optional.empty();
    if (pass.decoder().isPresent()) {
      List<Segment> touched = Segment.touching(pass.decoder().get().segments(), new Span(start, end));
      if (touched.isEmpty()) {
        // Found already when this piece was not decoded.
        return Optional.empty();
      }
      place = pass.decoder().get().original(new Span(start, end));
      tags.addAll(Segment.tags(touched));
      decodedLine = Optional.of(lineAround(pass.text(), touched));
    }
    Location location = Location.of(newlines, pass.raw(), place.start(), place.end());
    Line around = pass.lines().of(location);
    if (pass.settings().honourAllowComments() && around.allowed()) {
      return Optional.empty();
    }
    String secret = secret(finder, match);
    double entropy = Entropy.of(secret, secret.getBytes(StandardCharsets.UTF_8).length);
    boolean tooPlain = rule.rule().entropy() != 0 && entropy <= rule.rule().entropy();
    if (tooPlain || rule.rule().checksum().filter(sum -> !sum.accepts(secret)).isPresent()) {
      return Optional.empty();
    }
    Fragment fragment = pass.fragment();
    String commit = fragment.commit().map(Commit::id).orElse("");
    String looked = decodedLine.orElse(around.text());
    if (CompiledAllowlist.anyAllows(pass.allowlists(), commit, fragment.path(), secret, match, looked)
        || CompiledAllowlist.anyAllows(rule.allowlists(), commit, fragment.path(), secret, match, looked)) {
      return Optional.empty();
    }
    int startLine = location.startLine() + fragment.firstLine();
    return Optional.of(
        new Finding(
            rule.rule().id(),
            rule.rule().description(),
            startLine,
            location.endLine() + fragment.firstLine(),
            location.startColumn(),
            location.endColumn(),
            shown(pass.raw(), location, place),
            match,
            secret,
            fragment.path(),
            fragment.symlink(),
            fragment.commit(),
            (float) entropy,
            tags,
            List.of(),
            fingerprint(fragment, startLine)));
  }

  /** The pattern is run again on the match alone, as gitleaks does, to learn its groups. */
  private String secret(Finder finder, String match) {
    Regex regex = finder.regex();
    if (regex.groups() == 0) {
      return match;
    }
    boolean ascii = match.chars().allMatch(c -> c < 128);
    if (!finder.find(match, ascii, 0)) {
      return match;
    }
    if (rule.rule().secretGroup() > 0) {
      return finder.group(rule.rule().secretGroup());
    }
    for (int group = 1; group <= regex.groups(); group++) {
      if (!finder.group(group).isEmpty()) {
        return finder.group(group);
      }
    }
    return match;
  }

  private String fingerprint(Fragment fragment, int line) {
    String place = fragment.path() + ":" + rule.rule().id() + ":" + line;
    String commit = fragment.commit().map(Commit::id).orElse("");
    return commit.isEmpty() ? place : commit + ":" + place;
  }

  /** The lines of the decoded text around the pieces that were decoded. */
  private static String lineAround(Text text, List<Segment> touched) {
    int from = touched.getFirst().decoded().start();
    while (from > 0 && text.bytes()[from - 1] != '\n') {
      from--;
    }
    int to = touched.getLast().decoded().end();
    while (to < text.length() && text.bytes()[to] != '\n') {
      to++;
    }
    return text.between(from, to);
  }

  /** Some bytes before and behind the match are enough to show it. */
  private static String shown(Text raw, Location location, Span place) {
    int from = Math.max(location.lineFrom(), place.start() - AROUND_MAX);
    int to = Math.min(location.lineTo(), place.end() + AROUND_MAX);
    return raw.between(from, to);
  }

  private static String trimNewlines(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '\n') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == '\n') {
      to--;
    }
    return text.substring(from, to);
  }

  private static int[] newlines(Text text) {
    int count = 0;
    for (int at = 0; at < text.length(); at++) {
      count += text.bytes()[at] == '\n' ? 1 : 0;
    }
    int[] places = new int[count];
    int filled = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.bytes()[at] == '\n') {
        places[filled++] = at;
      }
    }
    return places;
  }
}
