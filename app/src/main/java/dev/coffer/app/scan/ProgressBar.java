package dev.coffer.app.scan;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far a scan is, on one line of a terminal that is written over: a bar and the time left where the whole
 * is known, how much was searched, how fast. For people only; nothing of what was found is in it.
 */
final class ProgressBar implements AutoCloseable {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration EACH = Duration.ofMillis(250);
  private static final int WIDTH = 24;
  private static final long HOUR = 3600;

  private final PrintStream err;
  private final LongSupplier bytes;
  private final Supplier<Share> share;
  private final Thread thread;
  private final long start = System.nanoTime();
  private volatile boolean shown;

  /**
   * A part of a whole.
   *
   * @param all empty while it is not known
   */
  record Share(long done, OptionalLong all) {}

  /**
   * Starts to show how far a scan is.
   *
   * @param bytes how many were searched
   * @param share what of the whole was searched; asked for from another thread
   */
  ProgressBar(PrintStream err, LongSupplier bytes, Supplier<Share> share) {
    this.err = err;
    this.bytes = bytes;
    this.share = share;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  ProgressBar started() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      // What takes no longer needs no bar.
      Thread.sleep(FIRST);
      while (true) {
        shown = true;
        err.print("\r\u001B[K" + line(share.get(), bytes.getAsLong(), (System.nanoTime() - start) / 1e9));
        err.flush();
        Thread.sleep(EACH);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One state of the line. */
  static String line(Share share, long bytes, double seconds) {
    String rate = String.format(Locale.ROOT, "%.1f MB, %.1f MB/s", bytes / 1e6, bytes / 1e6 / Math.max(seconds, 0.001));
    if (share.all().isEmpty() || share.all().getAsLong() <= 0) {
      return rate;
    }
    double part = Math.clamp((double) share.done() / share.all().getAsLong(), 0, 1);
    int filled = (int) (part * WIDTH);
    String bar = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    String left = part < 0.01 ? "" : ", " + time(Math.round(seconds * (1 - part) / part)) + " left";
    return bar + String.format(Locale.ROOT, "%3d %%  ", (int) (100 * part)) + rate + left;
  }

  private static String time(long seconds) {
    return seconds >= HOUR
        ? seconds / HOUR + ":" + String.format(Locale.ROOT, "%02d", seconds % HOUR / 60) + " h"
        : seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60) + " min";
  }

  /** Takes the line away, so that other output can be written. */
  void clear() {
    if (shown) {
      err.print("\r\u001B[K");
      err.flush();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    clear();
  }
}
