package dev.coffer.server.config;

import java.nio.file.Path;

/** Where the data lies. */
public sealed interface StorageConfig {

  /** The word of the configuration, which clients are told too. */
  default String type() {
    return switch (this) {
      case RocksDb _ -> "rocksdb";
      case InMemory() -> "inmem";
    };
  }

  /** On disk, in a directory that is made when it is missing. */
  record RocksDb(Path path) implements StorageConfig {}

  /** Nowhere: gone when the server stops. */
  record InMemory() implements StorageConfig {}
}
