package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The store's directory, held by one server at a time: {@code rows/} is RocksDB's, {@code
 * acknowledged} the mark, {@code in-use} the lock.
 */
final class Directory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel lockFile;

  private Directory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Makes the directory if need be, readable by its owner only, and takes it. */
  static Directory take(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      sync(path.toAbsolutePath().resolveSibling("."));
    }
    FileChannel lockFile =
        FileChannel.open(
            path.resolve("in-use"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (!locked(lockFile)) {
      lockFile.close();
      throw new Refused(
          new Failure.Unavailable(
              "another server uses this data directory; stop it first, or give this one its own"));
    }
    return new Directory(path, lockFile);
  }

  /** The lock lives as long as the channel; the system lets go of it when the process dies. */
  private static boolean locked(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  Path rows() {
    return path.resolve("rows");
  }

  Path mark() {
    return path.resolve("acknowledged");
  }

  /** Whether RocksDB ever finished making its files here. */
  boolean holdsRows() {
    return Files.exists(rows().resolve("CURRENT"));
  }

  void sync() throws IOException {
    sync(path);
  }

  /** Makes the names of new files in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
      open.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
