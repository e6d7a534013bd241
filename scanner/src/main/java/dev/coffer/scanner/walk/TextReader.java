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
    PushbackInputStream start = new PushbackInputStream(in, 2);
    read(new Pieces(Utf16.toUtf8(start), expected), path, symlink, commit, sink);
  }

  static void read(Pieces pieces, String path, String symlink, Optional<Commit> commit, FragmentSink sink)
      throws IOException {
    int lines = 0;
    while (pieces.next()) {
      if (lines == 0 && FileKind.isBinary(pieces.piece(), Math.min(pieces.length(), 100_000))) {
        return;
      }
      sink.fragment(new Fragment(Bytes.of(pieces.piece(), pieces.length()), path, lines + 1, symlink, commit));
      lines += newlines(pieces.piece(), pieces.length());
    }
  }

  private static int newlines(byte[] piece, int length) {
    int count = 0;
    for (int at = 0; at < length; at++) {
      count += piece[at] == '\n' ? 1 : 0;
    }
    return count;
  }
}
