package dev.coffer.server.gate.audit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that lines are appended to, or the standard output. */
final class FileSink implements LineSink {
  private final Optional<Path> path;
  private final Set<PosixFilePermission> mode;
  private final boolean force;
  private FileChannel channel;

  /** The last write ended inside a line: the next one begins with a line end. */
  private boolean torn;

  private FileSink(
      Optional<Path> path, Set<PosixFilePermission> mode, boolean force, FileChannel channel) {
    this.path = path;
    this.mode = mode;
    this.force = force;
    this.channel = channel;
  }

  /**
   * @param mode of the file, also when it is there already
   * @param force wait for the disk at every append
   */
  static FileSink file(Path path, Set<PosixFilePermission> mode, boolean force)
      throws IOException {
    FileChannel channel = open(path, mode);
    FileSink sink = new FileSink(Optional.of(path), mode, force, channel);
    sink.torn = endsInsideLine(path, channel);
    return sink;
  }

  static FileSink standardOutput() {
    // The stream is the process's own and stays open; closing the sink does not close it.
    @SuppressWarnings("resource")
    FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();
    return new FileSink(Optional.empty(), Set.of(), false, channel);
  }

  /** Not what waits for the disk, and not a pipe that somebody may read slowly. */
  @Override
  public boolean isQuick() {
    return !force && path.isPresent();
  }

  @Override
  public void append(ByteBuffer lines) throws IOException {
    if (torn) {
      writeAll(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    torn = true;
    writeAll(lines);
    torn = false;
    if (force) {
      channel.force(false);
    }
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void reopen() throws IOException {
    if (path.isEmpty()) {
      return;
    }
    FileChannel fresh = open(path.get(), mode);
    FileChannel old = channel;
    channel = fresh;
    torn = endsInsideLine(path.get(), fresh);
    old.close();
  }

  @Override
  public void close() throws IOException {
    if (path.isPresent()) {
      channel.close();
    }
  }

  /** Never through a symbolic link, which somebody else could point at another file. */
  private static FileChannel open(Path path, Set<PosixFilePermission> mode) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(mode));
    try {
      Files.setPosixFilePermissions(path, mode);
      return channel;
    } catch (IOException | RuntimeException problem) {
      channel.close();
      throw problem;
    }
  }

  /** A kill in the middle of a write leaves a piece of a line; the next record must not join it. */
  private static boolean endsInsideLine(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size == 0) {
      return false;
    }
    try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return reader.read(last, size - 1) == 1 && last.get(0) != '\n';
    }
  }
}
