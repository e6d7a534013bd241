package dev.coffer.scanner.walk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How many bytes a scan of a directory will pass, to tell how much of it is done. */
public final class DirectorySize {
  private DirectorySize() {}

  /**
   * Adds up the regular files; takes as long as looking at each of them.
   *
   * @param skips paths that are passed over with all that is below them
   * @return empty if the thread was interrupted
   */
  public static OptionalLong of(Path root, Predicate<String> skips) {
    long[] sum = new long[1];
    boolean[] stopped = new boolean[1];
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes facts) {
              stopped[0] |= Thread.currentThread().isInterrupted();
              boolean skipped = skips.test(directory.normalize().toString());
              return stopped[0] ? FileVisitResult.TERMINATE : skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
              sum[0] += facts.isRegularFile() ? facts.size() : 0;
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      return OptionalLong.empty();
    }
    return stopped[0] ? OptionalLong.empty() : OptionalLong.of(sum[0]);
  }
}
