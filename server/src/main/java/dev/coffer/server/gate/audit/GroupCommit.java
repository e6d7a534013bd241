package dev.coffer.server.gate.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A device that writes what many requests wait for in one call. Requests wait a bounded time and
 * then count the device as failed.
 *
 * <p>Where the sink is quick, a request writes its own line as soon as nobody else does: handing it to
 * another thread and being woken again costs several times the write. Otherwise one platform thread
 * writes for all who wait, so that a slow disk can hold at most one carrier of virtual threads.
 */
final class GroupCommit implements AuditDevice {
  private static final int QUEUE_MAX = 4_096;
  private static final int GROUP_BYTES_MAX = 1 << 20;
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);
  private static final byte[] NOTHING = new byte[0];

  /** A quick sink is free again after a few microseconds: so often a request tries before it queues. */
  private static final int TRIES = 16;

  private final LineSink sink;
  private final long waitNanosMax;
  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread writer;
  private final ReentrantLock writing = new ReentrantLock(); // Guards the sink and the buffer.
  private final ByteBuffer lines = ByteBuffer.allocateDirect(GROUP_BYTES_MAX);
  private volatile boolean closed;
  private volatile @Nullable IOException lastFailure;

  /**
   * @param name for the thread
   * @param waitMax how long a record may take before the device counts as failed
   */
  GroupCommit(String name, LineSink sink, Duration waitMax) {
    this.sink = sink;
    this.waitNanosMax = waitMax.toNanos();
    this.writer = Thread.ofPlatform().daemon().name("audit " + name).unstarted(this::loop);
  }

  GroupCommit start() {
    writer.start();
    return this;
  }

  private enum Kind {
    LINE,
    REOPEN,
    STOP
  }

  /** Something for the writer, and who waits for it. */
  private static final class Step {
    private final Kind kind;
    private final byte[] line;
    private final Thread waiter = Thread.currentThread();
    private volatile boolean done;
    private volatile @Nullable IOException failure;

    Step(Kind kind, byte[] line) {
      this.kind = kind;
      this.line = line;
    }

    void finish(@Nullable IOException problem) {
      failure = problem;
      done = true;
      LockSupport.unpark(waiter);
    }
  }

  @Override
  public void record(byte[] line) throws IOException {
    if (!wroteItself(line)) {
      run(new Step(Kind.LINE, line));
    }
  }

  /** False when the line has to wait its turn. */
  private boolean wroteItself(byte[] line) throws IOException {
    if (closed || !sink.isQuick() || !isMyTurn()) {
      return false;
    }
    try {
      sink.append(joined(List.of(line)));
      lastFailure = null;
      return true;
    } catch (IOException problem) {
      lastFailure = problem;
      throw new IOException("the audit device could not write", problem);
    } finally {
      writing.unlock();
    }
  }

  /** Takes the lock, if it can be had soon; others run in between. */
  @SuppressWarnings("ThreadPriorityCheck") // Right without it too: it only saves the way through the queue.
  private boolean isMyTurn() {
    for (int attempt = 1; attempt < TRIES; attempt++) {
      if (writing.tryLock()) {
        return true;
      }
      Thread.yield();
    }
    return writing.tryLock();
  }

  @Override
  public void reopen() throws IOException {
    run(new Step(Kind.REOPEN, NOTHING));
  }

  @Override
  public void ready() throws IOException {
    IOException failure = lastFailure;
    if (closed || failure != null) {
      throw new IOException("the audit device does not write", failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      run(new Step(Kind.STOP, NOTHING));
      writer.join(STOP_WAIT);
    } catch (IOException _) {
      return; // The writer is stuck in a write; as a daemon it does not hold up the end.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Step step) throws IOException {
    if (closed && step.kind != Kind.STOP) {
      throw new IOException("the audit device is closed");
    }
    long until = System.nanoTime() + waitNanosMax;
    boolean queued;
    try {
      queued = queue.offer(step) || queue.offer(step, waitNanosMax, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the audit device");
    }
    if (!queued) {
      throw timedOut();
    }
    await(step, until);
  }

  private void await(Step step, long until) throws IOException {
    boolean interrupted = false;
    while (!step.done) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw timedOut();
      }
      LockSupport.parkNanos(step, left);
      interrupted |= Thread.interrupted(); // A record under way is waited for all the same.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    IOException failure = step.failure;
    if (failure != null) {
      throw new IOException("the audit device could not write", failure);
    }
  }

  private IOException timedOut() {
    IOException late = new IOException("the audit device is too slow");
    lastFailure = late;
    return late;
  }

  private void loop() {
    List<Step> group = new ArrayList<>();
    boolean running = true;
    while (running) {
      group.clear();
      try {
        group.add(queue.take());
      } catch (InterruptedException _) {
        continue; // Nobody interrupts the writer; STOP ends it.
      }
      queue.drainTo(group, QUEUE_MAX);
      running = write(group);
    }
    try {
      sink.close();
    } catch (IOException problem) {
      lastFailure = problem;
    }
  }

  /** False when the group held the end. */
  private boolean write(List<Step> group) {
    int from = 0;
    while (from < group.size()) {
      Step first = group.get(from);
      if (first.kind == Kind.STOP) {
        group.subList(from, group.size()).forEach(step -> step.finish(null));
        return false;
      }
      int to = first.kind == Kind.REOPEN ? from + 1 : endOfLines(group, from);
      IOException problem = attempt(group.subList(from, to));
      lastFailure = problem;
      group.subList(from, to).forEach(step -> step.finish(problem));
      from = to;
    }
    return true;
  }

  /** As many lines as fit together; one that is larger than the buffer goes alone. */
  private static int endOfLines(List<Step> group, int from) {
    int bytes = 0;
    int to = from;
    while (to < group.size()) {
      Step step = group.get(to);
      int more = step.line.length + 1;
      if (step.kind != Kind.LINE || (to > from && bytes + more > GROUP_BYTES_MAX)) {
        break;
      }
      bytes += more;
      to++;
    }
    return to;
  }

  private @Nullable IOException attempt(List<Step> steps) {
    writing.lock();
    try {
      if (steps.getFirst().kind == Kind.REOPEN) {
        sink.reopen();
      } else {
        sink.append(joined(steps.stream().map(step -> step.line).toList()));
      }
      return null;
    } catch (IOException problem) {
      return problem;
    } catch (RuntimeException bug) {
      return new IOException("the audit device failed", bug);
    } finally {
      writing.unlock();
    }
  }

  private ByteBuffer joined(List<byte[]> group) {
    byte[] first = group.getFirst();
    if (group.size() == 1 && first.length >= GROUP_BYTES_MAX) {
      return ByteBuffer.allocate(first.length + 1).put(first).put((byte) '\n').flip();
    }
    lines.clear();
    for (byte[] line : group) {
      lines.put(line).put((byte) '\n');
    }
    return lines.flip();
  }
}
