/** The contract test against RocksDB; then crashes, damage and a disk that loses power. */
@NullMarked
package dev.coffer.server.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
