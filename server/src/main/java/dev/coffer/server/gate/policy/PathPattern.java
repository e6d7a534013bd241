package dev.coffer.server.gate.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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

  private static final String ANY_SEGMENT = "+";

  static PathPattern of(String path) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    boolean open = plain.endsWith("*");
    boolean segmented =
        plain.equals(ANY_SEGMENT) || plain.startsWith("+/") || plain.contains("/+");
    return new PathPattern(open ? plain.substring(0, plain.length() - 1) : plain, open, segmented);
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
      return open ? path.startsWith(text) : path.equals(text);
    }
    List<String> wanted = segments();
    List<String> given = List.of(path.split("/", -1));
    if (open ? given.size() < wanted.size() : given.size() != wanted.size()) {
      return false;
    }
    for (int at = 0; at < wanted.size(); at++) {
      boolean last = at == wanted.size() - 1;
      String want = wanted.get(at);
      String segment = given.get(at);
      if (!isAny(want) && !segment.equals(want) && !(open && last && segment.startsWith(want))) {
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
      String want = wanted.get(at);
      if (open && at == wanted.size() - 1 && above.get(at).startsWith(want)) {
        return true;
      }
      if (!isAny(want) && !want.equals(above.get(at))) {
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
