/**
 * The embedded durable store: RocksDB behind one committer thread, and a mark of what was
 * acknowledged. Imports storage, failure; the only package that imports RocksDB. Begin with {@link
 * dev.coffer.server.storage.rocksdb.RocksStore}; docs/storage.md tells the operator's side.
 */
@NullMarked
package dev.coffer.server.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
