package dev.coffer.server.gate.audit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a {@link GroupCommit} writes to. Used by one thread at a time. */
interface LineSink {

  /** Appends whole lines, with the operating system (or on disk) on return. */
  void append(ByteBuffer lines) throws IOException;

  void reopen() throws IOException;

  void close() throws IOException;

  /** Whether an append only copies into the system's memory, so that a request may do it itself. */
  default boolean isQuick() {
    return false;
  }
}
