package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;

/**
 * Which paths a secret may have. A path is compared byte for byte by the rules and by the store; one
 * that somebody could spell or read in another way is refused here again, whatever the dialect let
 * through (CVE-2026-3605).
 */
final class SecretPath {
  static final int PATH_BYTES_MAX = 2_048;
  static final int SEGMENT_BYTES_MAX = 512;
  static final int SEGMENTS_MAX = 128;

  private SecretPath() {}

  /** Refuses what is no path of a secret. */
  static void check(String path) {
    if (path.isEmpty()) {
      throw Refused.malformed("missing path");
    }
    int start = 0;
    int segments = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      checkSegment(path.substring(start, slash));
      start = slash + 1;
      segments++;
    }
    checkSegment(path.substring(start));
    if (segments >= SEGMENTS_MAX) {
      throw new Refused(new Failure.TooLarge("the path", SEGMENTS_MAX, "segments"));
    }
    if (utf8Length(path) > PATH_BYTES_MAX) {
      throw new Refused(new Failure.TooLarge("the path", PATH_BYTES_MAX, "bytes"));
    }
  }

  /** Refuses what is no folder: {@code ""} for the top, else a path with a slash at its end. */
  static void checkFolder(String folder) {
    if (folder.isEmpty()) {
      return;
    }
    if (!folder.endsWith("/")) {
      throw Refused.malformed("a folder ends in a slash");
    }
    check(folder.substring(0, folder.length() - 1));
  }

  private static void checkSegment(String segment) {
    if (segment.isEmpty()) {
      throw Refused.malformed("the path has an empty segment: no '//' and no slash at the end");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw Refused.malformed("the path has a segment '.' or '..'");
    }
    for (int at = 0; at < segment.length(); at++) {
      char c = segment.charAt(at);
      if (Character.isISOControl(c)) {
        throw Refused.malformed("the path has a control character");
      }
      if (Character.isSurrogate(c)) {
        checkSurrogates(segment);
      }
    }
    if (utf8Length(segment) > SEGMENT_BYTES_MAX) {
      throw new Refused(new Failure.TooLarge("a segment of the path", SEGMENT_BYTES_MAX, "bytes"));
    }
  }

  private static void checkSurrogates(String segment) {
    if (segment.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw Refused.malformed("the path is not valid Unicode");
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
