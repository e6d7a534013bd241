package dev.coffer.server.storage.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/**
 * Loads RocksDB's native code from its jar, through a private directory that is gone again before
 * the first row is read: a server that is killed leaves no file behind.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  static void load() throws IOException {
    Path unpacked = Files.createTempDirectory("coffer-native-");
    try {
      NativeLibraryLoader.getInstance().loadLibrary(unpacked.toString());
    } finally {
      delete(unpacked);
    }
    RocksDB.loadLibrary();
  }

  /** The loaded code stays mapped. */
  private static void delete(Path unpacked) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(unpacked);
  }
}
