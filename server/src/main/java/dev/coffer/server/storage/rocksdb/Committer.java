package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * The one thread that writes. It takes what waits, up to a limit, validates it in order, writes it
 * as one synced write, syncs the mark, shows it to readers, and only then answers.
 *
 * <p>After a write or a sync that failed nobody knows what is on the disk, and repeating a sync
 * would claim that it is: the committer refuses everything until the store is opened again.
 */
final class Committer implements AutoCloseable {
  private static final int GROUP_COMMITS_MAX = 512;
  private static final long GROUP_BYTES_MAX = 4L << 20;
  private static final int WAITING_MAX = 4_096;

  private final RocksDB rocks;
  private final AcknowledgedMark mark;
  private final CommittedVersions committed;
  private final Snapshots snapshots;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final BlockingQueue<PendingCommit> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final PendingCommit last = new PendingCommit(new Batch(List.of(), List.of()));
  private final Thread thread = Thread.ofPlatform().name("coffer-committer").unstarted(this::run);
  private volatile boolean closing;
  private volatile boolean ended;

  /** Why nothing is written any more; only the committer thread sets it. */
  private Optional<RuntimeException> broken = Optional.empty();

  Committer(RocksDB rocks, AcknowledgedMark mark, CommittedVersions committed, Snapshots snapshots) {
    this.rocks = rocks;
    this.mark = mark;
    this.committed = committed;
    this.snapshots = snapshots;
  }

  void start() {
    thread.start();
  }

  long commit(Batch batch) {
    if (closing) {
      throw closed();
    }
    PendingCommit pending = new PendingCommit(batch);
    enqueue(pending);
    if (ended) {
      refuseWaiting();
    }
    return pending.await();
  }

  private void enqueue(PendingCommit pending) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.put(pending);
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        more = commitGroup(waiting.take());
      }
    } catch (InterruptedException nobodyDoesThis) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      refuseWaiting();
    }
  }

  /** Returns whether to go on. */
  private boolean commitGroup(PendingCommit first) {
    PendingCommit next = first;
    List<PendingCommit> members = new ArrayList<>();
    long bytes = 0;
    while (next != null && next != last) {
      members.add(next);
      bytes += next.bytes();
      boolean room = members.size() < GROUP_COMMITS_MAX && bytes < GROUP_BYTES_MAX;
      next = room ? waiting.poll() : null;
    }
    commitAll(members);
    return next != last;
  }

  private void commitAll(List<PendingCommit> members) {
    if (broken.isPresent()) {
      RuntimeException why = broken.get();
      members.forEach(member -> member.failed(why));
      return;
    }
    try (CommitGroup group = new CommitGroup(committed)) {
      for (PendingCommit member : members) {
        group.add(member);
      }
      if (!group.changesNothing()) {
        group.write(rocks, synced);
        mark.advance(group.position());
        committed.advance(group);
        snapshots.advance(group.position());
      }
      group.answer();
    } catch (RocksDBException problem) {
      stopWriting(Damage.refused("the log of commits", problem), members);
    } catch (IOException problem) {
      stopWriting(Damage.refused("the mark of acknowledged commits", problem), members);
    } catch (RuntimeException | Error problem) {
      stopWriting(stopped("an unexpected " + problem.getClass().getSimpleName()), members);
      throw problem;
    }
  }

  /** Whether the members' changes are on the disk is unknown; nobody is told that they are. */
  private void stopWriting(Refused why, List<PendingCommit> members) {
    broken =
        Optional.of(
            why.failure() instanceof Failure.Unavailable unavailable
                ? stopped(unavailable.what())
                : why);
    members.forEach(member -> member.failed(why));
  }

  private static Refused stopped(String why) {
    return new Refused(
        new Failure.Unavailable(why + "; nothing is written until the server is restarted"));
  }

  private void refuseWaiting() {
    PendingCommit next = waiting.poll();
    while (next != null) {
      next.failed(broken.orElseGet(Committer::closed));
      next = waiting.poll();
    }
  }

  private static Refused closed() {
    return new Refused(new Failure.Unavailable("the store is closed"));
  }

  /** Finishes what waits. */
  @Override
  public void close() {
    closing = true;
    enqueue(last);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synced.close();
    committed.close();
  }
}
