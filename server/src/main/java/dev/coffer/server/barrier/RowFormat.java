package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of a sealed row (docs/format.md §2): format, key number, nonce, encrypted text, tag. The
 * associated data is the cluster id and the storage key, so that a row opens in its own place only.
 */
final class RowFormat {
  static final byte SEALED = 1;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  /** The number that stands for the root key; data keys begin at 1. */
  static final int ROOT_KEY = 0;

  private static final int CLUSTER_BYTES = 2 * Long.BYTES;

  private final byte[] cluster;

  RowFormat(UUID clusterId) {
    cluster =
        ByteBuffer.allocate(CLUSTER_BYTES)
            .putLong(clusterId.getMostSignificantBits())
            .putLong(clusterId.getLeastSignificantBits())
            .array();
  }

  Ciphertext seal(Key key, byte[] text, int number, Aead aead) {
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(SEALED).putInt(number).array();
    return Ciphertext.owning(aead.seal(header, associatedData(key), text));
  }

  /** Empty when any bit of the row, or its place, is not what it was when it was sealed. */
  Optional<SecretBytes> open(Key key, Ciphertext row, Aead aead) {
    return aead.open(row.bytes(), HEADER_BYTES, associatedData(key));
  }

  /** The number of the key that sealed the row, or -1 when these are not the bytes of a sealed row. */
  static int keyNumber(Ciphertext row) {
    byte[] bytes = row.bytes();
    if (bytes.length < HEADER_BYTES + Aead.OVERHEAD_BYTES || bytes[0] != SEALED) {
      return -1;
    }
    return (bytes[1] & 0xff) << 24
        | (bytes[2] & 0xff) << 16
        | (bytes[3] & 0xff) << 8
        | (bytes[4] & 0xff);
  }

  private byte[] associatedData(Key key) {
    byte[] name = key.bytes();
    byte[] data = new byte[CLUSTER_BYTES + name.length];
    System.arraycopy(cluster, 0, data, 0, CLUSTER_BYTES);
    System.arraycopy(name, 0, data, CLUSTER_BYTES, name.length);
    return data;
  }
}
