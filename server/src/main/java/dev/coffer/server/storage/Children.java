package dev.coffer.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order of names, for every implementation of a store: where a scan begins, and how a folder is
 * listed by seeking from child to child.
 */
public final class Children {
  private static final char SEPARATOR = '/';

  /** The character after the separator: what a seek past a whole subtree aims at. */
  private static final char PAST_SEPARATOR = SEPARATOR + 1;

  private Children() {}

  /** The first text a scan looks at. */
  public static String scanStart(String prefix, Optional<Key> after) {
    String from = after.map(key -> successor(key.text())).orElse(prefix);
    return Key.compare(from, prefix) < 0 ? prefix : from;
  }

  /** The least text greater than {@code text}. */
  public static String successor(String text) {
    return text + '\0';
  }

  /**
   * Lists a folder as {@link Snapshot#children} promises.
   *
   * @param firstFrom the first stored name that is its argument or greater
   */
  public static List<String> list(
      String folder, String after, int limit, Function<String, Optional<String>> firstFrom) {
    if (folder.isEmpty() || folder.charAt(folder.length() - 1) != SEPARATOR) {
      throw new IllegalArgumentException("a folder ends in " + SEPARATOR);
    }
    List<String> children = new ArrayList<>();
    // No name equals the folder's own after this: a row named like the folder is nobody's child.
    String from = past(folder, segment(after));
    while (children.size() < limit) {
      Optional<String> name = firstFrom.apply(from);
      if (name.isEmpty() || !name.get().startsWith(folder)) {
        break;
      }
      String child = segment(name.get().substring(folder.length()));
      children.add(child);
      from = past(folder, child);
    }
    return List.copyOf(children);
  }

  /** Up to and with the first separator: {@code a/b/c} gives {@code a/}, {@code a} gives {@code a}. */
  private static String segment(String rest) {
    int separator = rest.indexOf(SEPARATOR);
    return separator < 0 ? rest : rest.substring(0, separator + 1);
  }

  /** The least name that lies behind {@code child}, and behind its whole subtree if it is a folder. */
  private static String past(String folder, String child) {
    return child.endsWith("/")
        ? folder + child.substring(0, child.length() - 1) + PAST_SEPARATOR
        : successor(folder + child);
  }
}
