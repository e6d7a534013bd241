package dev.coffer.server.storage.rocksdb;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;

/**
 * RocksDB's settings, with the reasons. The memory it may take: {@link #BLOCK_CACHE_BYTES} for
 * blocks, indexes and filters, and {@link #MEMTABLES_MAX} × {@link #MEMTABLE_BYTES} for rows not yet
 * in a table.
 */
record Tuning(Options options, List<RocksObject> parts) implements AutoCloseable {
  static final long BLOCK_CACHE_BYTES = 32L << 20;
  static final long MEMTABLE_BYTES = 8L << 20;
  static final int MEMTABLES_MAX = 3;

  private static final long TABLE_BYTES = 16L << 20;
  private static final int OPEN_FILES_MAX = 512;
  private static final int FILTER_BITS_A_KEY = 10;
  private static final int BLOCK_BYTES = 8 << 10;
  private static final long MESSAGES_BYTES_MAX = 1L << 20;

  static Tuning make() {
    LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
    BloomFilter filter = new BloomFilter(FILTER_BITS_A_KEY);
    Options options = new Options().setTableFormatConfig(tables(cache, filter));
    damage(options);
    memory(options);
    quiet(options);
    return new Tuning(options, List.of(options, filter, cache));
  }

  private static void damage(Options options) {
    options
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        // The default opens a damaged log as if it ended there; this refuses, but for a torn tail.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        // What failed in the background stays failed until an operator looks.
        .setMaxBgErrorResumeCount(0);
  }

  private static BlockBasedTableConfig tables(LRUCache cache, BloomFilter filter) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(BLOCK_BYTES)
        .setChecksumType(ChecksumType.kXXH3)
        .setFilterPolicy(filter)
        // Indexes and filters count against the cache, so the sum is bounded at any size of store.
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  private static void memory(Options options) {
    options
        .setWriteBufferSize(MEMTABLE_BYTES)
        .setMaxWriteBufferNumber(MEMTABLES_MAX)
        .setTargetFileSizeBase(TABLE_BYTES)
        .setMaxBytesForLevelBase(4 * TABLE_BYTES)
        .setMaxOpenFiles(OPEN_FILES_MAX)
        .setMaxBackgroundJobs(2)
        // Ciphertext does not compress.
        .setCompressionType(CompressionType.NO_COMPRESSION)
        // A start reads no table it need not read.
        .setSkipStatsUpdateOnDbOpen(true);
  }

  /** RocksDB writes messages of its own into the directory: few, and never without end. */
  private static void quiet(Options options) {
    options
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MESSAGES_BYTES_MAX)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  @Override
  public void close() {
    parts.forEach(RocksObject::close);
  }
}
