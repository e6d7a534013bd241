package dev.coffer.server.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the bodies of all requests at work may hold together, so that many callers with large
 * bodies at once cannot exhaust the heap. Bytes are counted as they arrive, not as they are
 * announced. Large bodies leave a quarter to small ones.
 */
final class BodyMemory {
  /** A body and what is made of it (text, the tree, the encrypted row) are several times its size. */
  private static final int HEAP_SHARE = 8;

  /** Up to here a body is small: what a stranger may send, and nearly all that callers do. */
  private static final long SMALL_BYTES = 64 << 10;

  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  BodyMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** An eighth of what the JVM may use. */
  static BodyMemory ofHeap() {
    return new BodyMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * Takes some more for a body.
   *
   * @param before what the body has already
   * @return false when there is not so much left
   */
  boolean take(long before, long more) {
    long most = before + more <= SMALL_BYTES ? bytesMax : bytesMax - bytesMax / 4;
    if (held.addAndGet(more) <= most) {
      return true;
    }
    held.addAndGet(-more);
    return false;
  }

  void give(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
