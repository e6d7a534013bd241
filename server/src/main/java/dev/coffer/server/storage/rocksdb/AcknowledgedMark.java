package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The position of the last acknowledged commit, in a file of its own. RocksDB opens a log that was
 * cut short without a word; this mark is how the store knows that something is missing.
 *
 * <p>Two slots are written in turn, each in a block of its own, so a write that the power cut tears
 * leaves the slot before it. A slot: 8 bytes of name and format, 8 bytes of position, 4 bytes of
 * CRC-32C over both.
 */
final class AcknowledgedMark implements AutoCloseable {
  static final int SLOT_BYTES = 4_096;
  static final int BYTES = 2 * SLOT_BYTES;

  /** "COFFMRK" and the format, 1. */
  private static final long NAME_AND_FORMAT = 0x434f_4646_4d52_4b01L;

  private static final int CONTENT_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final SlotFile file;
  private long position;
  private int slot;

  private AcknowledgedMark(SlotFile file, long position, int slot) {
    this.file = file;
    this.position = position;
    this.slot = slot;
  }

  /** What a new file holds: nothing acknowledged, in both slots. */
  static byte[] blank() {
    byte[] blank = Arrays.copyOf(content(0), BYTES);
    System.arraycopy(content(0), 0, blank, SLOT_BYTES, CONTENT_BYTES);
    return blank;
  }

  static AcknowledgedMark open(SlotFile file) throws IOException {
    byte[] bytes = file.read();
    OptionalLong first = position(bytes, 0);
    OptionalLong second = position(bytes, 1);
    if (first.isEmpty() && second.isEmpty()) {
      throw new Refused(
          new Failure.Integrity(
              "the file \"acknowledged\" is damaged: what was acknowledged can no longer be told;"
                  + " restore the data directory from a backup"));
    }
    boolean secondIsNewer = second.orElse(-1) > first.orElse(-1);
    return new AcknowledgedMark(
        file, Math.max(first.orElse(-1), second.orElse(-1)), secondIsNewer ? 1 : 0);
  }

  private static OptionalLong position(byte[] bytes, int slot) {
    int start = slot * SLOT_BYTES;
    if (bytes.length < start + CONTENT_BYTES) {
      return OptionalLong.empty();
    }
    byte[] stored = Arrays.copyOfRange(bytes, start, start + CONTENT_BYTES);
    long position = ByteBuffer.wrap(stored).getLong(Long.BYTES);
    return position >= 0 && Arrays.equals(stored, content(position))
        ? OptionalLong.of(position)
        : OptionalLong.empty();
  }

  private static byte[] content(long position) {
    ByteBuffer content = ByteBuffer.allocate(CONTENT_BYTES);
    content.putLong(NAME_AND_FORMAT).putLong(position);
    CRC32C checksum = new CRC32C();
    checksum.update(content.array(), 0, content.position());
    return content.putInt((int) checksum.getValue()).array();
  }

  long position() {
    return position;
  }

  /** On the disk on return. After a failure the mark is of no more use. */
  void advance(long to) throws IOException {
    if (to < position) {
      throw new IllegalArgumentException("a mark never goes back");
    }
    slot = 1 - slot;
    file.write(slot * SLOT_BYTES, content(to));
    file.sync();
    position = to;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
