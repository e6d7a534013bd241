package dev.coffer.scanner.scan;

import dev.coffer.scanner.Finding;
import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.engine.Compiled;
import dev.coffer.scanner.engine.Detector;
import dev.coffer.scanner.engine.Settings;
import dev.coffer.scanner.walk.FragmentSink;
import dev.coffer.scanner.walk.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** One scan of one source. */
public final class Scan {
  public static final int THREADS = 2;

  private static final int WAITING_MAX = 256;
  private static final int WEIGHT_UNIT = 1024;

  /** So much of what is read may wait to be searched: 24 MiB. */
  private static final int WEIGHT_MAX = 24 * 1024;

  /** Groups in a pattern make the engine recurse; with less it would give up more often. */
  private static final long STACK_BYTES = 4L * 1024 * 1024;

  private final Compiled rules;
  private final Settings settings;
  private final Known known;
  private final Set<String> ownFiles;
  private final int threads;
  private final LongAdder searched = new LongAdder();

  /**
   * A scan that can run.
   *
   * @param ownFiles paths that are not scanned: the configuration's and the baseline's
   */
  public Scan(Compiled rules, Settings settings, Known known, Set<String> ownFiles, int threads) {
    this.rules = rules;
    this.settings = settings;
    this.known = known;
    this.ownFiles = Set.copyOf(ownFiles);
    this.threads = threads;
  }

  /**
   * Runs to the end of the source.
   *
   * @param listener gets each finding as soon as all before it are known
   */
  public Outcome run(Source source, Consumer<Finding> listener) throws InterruptedException {
    Results results = new Results(listener);
    Queue queue = new Queue(results);
    List<Thread> workers = new ArrayList<>();
    for (int index = 0; index < threads; index++) {
      Thread worker = new Thread(null, () -> work(queue, results), "scan-" + index, STACK_BYTES);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    try {
      source.walk(queue);
    } finally {
      queue.end();
      for (Thread worker : workers) {
        worker.join();
      }
    }
    return results.outcome();
  }

  /** How many bytes were searched until now; for any thread. */
  public long bytesSearched() {
    return searched.sum();
  }

  /** A piece of work and its place in the source; the last one for a thread is number -1. */
  private record Numbered(long number, Source.Work work, int permits) {
    static Numbered end() {
      return new Numbered(-1, _ -> {}, 0);
    }
  }

  private final class Queue implements Source.Desk {
    private final BlockingQueue<Numbered> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Semaphore weight = new Semaphore(WEIGHT_MAX);
    private final Results results;
    private long next;

    Queue(Results results) {
      this.results = results;
    }

    @Override
    public void put(Source.Work work) throws InterruptedException {
      int permits = Math.min(work.weight() / WEIGHT_UNIT, WEIGHT_MAX);
      weight.acquire(permits);
      waiting.put(new Numbered(next++, work, permits));
    }

    void end() throws InterruptedException {
      for (int index = 0; index < threads; index++) {
        waiting.put(Numbered.end());
      }
    }

    @Override
    public boolean skips(String path) {
      return rules.allowsPath(path);
    }

    @Override
    public void trouble(String what) {
      results.trouble(what);
    }

    @Override
    public void note(String what) {
      results.note(what);
    }
  }

  private void work(Queue queue, Results results) {
    Searcher searcher = new Searcher(results);
    try {
      for (Numbered next = queue.waiting.take(); next.number >= 0; next = queue.waiting.take()) {
        searcher.run(next);
        queue.weight.release(next.permits);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread's searching. */
  private final class Searcher implements FragmentSink {
    private final Results results;
    private Detector detector = new Detector(rules, settings);
    private List<Finding> found = new ArrayList<>();
    private long bytes;

    Searcher(Results results) {
      this.results = results;
    }

    void run(Numbered next) {
      found = new ArrayList<>();
      bytes = 0;
      try {
        next.work.run(this);
      } catch (RuntimeException bug) {
        trouble("a piece could not be scanned because of an error of this program: " + bug.getClass().getSimpleName());
      }
      results.add(next.number, found, bytes);
    }

    @Override
    public void fragment(Fragment fragment) {
      if (ownFiles.contains(fragment.path())) {
        return;
      }
      bytes += fragment.content().length();
      searched.add(fragment.content().length());
      try {
        for (Finding finding : detector.detect(fragment)) {
          if (!known.contains(finding)) {
            found.add(finding);
          }
        }
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError failed) {
        // One fragment that breaks the search must not end the scan; what was half done is thrown away.
        detector = new Detector(rules, settings);
        trouble(fragment.path() + ":" + fragment.firstLine() + ": this piece could not be scanned: " + failed.getClass().getSimpleName());
      }
    }

    @Override
    public boolean skips(String path) {
      return detector.allowsPath(path);
    }

    @Override
    public void trouble(String what) {
      results.trouble(what);
    }

    @Override
    public void note(String what) {
      results.note(what);
    }
  }
}
