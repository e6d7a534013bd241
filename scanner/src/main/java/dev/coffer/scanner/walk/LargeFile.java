package dev.coffer.scanner.walk;

import dev.coffer.scanner.Bytes;
import dev.coffer.scanner.Fragment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A file so large that one thread should not search it alone: it is read here, and each piece is work of
 * its own. The desk makes the reading wait while too many pieces do.
 */
final class LargeFile implements Source {
  /** Smaller files are read by the thread that searches them. */
  static final long BYTES_LEAST = 2L * 1024 * 1024;

  private final Path file;
  private final String name;
  private final String symlink;
  private final LongConsumer passed;

  /**
   * A large file.
   *
   * @param passed gets the size of each piece
   */
  LargeFile(Path file, String name, String symlink, LongConsumer passed) {
    this.file = file;
    this.name = name;
    this.symlink = symlink;
    this.passed = passed;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    if (desk.skips(name)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      walk(TextReader.pieces(in, BYTES_LEAST), name, symlink, desk, passed);
    } catch (IOException failed) {
      desk.trouble(name + ": it cannot be read: " + DirectorySource.reason(failed));
    }
  }

  /** Hands out each piece as it comes. */
  static void walk(Pieces pieces, String name, String symlink, Desk desk, LongConsumer passed) throws IOException, InterruptedException {
    int lines = 0;
    boolean first = true;
    while (pieces.next()) {
      if (first && TextReader.isBinary(pieces)) {
        return;
      }
      first = false;
      Bytes content = Bytes.of(Bytes.of(pieces.piece(), pieces.length()).copy());
      desk.put(new Piece(new Fragment(content, name, lines + 1, symlink, Optional.empty())));
      passed.accept(content.length());
      lines += TextReader.newlines(pieces);
    }
  }

  private record Piece(Fragment fragment) implements Work {
    @Override
    public void run(FragmentSink sink) {
      sink.fragment(fragment);
    }

    @Override
    public int weight() {
      return fragment.content().length();
    }
  }
}
