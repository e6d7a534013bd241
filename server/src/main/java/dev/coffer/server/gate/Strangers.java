package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds what those cost who did not prove who they are. Each source address has a budget of refusals
 * and of audit records; beyond these it is told to wait and only counted. The number of sources
 * remembered is bounded too, and so is what all of them together may have recorded.
 */
public final class Strangers {
  /** Sources remembered; the one not seen for longest is forgotten first. */
  static final int SOURCES_MAX = 4_096;

  /** Refusals of one source that have an audit record of their own, a minute. */
  static final int RECORDS_MAX = 10;

  /** Records of all strangers together, a minute; beyond them only summaries are written. */
  static final int ALL_RECORDS_MAX = 2_000;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration COME_BACK = Duration.ofSeconds(1);

  /** Refusals of one source: a burst, then so many a second. */
  private static final Bucket.Size REFUSALS = new Bucket.Size(200, 5);

  /** Requests of one source at the bare door. */
  private static final Bucket.Size BARE = new Bucket.Size(500, 100);

  /** Refusals of everybody: keeps an attacker of many addresses from filling the audit disk. */
  private static final Bucket.Size EVERYBODY = new Bucket.Size(10_000, 50);

  private final InstantSource clock;
  private final Map<String, Source> sources = new LinkedHashMap<>(64, 0.75f, true);
  private final List<Summary> finished = new ArrayList<>();
  private final Bucket everybody;
  private Instant window;
  private int recordsInWindow;
  private long forgotten;

  public Strangers(InstantSource clock) {
    this.clock = clock;
    this.window = clock.instant();
    this.everybody = new Bucket(EVERYBODY, window);
  }

  /**
   * Requests that were refused or served without a record of their own.
   *
   * @param address the source, or {@code many} for those that were forgotten
   * @param count how many
   */
  public record Summary(String address, long count, Instant from, Instant to) {}

  /** What is known of one source. */
  private static final class Source {
    private final Bucket refusals;
    private final Bucket bare;
    private Instant window;
    private int recorded;
    private long unrecorded;

    Source(Instant now) {
      refusals = new Bucket(REFUSALS, now);
      bare = new Bucket(BARE, now);
      window = now;
    }
  }

  /** Lets a stranger try something whose refusal costs more than a look, or tells them to wait. */
  synchronized void admit(String address) {
    Instant now = clock.instant();
    Source source = source(address, now);
    if (!source.refusals.has(now) || !everybody.has(now)) {
      source.unrecorded++;
      throw new Refused(new Failure.Throttled(COME_BACK));
    }
  }

  /** Lets one request through the bare door, or tells the source to wait. */
  synchronized void admitBare(String address) {
    Instant now = clock.instant();
    Source source = source(address, now);
    if (!source.bare.take(now)) {
      source.unrecorded++;
      throw new Refused(new Failure.Throttled(COME_BACK));
    }
  }

  /** Charges one refusal; true when the source has spent all it may and is told to wait instead. */
  synchronized boolean exhausts(String address) {
    Instant now = clock.instant();
    boolean mine = source(address, now).refusals.take(now);
    boolean all = everybody.take(now);
    return !(mine && all);
  }

  /** True when this one is to be recorded; false when it is only counted. */
  synchronized boolean records(String address) {
    Instant now = clock.instant();
    Source source = source(address, now);
    if (source.recorded < RECORDS_MAX && recordsInWindow < ALL_RECORDS_MAX) {
      source.recorded++;
      recordsInWindow++;
      return true;
    }
    source.unrecorded++;
    return false;
  }

  /** The summaries of all windows that are over. */
  synchronized List<Summary> due(Instant now) {
    turn(now);
    for (Iterator<Map.Entry<String, Source>> all = sources.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Source> entry = all.next();
      Source source = entry.getValue();
      if (isOver(source.window, now)) {
        finish(entry.getKey(), source, now);
        if (source.refusals.isFull(now) && source.bare.isFull(now)) {
          all.remove();
        }
      }
    }
    List<Summary> due = List.copyOf(finished);
    finished.clear();
    return due;
  }

  private Source source(String address, Instant now) {
    turn(now);
    String name = nameOf(address);
    Source known = sources.get(name);
    if (known == null) {
      forgetOne();
      known = new Source(now);
      sources.put(name, known);
    } else if (isOver(known.window, now)) {
      finish(name, known, now);
    }
    return known;
  }

  private void turn(Instant now) {
    if (isOver(window, now)) {
      if (forgotten > 0) {
        finished.add(new Summary("many", forgotten, window, now));
        forgotten = 0;
      }
      window = now;
      recordsInWindow = 0;
    }
  }

  /** A summary waits in {@code finished}: at most one a source until {@link #due} is called. */
  private void finish(String name, Source source, Instant now) {
    if (source.unrecorded > 0) {
      if (finished.size() <= SOURCES_MAX) { // One more, for those that were forgotten.
        finished.add(new Summary(name, source.unrecorded, source.window, now));
      } else {
        forgotten += source.unrecorded;
      }
    }
    source.window = now;
    source.recorded = 0;
    source.unrecorded = 0;
  }

  private void forgetOne() {
    if (sources.size() >= SOURCES_MAX) {
      Iterator<Source> eldest = sources.values().iterator();
      forgotten += eldest.next().unrecorded;
      eldest.remove();
    }
  }

  private static boolean isOver(Instant window, Instant now) {
    return !now.isBefore(window.plus(WINDOW));
  }

  /** An IPv6 host owns a whole /64, so that is one source. */
  public static String nameOf(String address) {
    try {
      return nameOf(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return "unknown"; // A UNIX socket, or nothing at all.
    }
  }

  /** The same for an address that is known to be one. */
  public static String nameOf(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "::/64"
        : address.getHostAddress();
  }
}
