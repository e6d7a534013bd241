package dev.coffer.server.dialect.vault;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes bugs to the server's own log: where they happened, never what they say, since a library's
 * message may quote a value.
 */
final class BugLog {
  private static final Logger LOG = System.getLogger("coffer.dialect.vault");
  private static final int CAUSES_MAX = 5;
  private static final int FRAMES_MAX = 40;

  private BugLog() {}

  static void write(String requestId, Throwable bug) {
    LOG.log(Level.ERROR, () -> "request " + requestId + " hit a bug: " + where(bug));
  }

  private static String where(Throwable bug) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable cause = bug; cause != null && depth < CAUSES_MAX; cause = cause.getCause()) {
      text.append(depth++ == 0 ? "" : "\ncaused by ").append(cause.getClass().getName());
      StackTraceElement[] frames = cause.getStackTrace();
      for (int at = 0; at < Math.min(frames.length, FRAMES_MAX); at++) {
        text.append("\n    at ").append(frames[at]);
      }
    }
    return text.toString();
  }
}
