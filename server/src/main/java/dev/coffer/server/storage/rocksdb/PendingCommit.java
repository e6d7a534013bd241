package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Batch;
import java.util.concurrent.CompletableFuture;

/** A batch on its way through the committer, and the caller who waits for it. */
final class PendingCommit {
  private final Batch batch;
  private final CompletableFuture<Outcome<Long>> outcome = new CompletableFuture<>();

  PendingCommit(Batch batch) {
    this.batch = batch;
  }

  Batch batch() {
    return batch;
  }

  /** A rough size, to bound a group. */
  long bytes() {
    long bytes = 0;
    for (Batch.Change change : batch.changes()) {
      bytes +=
          switch (change) {
            case Batch.Put put -> put.value().bytes().length;
            case Batch.Delete _ -> 0;
          };
    }
    return bytes;
  }

  void done(long position) {
    outcome.complete(new Outcome.Done<>(position));
  }

  void failed(RuntimeException problem) {
    outcome.complete(new Outcome.Failed<>(problem));
  }

  /** Also when interrupted: whoever left early would not know whether it happened. */
  long await() {
    return outcome.join().get();
  }
}
