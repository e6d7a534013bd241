package dev.coffer.scanner.walk;

import dev.coffer.scanner.Bytes;
import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Fragment;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;

/** Reads one file's text as fragments. */
final class TextReader {
  private TextReader() {}

  /**
   * @param expected about how many bytes there are
   */
  static void read(
      InputStream in, long expected, String path, String symlink, Optional<Commit> commit, FragmentSink sink)
      throws IOException {
    read(pieces(in, expected), path, symlink, commit, sink);
  }

  static void read(Pieces pieces, String path, String symlink, Optional<Commit> commit, FragmentSink sink)
      throws IOException {
    int lines = 0;
    boolean first = true;
    while (pieces.next()) {
      if (first && isBinary(pieces)) {
        return;
      }
      first = false;
      sink.fragment(new Fragment(Bytes.of(pieces.piece(), pieces.length()), path, lines + 1, symlink, commit));
      lines += newlines(pieces);
    }
  }

  /** The pieces of a file's text, in UTF-8. */
  static Pieces pieces(InputStream in, long expected) throws IOException {
    return new Pieces(Utf16.toUtf8(new PushbackInputStream(in, 2)), expected);
  }

  static boolean isBinary(Pieces pieces) {
    return FileKind.isBinary(pieces.piece(), Math.min(pieces.length(), 100_000));
  }

  static int newlines(Pieces pieces) {
    int count = 0;
    for (int at = 0; at < pieces.length(); at++) {
      count += pieces.piece()[at] == '\n' ? 1 : 0;
    }
    return count;
  }
}
