package dev.coffer.server.storage.rocksdb;

import java.io.IOException;

/**
 * The small file that the store writes itself, as the mark sees it. Real is {@link DiskSlotFile};
 * tests put one in its place that loses power.
 */
interface SlotFile extends AutoCloseable {

  /** Everything in the file. */
  byte[] read() throws IOException;

  /** Overwrites in place; on the disk only after the next {@link #sync}. */
  void write(int offset, byte[] bytes) throws IOException;

  /** Returns once everything written is on the disk. A failed sync is never repeated. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
