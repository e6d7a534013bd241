package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A store in a directory. What was acknowledged survives kill -9 and power loss (P1): {@link
 * Committer} syncs before it answers, and {@link AcknowledgedMark} tells at the next start whether
 * everything is there.
 */
public final class RocksStore implements Store {
  private final DataFiles files;
  private final RecentRows recent;
  private final Snapshots snapshots;
  private final ScanThreads scans;
  private final Committer committer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RocksStore(
      DataFiles files,
      RecentRows recent,
      Snapshots snapshots,
      ScanThreads scans,
      Committer committer) {
    this.files = files;
    this.recent = recent;
    this.snapshots = snapshots;
    this.scans = scans;
    this.committer = committer;
  }

  /**
   * Opens the store in {@code directory}, or makes an empty one where nothing is.
   *
   * @throws dev.coffer.server.failure.Refused {@code Unavailable} when another server holds the
   *     directory or the disk fails, {@code Integrity} when files are damaged or acknowledged commits
   *     are missing
   */
  public static RocksStore open(Path directory) {
    return open(directory, file -> file);
  }

  /**
   * @param disk what stands between the mark and its file; a test's may lose power
   */
  static RocksStore open(Path directory, UnaryOperator<SlotFile> disk) {
    DataFiles files = DataFiles.open(directory, disk);
    RecentRows recent = new RecentRows();
    Snapshots snapshots = new Snapshots(files.rocks(), files.position());
    CommittedVersions versions = new CommittedVersions(files.rocks(), recent, files.position());
    Committer committer = new Committer(files.rocks(), files.mark(), versions, snapshots);
    committer.start();
    return new RocksStore(files, recent, snapshots, new ScanThreads(), committer);
  }

  @Override
  public Snapshot snapshot() {
    return new RocksSnapshot(snapshots.hold(), recent, scans);
  }

  @Override
  public long commit(Batch batch) {
    return committer.commit(batch);
  }

  /** Finishes the commits that wait, lets readers end, then closes the files. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    committer.close();
    boolean nobodyReads = snapshots.close();
    scans.close();
    if (nobodyReads) {
      files.close();
    }
  }
}
