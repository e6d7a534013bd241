package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The open files of a store that was found whole.
 *
 * @param position of the last commit in it
 */
record DataFiles(
    Directory directory, AcknowledgedMark mark, Tuning tuning, RocksDB rocks, long position)
    implements AutoCloseable {

  /**
   * Opens them in order; what was opened is closed again when a later step fails.
   *
   * @param disk what stands between the mark and its file; a test's may lose power
   */
  static DataFiles open(Path path, UnaryOperator<SlotFile> disk) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      Directory directory = keep(opened, Directory.take(path));
      AcknowledgedMark mark = keep(opened, openMark(directory, disk));
      NativeLibrary.load();
      Tuning tuning = keep(opened, Tuning.make());
      RocksDB rocks = keep(opened, RocksDB.open(tuning.options(), directory.rows().toString()));
      directory.sync();
      long position = position(rocks);
      compare(position, mark);
      opened.clear();
      return new DataFiles(directory, mark, tuning, rocks, position);
    } catch (IOException problem) {
      throw Damage.refused("opening the data directory", problem);
    } catch (RocksDBException problem) {
      throw Damage.refused("opening the data directory", problem);
    } finally {
      opened.forEach(DataFiles::closeQuietly);
    }
  }

  private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> opened, T resource) {
    opened.push(resource);
    return resource;
  }

  private static AcknowledgedMark openMark(Directory directory, UnaryOperator<SlotFile> disk)
      throws IOException {
    if (!Files.exists(directory.mark())) {
      if (directory.holdsRows()) {
        throw missing("the file \"acknowledged\" is missing");
      }
      DiskSlotFile.create(directory.mark(), AcknowledgedMark.blank());
    }
    AcknowledgedMark mark =
        AcknowledgedMark.open(disk.apply(DiskSlotFile.open(directory.mark())));
    if (mark.position() > 0 && !directory.holdsRows()) {
      mark.close();
      throw missing("the directory \"rows\" is missing or lacks CURRENT");
    }
    return mark;
  }

  private static long position(RocksDB rocks) throws RocksDBException {
    byte[] stored = rocks.get(StoredRow.positionKey());
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /** What came back from the log was read: from now on it counts as acknowledged. */
  private static void compare(long position, AcknowledgedMark mark) throws IOException {
    long acknowledged = mark.position();
    if (position < acknowledged) {
      throw missing(
          "the log ends at commit %d, but commit %d was acknowledged; %d commits are missing"
              .formatted(position, acknowledged, acknowledged - position));
    }
    if (position > acknowledged) {
      mark.advance(position);
    }
  }

  private static Refused missing(String what) {
    return new Refused(
        new Failure.Integrity(what + "; restore the data directory from a backup"));
  }

  /** The log has everything already; written to a table it need not be read at the next start. */
  @Override
  public void close() {
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      rocks.flush(flush);
    } catch (RocksDBException stillInTheLog) {
      // The next start reads the log instead.
    }
    rocks.close();
    tuning.close();
    closeQuietly(mark);
    closeQuietly(directory);
  }

  /** Every write was synced before: closing can lose nothing. */
  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception nothingToSave) {
      // Nobody could do anything about it.
    }
  }
}
