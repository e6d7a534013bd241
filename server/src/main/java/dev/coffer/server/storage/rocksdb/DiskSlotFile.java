package dev.coffer.server.storage.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file of fixed size. Its blocks exist before it is first synced, so a sync writes data and no
 * metadata.
 */
record DiskSlotFile(FileChannel channel) implements SlotFile {

  static DiskSlotFile open(Path file) throws IOException {
    return new DiskSlotFile(
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Makes the file with its first content: whole or not at all, also if the power fails. */
  static void create(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.write(unfinished, content);
    try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    Directory.sync(file.resolveSibling("."));
  }

  /** A file that is longer than it ever was written is damaged; no more than this is read. */
  @Override
  public byte[] read() throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), AcknowledgedMark.BYTES));
    while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {}
    return content.array();
  }

  @Override
  public void write(int offset, byte[] bytes) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    while (content.hasRemaining()) {
      channel.write(content, offset + (long) content.position());
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
