package dev.coffer.server.gate.audit;

import java.io.IOException;

/** An enabled device that could not be opened: it fails until it is opened again. */
final class FailedDevice implements AuditDevice {

  @Override
  public void record(byte[] line) throws IOException {
    ready();
  }

  @Override
  public void ready() throws IOException {
    throw new IOException("the audit device could not be opened");
  }

  @Override
  public void reopen() throws IOException {
    ready();
  }

  @Override
  public void close() {}
}
