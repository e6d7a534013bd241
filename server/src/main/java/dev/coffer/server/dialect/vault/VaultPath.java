package dev.coffer.server.dialect.vault;

import dev.coffer.server.failure.Refused;

/**
 * The path of a request, decoded exactly once. Every path has one spelling that policy and store
 * compare byte for byte; whatever could be another spelling of it is refused, never cleaned: empty
 * and dot segments, encoded slashes, control characters, broken escapes and broken UTF-8.
 *
 * @param text without {@code /v1/} and without a slash at its end: {@code secret/data/a}
 * @param slash whether a slash stood at its end
 */
record VaultPath(String text, boolean slash) {
  private static final String PREFIX = "/v1/";

  /** Bytes of the path as sent. */
  private static final int RAW_CHARS_MAX = 8 * 1024;

  /** Whether a raw path is this API's at all. */
  static boolean isApi(String rawPath) {
    return rawPath.startsWith(PREFIX);
  }

  /**
   * Decodes and checks.
   *
   * @throws Refused {@code Malformed} for what has no single meaning
   */
  static VaultPath parse(String rawPath) {
    if (rawPath.length() > RAW_CHARS_MAX) {
      throw Refused.malformed("the path is too long");
    }
    String decoded = Percent.decode(rawPath.substring(PREFIX.length()), Percent.In.PATH);
    boolean slash = decoded.endsWith("/");
    String text = slash ? decoded.substring(0, decoded.length() - 1) : decoded;
    for (String segment : text.split("/", -1)) {
      switch (segment) {
        case "" -> throw Refused.malformed("the path has an empty segment");
        case ".", ".." -> throw Refused.malformed("the path has a \".\" or \"..\" segment");
        default -> {}
      }
    }
    return new VaultPath(text, slash);
  }
}
