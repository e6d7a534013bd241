package dev.coffer.app;

import dev.coffer.server.config.LogConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file of the server's own log, mode 0600. It is moved aside to {@code NAME-TIME.log} when it
 * grows too large or too old; a file that cannot be written loses lines and stops nothing.
 */
final class LogFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);
  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private final LogConfig.File config;
  private FileChannel channel; // Guarded by this, as are the rest.
  private Instant opened;
  private long bytes;

  private LogFile(LogConfig.File config, FileChannel channel, Instant opened, long bytes) {
    this.config = config;
    this.channel = channel;
    this.opened = opened;
    this.bytes = bytes;
  }

  /** Appends to what is there. */
  static LogFile open(LogConfig.File config, Instant now) {
    try {
      FileChannel channel = channel(config.path());
      return new LogFile(config, channel, now, channel.size());
    } catch (IOException problem) {
      throw new StartException("log_file: " + config.path() + " cannot be written: " + problem.getMessage());
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(
        path, APPENDING, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** False when the line could not be written. */
  synchronized boolean append(Instant now, String line) {
    try {
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      boolean full = bytes > 0 && text.length > config.bytesMax() - bytes;
      if (full || !now.isBefore(opened.plus(config.every()))) {
        rotate(now);
      }
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      bytes += text.length;
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** After somebody moved the file away. */
  synchronized void reopen(Instant now) throws IOException {
    FileChannel fresh = channel(config.path());
    channel.close();
    channel = fresh;
    opened = now;
    bytes = fresh.size();
  }

  private void rotate(Instant now) throws IOException {
    Path file = config.path();
    Files.move(file, file.resolveSibling(stem() + STAMP.format(now) + extension()));
    reopen(now);
    List<Path> old = moved();
    for (Path path : old.subList(0, Math.max(0, old.size() - config.keptMax()))) {
      Files.deleteIfExists(path);
    }
  }

  /** What was moved aside, oldest first. */
  private List<Path> moved() throws IOException {
    Path folder = config.path().toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return new ArrayList<>(inside.filter(this::isMoved).sorted(Comparator.comparing(Path::toString)).toList());
    }
  }

  private boolean isMoved(Path path) {
    String name = String.valueOf(path.getFileName());
    int stem = stem().length();
    int end = name.length() - extension().length();
    return name.startsWith(stem())
        && name.endsWith(extension())
        && end > stem
        && name.substring(stem, end).matches("[0-9]{8}T[0-9]{6}\\.[0-9]{9}Z");
  }

  private String name() {
    return String.valueOf(config.path().getFileName());
  }

  private String stem() {
    int dot = name().lastIndexOf('.');
    return (dot <= 0 ? name() : name().substring(0, dot)) + "-";
  }

  private String extension() {
    int dot = name().lastIndexOf('.');
    return dot <= 0 ? "" : name().substring(dot);
  }
}
