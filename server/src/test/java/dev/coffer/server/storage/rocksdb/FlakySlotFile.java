package dev.coffer.server.storage.rocksdb;

import java.io.IOException;
import java.util.Arrays;

/** A file whose power is cut at the n-th operation; what was not synced is lost, kept or torn. */
final class FlakySlotFile implements SlotFile {

  /** What the disk made of the writes that were not synced. */
  enum Torn {
    NOTHING,
    HALF,
    WHOLE
  }

  private final int cutAt;
  private final Torn torn;
  private byte[] durable;
  private byte[] cached;
  private int operations;
  private boolean lost;

  FlakySlotFile(byte[] content, int cutAt, Torn torn) {
    this.durable = content.clone();
    this.cached = content.clone();
    this.cutAt = cutAt;
    this.torn = torn;
  }

  @Override
  public byte[] read() {
    return cached.clone();
  }

  @Override
  public void write(int offset, byte[] bytes) throws IOException {
    System.arraycopy(bytes, 0, cached, offset, bytes.length);
    if (cutNow()) {
      loseUnsynced();
    }
    failIfLost();
  }

  @Override
  public void sync() throws IOException {
    if (cutNow()) {
      loseUnsynced();
    }
    failIfLost();
    durable = cached.clone();
  }

  private boolean cutNow() {
    operations++;
    return operations == cutAt;
  }

  private void failIfLost() throws IOException {
    if (lost) {
      throw new IOException("no power");
    }
  }

  private void loseUnsynced() {
    lost = true;
    switch (torn) {
      case NOTHING -> cached = durable.clone();
      case WHOLE -> durable = cached.clone();
      case HALF -> durable = half();
    }
  }

  /** The first half of what differs reached the disk. */
  private byte[] half() {
    int first = Arrays.mismatch(durable, cached);
    if (first < 0) {
      return durable;
    }
    int last = first;
    for (int at = first; at < durable.length; at++) {
      last = durable[at] == cached[at] ? last : at;
    }
    byte[] half = durable.clone();
    System.arraycopy(cached, first, half, first, (last - first + 1) / 2);
    return half;
  }

  boolean lostPower() {
    return lost;
  }

  int operations() {
    return operations;
  }

  /** The same disk after a restart, never to fail again. */
  FlakySlotFile afterPowerReturned() {
    return new FlakySlotFile(durable, -1, torn);
  }

  @Override
  public void close() {}
}
