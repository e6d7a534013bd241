package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How a row lies in RocksDB: 8 bytes of version, big-endian, then the ciphertext. */
final class StoredRow {
  static final int VERSION_BYTES = Long.BYTES;

  /**
   * The row that holds the position of the last commit. No name of a row contains this byte, for no
   * UTF-8 does, and it comes after all of them.
   */
  private static final byte POSITION_KEY = (byte) 0xff;

  private StoredRow() {}

  static byte[] positionKey() {
    return new byte[] {POSITION_KEY};
  }

  static boolean isPositionKey(byte[] key) {
    return key.length == 1 && key[0] == POSITION_KEY;
  }

  static byte[] encode(Ciphertext value, long version) {
    return ByteBuffer.allocate(VERSION_BYTES + value.bytes().length)
        .putLong(version)
        .put(value.bytes())
        .array();
  }

  static byte[] encode(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }

  static Row decode(Key key, byte[] stored) {
    long version = stored.length < VERSION_BYTES ? 0 : ByteBuffer.wrap(stored).getLong();
    if (version <= 0) {
      throw new Refused(new Failure.Integrity("row " + key + " carries no version"));
    }
    byte[] value = Arrays.copyOfRange(stored, VERSION_BYTES, stored.length);
    return new Row(Ciphertext.owning(value), version);
  }
}
