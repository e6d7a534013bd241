package dev.coffer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Bad requests at full speed from many addresses, while two callers with a token read a secret all
 * the time: one from an address of its own, one from the address of an attacker.
 */
public final class BadRun {
  /** The secret that the known callers read. */
  public static final String SECRET = "/v1/secret/data/known";

  private static final int SOURCES = 8;
  private static final int CONNECTIONS_OF_A_SOURCE = 2;
  private static final String OWN_ADDRESS = "127.0.0.1";
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final int port;
  private final String token;
  private final AtomicLong left;
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final LongAdder closed = new LongAdder();
  private final LongAdder served = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicLong slowestNanos = new AtomicLong();

  private BadRun(int port, String token, long count) {
    this.port = port;
    this.token = token;
    this.left = new AtomicLong(count);
  }

  /**
   * What happened.
   *
   * @param statuses how many bad requests were answered with which status
   * @param closed bad requests that were answered by closing the connection
   * @param served requests of known callers that were answered with 200
   * @param refused requests of known callers that were not
   */
  public record Result(
      Map<Integer, Long> statuses, long closed, long served, long refused, Duration slowest, Duration took) {

    long bad() {
      return statuses.values().stream().mapToLong(Long::longValue).sum() + closed;
    }
  }

  /**
   * Sends so many bad requests.
   *
   * @param token may read {@link #SECRET}
   */
  public static Result of(int port, String token, long count) throws Exception {
    return new BadRun(port, token, count).run();
  }

  private Result run() throws Exception {
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> attacks = new ArrayList<>();
      for (int number = 0; number < SOURCES * CONNECTIONS_OF_A_SOURCE; number++) {
        String source = attacker(number % SOURCES);
        long seed = number;
        attacks.add(threads.submit(() -> attack(source, new BadRequests(new Random(seed)))));
      }
      Future<?> own = threads.submit(() -> read(OWN_ADDRESS));
      Future<?> beside = threads.submit(() -> read(attacker(0)));
      for (Future<?> attack : attacks) {
        attack.get();
      }
      own.get();
      beside.get();
    }
    Map<Integer, Long> counts = new ConcurrentSkipListMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.sum()));
    return new Result(
        counts, closed.sum(), served.sum(), refused.sum(), Duration.ofNanos(slowestNanos.get()),
        Duration.ofNanos(System.nanoTime() - began));
  }

  private static String attacker(int number) {
    return "127.0.0." + (2 + number);
  }

  private Void attack(String source, BadRequests requests) throws IOException {
    while (left.get() > 0) {
      try (RawConnection connection = new RawConnection(source, port)) {
        attackOver(connection, requests);
      }
    }
    return null;
  }

  private void attackOver(RawConnection connection, BadRequests requests) {
    boolean open = true;
    while (open && left.getAndDecrement() > 0) {
      try {
        RawConnection.Reply reply = connection.send(requests.next());
        statuses.computeIfAbsent(reply.status(), _ -> new LongAdder()).increment();
        open = reply.open();
      } catch (IOException _) {
        closed.increment();
        open = false;
      }
    }
  }

  /** Until the attack is over; a connection of its own for some requests, as callers have. */
  private Void read(String source) throws IOException {
    byte[] request =
        ("GET " + SECRET + " HTTP/1.1\r\nHost: coffer\r\nX-Vault-Token: " + token + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    do {
      try (RawConnection connection = new RawConnection(source, port)) {
        for (int turn = 0; turn < 100; turn++) {
          long asked = System.nanoTime();
          int status = connection.send(request).status();
          slowestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
          (status == 200 ? served : refused).increment();
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (IOException _) {
        refused.increment();
      }
    } while (left.get() > 0);
    return null;
  }
}
