package dev.coffer.server.gate.audit;

import java.io.IOException;

/** Somewhere records are kept. Safe for threads. */
public interface AuditDevice extends AutoCloseable {

  /**
   * Keeps one record; on return it is where the device promises it to be.
   *
   * @param line JSON without a line end
   * @throws IOException when it is not, or not in time
   */
  void record(byte[] line) throws IOException;

  /**
   * Fails when the last write did, without writing: for formats that write only at the end of a
   * request.
   */
  void ready() throws IOException;

  /** Opens the file of the same name again, after somebody moved the old one away. */
  void reopen() throws IOException;

  /** Waits for what is under way; then every call fails. */
  @Override
  void close();
}
