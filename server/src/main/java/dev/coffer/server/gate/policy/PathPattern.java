package dev.coffer.server.gate.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * The path of a rule: exact, open at its end ({@code secret/*}), or with whole segments left open
 * ({@code secret/+/config}). A {@code +} that is not a segment and a {@code *} that is not the end
 * stand for themselves.
 *
 * <p>The order is Vault's: a later pattern is more specific. Bytes are compared, not letters.
 *
 * @param text as in the policy, without a leading slash and without the {@code *} at the end
 * @param open ended in {@code *}
 * @param segmented has {@code +} segments
 */
record PathPattern(String text, boolean open, boolean segmented) implements Comparable<PathPattern> {
  static final int CHARS_MAX = 4_096;

  /**
   * Stands in {@link #text} for a {@code +} that was filled into a template and would otherwise be
   * read as an open segment. No path has this character.
   */
  static final char LITERAL_PLUS = '\u0001';

  private static final String ANY_SEGMENT = "+";

  static PathPattern of(String path) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    boolean open = plain.endsWith("*");
    String text = open ? plain.substring(0, plain.length() - 1) : plain;
    return new PathPattern(text, open, isSegmented(plain));
  }

  private static boolean isSegmented(String path) {
    return path.equals(ANY_SEGMENT) || path.startsWith("+/") || path.contains("/+");
  }

  /**
   * A pattern whose template was filled in.
   *
   * @param text with {@link #LITERAL_PLUS} for each {@code +} of a value, without the {@code *}
   * @param open the template itself ended in {@code *}
   */
  static PathPattern filled(String text, boolean open) {
    StringJoiner joined = new StringJoiner("/");
    for (String segment : text.split("/", -1)) {
      joined.add(isAny(spelled(segment)) ? segment : spelled(segment));
    }
    String kept = joined.toString();
    boolean segmented = isSegmented(kept);
    return new PathPattern(open || segmented ? kept : spelled(kept), open, segmented);
  }

  /** A segment as paths spell it. */
  static String spelled(String segment) {
    return segment.indexOf(LITERAL_PLUS) < 0 ? segment : segment.replace(LITERAL_PLUS, '+');
  }

  /** The text as policies and paths spell it. */
  String spelled() {
    return spelled(text);
  }

  /** Nothing in it is left open: it is found by its text alone. */
  boolean exact() {
    return !open && !segmented;
  }

  List<String> segments() {
    return List.of(text.split("/", -1));
  }

  static boolean isAny(String segment) {
    return segment.equals(ANY_SEGMENT);
  }

  /** Exactly this path, or one that begins with it, where segments are left open too. */
  boolean matches(String path) {
    if (!segmented) {
      return open ? path.startsWith(spelled()) : path.equals(text);
    }
    List<String> wanted = segments();
    List<String> given = List.of(path.split("/", -1));
    if (open ? given.size() < wanted.size() : given.size() != wanted.size()) {
      return false;
    }
    for (int at = 0; at < wanted.size(); at++) {
      boolean last = at == wanted.size() - 1;
      boolean any = isAny(wanted.get(at));
      String want = spelled(wanted.get(at));
      String segment = given.get(at);
      if (!any && !segment.equals(want) && !(open && last && segment.startsWith(want))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matches the folder or anything below it. */
  boolean reaches(String folder) {
    List<String> wanted = segments();
    List<String> above = List.of(folder.split("/"));
    for (int at = 0; at < above.size(); at++) {
      if (at >= wanted.size()) {
        return false;
      }
      boolean any = isAny(wanted.get(at));
      String want = spelled(wanted.get(at));
      if (open && at == wanted.size() - 1 && above.get(at).startsWith(want)) {
        return true;
      }
      if (!any && !want.equals(above.get(at))) {
        return false;
      }
    }
    return wanted.size() > above.size();
  }

  /**
   * Vault's priority among patterns that match the same path: the later the first wildcard, then
   * closed over open, then the fewer open segments, then the longer, then the greater in bytes.
   */
  @Override
  public int compareTo(PathPattern other) {
    int order = Integer.compare(firstWildcard(), other.firstWildcard());
    if (order == 0) {
      order = Boolean.compare(other.open, open);
    }
    if (order == 0) {
      order = Long.compare(other.wildcards(), wildcards());
    }
    if (order == 0) {
      order = Integer.compare(bytes().length, other.bytes().length);
    }
    return order == 0 ? Arrays.compareUnsigned(bytes(), other.bytes()) : order;
  }

  /** The first {@code +} of any kind, as Vault looks for it, else the end of the text, in bytes. */
  private int firstWildcard() {
    int plus = segmented ? text.indexOf('+') : -1;
    return plus < 0 ? bytes().length : text.substring(0, plus).getBytes(StandardCharsets.UTF_8).length;
  }

  private long wildcards() {
    return segmented ? segments().stream().filter(PathPattern::isAny).count() : 0;
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
