package dev.coffer.server.storage.rocksdb;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few platform threads for the reads that stay long in native code, where they would hold a
 * virtual thread's carrier. Who finds the queue full waits in line.
 */
final class ScanThreads implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING_MAX = 256;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().daemon().name("coffer-scan-", 1).factory(),
          (task, pool) -> waitInLine(task, pool));

  private static void waitInLine(Runnable task, ThreadPoolExecutor pool) {
    try {
      pool.getQueue().put(task);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted while waiting for a scan thread", cancelled);
    }
  }

  /** Waits for the end also when interrupted: the iterator must not outlive its snapshot. */
  <T> T run(Supplier<T> scan) {
    CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    threads.execute(() -> outcome.complete(Outcome.of(scan)));
    return outcome.join().get();
  }

  @Override
  public void close() {
    threads.close();
  }
}
