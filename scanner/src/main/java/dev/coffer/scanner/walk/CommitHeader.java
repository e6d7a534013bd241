package dev.coffer.scanner.walk;

import dev.coffer.scanner.Commit;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of a commit as {@link #FORMAT} makes git print it. No commit can forge it: a commit's
 * texts hold no zero byte, and lines of a diff begin otherwise.
 */
final class CommitHeader {
  static final String FORMAT = "--format=%x00%H%x00%an%x00%ae%x00%at%x00%B%x00";

  /** A longer message is cut. */
  private static final int TEXT_MAX = 64 * 1024;

  private static final int ZEROS = 6;

  private CommitHeader() {}

  /** Reads to the last of the zeros; the reader stays on the line that holds it. */
  static String text(LineReader lines) throws IOException {
    StringBuilder text = new StringBuilder();
    int zeros = 0;
    while (true) {
      for (int at = lines.from(); at < lines.to(); at++) {
        zeros += lines.buffer()[at] == 0 ? 1 : 0;
      }
      if (text.length() < TEXT_MAX) {
        String line = lines.text(0);
        text.append(line, 0, Math.min(line.length(), TEXT_MAX)).append('\n');
      }
      if (zeros >= ZEROS || !lines.next()) {
        return text.toString();
      }
    }
  }

  static Optional<Commit> parse(String header) {
    String[] parts = header.split("\0", -1);
    if (parts.length < ZEROS) {
      return Optional.empty();
    }
    return Optional.of(new Commit(parts[1], parts[2], parts[3], date(parts[4]), message(parts[5])));
  }

  private static String date(String seconds) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(seconds)).toString();
    } catch (NumberFormatException | DateTimeException _) {
      return "";
    }
  }

  /** The title on one line, an empty line, the body. */
  static String message(String body) {
    List<String> title = new ArrayList<>();
    List<String> lines = body.strip().lines().toList();
    int at = 0;
    while (at < lines.size() && !lines.get(at).isBlank()) {
      title.add(lines.get(at++).strip());
    }
    String rest = String.join("\n", lines.subList(at, lines.size())).strip();
    return String.join(" ", title) + (rest.isEmpty() ? "" : "\n\n" + rest);
  }

  /** The second name of {@code a/x b/x}, where both are the same. */
  static String newName(String both) {
    if (both.startsWith("\"")) {
      int second = both.lastIndexOf(" \"");
      return second < 0 ? "" : GitQuoting.path(both.substring(second + 1));
    }
    int middle = both.length() / 2;
    boolean twice = both.length() % 2 == 1 && both.charAt(middle) == ' ';
    return twice ? GitQuoting.path(both.substring(middle + 1)) : "";
  }
}
