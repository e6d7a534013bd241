package dev.coffer.server.gate.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps records in memory; fails when told to. */
public final class MemoryDevice implements AuditDevice {
  private final List<String> lines = new ArrayList<>();
  private boolean failing;
  private boolean closed;

  public synchronized MemoryDevice failing(boolean fails) {
    failing = fails;
    return this;
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void record(byte[] line) throws IOException {
    ready();
    lines.add(new String(line, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void ready() throws IOException {
    if (failing || closed) {
      throw new IOException("told to fail");
    }
  }

  @Override
  public void reopen() {}

  @Override
  public synchronized void close() {
    closed = true;
  }
}
