package dev.coffer.scanner.walk;

import dev.coffer.scanner.Bytes;
import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Fragment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads what {@code git log -p -U0} or {@code git diff -U0} print: a fragment for each hunk, of the
 * lines it adds. A hunk beyond {@link #HUNK_MAX} becomes several fragments, so that memory stays
 * bounded.
 */
final class PatchReader {
  static final int HUNK_MAX = 4 * 1024 * 1024;

  private final LineReader lines;
  private final Events events;
  private Optional<Commit> commit;
  private String path = "";
  private String binaryName = "";
  private byte[] added = new byte[8 * 1024];
  private int length;
  private int firstLine;

  /** What is found in a patch. */
  interface Events {
    void commit(Commit commit) throws InterruptedException;

    /** Lines that were added; the bytes are the receiver's. */
    void fragment(Fragment fragment) throws InterruptedException;

    /** A file that git takes for binary was added or changed. */
    void binary(String path, Optional<Commit> commit) throws InterruptedException;
  }

  /**
   * @param commit what fragments belong to before the first commit is read
   */
  PatchReader(InputStream in, Optional<Commit> commit, Events events) {
    this.lines = new LineReader(in);
    this.commit = commit;
    this.events = events;
  }

  void read() throws IOException, InterruptedException {
    boolean has = lines.next();
    while (has) {
      if (lines.first() == 0) {
        String header = CommitHeader.text(lines);
        commit = CommitHeader.parse(header);
        if (commit.isPresent()) {
          events.commit(commit.get());
        }
        path = "";
        has = lines.next();
      } else if (lines.startsWith("diff --git ")) {
        path = "";
        binaryName = CommitHeader.newName(lines.text("diff --git ".length()));
        has = lines.next();
      } else if (lines.startsWith("+++ ")) {
        path = name(lines.text(4));
        has = lines.next();
      } else if (lines.startsWith("Binary files ") && lines.text(0).endsWith(" differ")) {
        String line = lines.text(0);
        if (!line.contains(" and /dev/null differ") && !binaryName.isEmpty()) {
          events.binary(binaryName, commit);
        }
        has = lines.next();
      } else if (lines.startsWith("rename to ") || lines.startsWith("copy to ")) {
        binaryName = GitQuoting.path("b/" + lines.text(lines.startsWith("r") ? 10 : 8));
        has = lines.next();
      } else if (lines.startsWith("@@ ")) {
        has = hunk();
      } else {
        has = lines.next();
      }
    }
  }

  private static String name(String written) {
    return written.equals("/dev/null") ? "" : GitQuoting.path(written);
  }

  /** Reads a hunk; whether a line follows it. */
  private boolean hunk() throws IOException, InterruptedException {
    HunkHeader header = HunkHeader.parse(lines.text(0));
    long removed = header.removed();
    long expected = header.added();
    firstLine = header.firstLine();
    length = 0;
    boolean has = lines.next();
    while (has && (removed > 0 || expected > 0 || lines.first() == '\\')) {
      byte kind = lines.first();
      if (kind == '+' && expected > 0) {
        expected--;
        has = addLine();
      } else if (kind == '-' && removed > 0) {
        removed--;
        has = skipLine();
      } else if (kind == ' ') {
        expected--;
        removed--;
        has = skipLine();
      } else if (kind == '\\') {
        // "No newline at end of file", about the line before: of what was added only behind all of it.
        if (removed <= 0 && expected <= 0 && length > 0 && added[length - 1] == '\n') {
          length--;
        }
        has = lines.next();
      } else {
        break;
      }
    }
    if (!path.isEmpty()) {
      give();
    }
    return has;
  }

  private boolean addLine() throws IOException, InterruptedException {
    append(lines.from() + 1, lines.to());
    while (!lines.isComplete()) {
      if (!lines.next()) {
        return false;
      }
      append(lines.from(), lines.to());
    }
    return lines.next();
  }

  private boolean skipLine() throws IOException {
    while (!lines.isComplete()) {
      if (!lines.next()) {
        return false;
      }
    }
    return lines.next();
  }

  private void append(int from, int to) throws InterruptedException {
    int count = to - from;
    if (length + count > HUNK_MAX && length > 0) {
      int newlines = 0;
      for (int at = 0; at < length; at++) {
        newlines += added[at] == '\n' ? 1 : 0;
      }
      give();
      firstLine += newlines;
      length = 0;
    }
    if (length + count > added.length) {
      added = Arrays.copyOf(added, Math.max(length + count, 2 * added.length));
    }
    System.arraycopy(lines.buffer(), from, added, length, count);
    length += count;
  }

  private void give() throws InterruptedException {
    Bytes content = Bytes.of(Arrays.copyOf(added, length));
    events.fragment(new Fragment(content, path, firstLine, "", commit));
  }
}
