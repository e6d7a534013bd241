package dev.coffer.server.lease;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** What operators ask about leases. */
public final class LeaseLists {
  /** The most that one list answers. */
  public static final int LIST_MAX = 10_000;

  private static final int PAGE = 1_000;

  private final Barrier barrier;
  private final LeaseBook book;
  private final InstantSource clock;

  public LeaseLists(Barrier barrier, LeaseBook book, InstantSource clock) {
    this.barrier = barrier;
    this.book = book;
    this.clock = clock;
  }

  /** The time that leases end by. */
  public Instant now() {
    return clock.instant();
  }

  public Optional<Lease> find(String id) {
    try (Reading reading = barrier.read()) {
      return book.find(reading, id).map(LeaseBook.Found::lease);
    }
  }

  /**
   * The next segments below a prefix, at most {@link #LIST_MAX}.
   *
   * @param prefix {@code ""} or ends in a slash
   */
  public List<String> children(String prefix, String after) {
    try (Reading reading = barrier.read()) {
      return book.children(reading, prefix, after, LIST_MAX);
    }
  }

  /** How many leases there are below a prefix ({@code ""} for all); reads names only. */
  public long count(String prefix) {
    long count = 0;
    try (Reading reading = barrier.read()) {
      List<String> page = book.ids(reading, prefix, "", PAGE);
      while (!page.isEmpty()) {
        count += page.size();
        page = book.ids(reading, prefix, page.getLast(), PAGE);
      }
    }
    return count;
  }

  /** Somebody and how many leases they hold. */
  public record Holder(String who, long leases) {}

  /**
   * Who holds the most, at most {@code limit}; reads names only.
   *
   * @param limit 1 and up
   */
  public List<Holder> holders(int limit) {
    PriorityQueue<Holder> most = new PriorityQueue<>(Comparator.comparingLong(Holder::leases));
    try (Reading reading = barrier.read()) {
      List<Key> page = book.holdings(reading, Optional.empty(), PAGE);
      String who = "";
      long count = 0;
      while (!page.isEmpty()) {
        for (Key key : page) {
          String next = LeaseBook.holderIn(key);
          if (!next.equals(who)) {
            keep(most, new Holder(who, count), limit);
            who = next;
            count = 0;
          }
          count++;
        }
        page = book.holdings(reading, Optional.of(page.getLast()), PAGE);
      }
      keep(most, new Holder(who, count), limit);
    }
    return most.stream().sorted(Comparator.comparingLong(Holder::leases).reversed()).toList();
  }

  private static void keep(PriorityQueue<Holder> most, Holder holder, int limit) {
    if (holder.leases() > 0) {
      most.add(holder);
    }
    if (most.size() > limit) {
      most.remove();
    }
  }

  /** Those that could not be revoked so far, with the reason, at most {@link #LIST_MAX}. */
  public List<Lease> stuck() {
    List<Lease> leases = new ArrayList<>();
    try (Reading reading = barrier.read()) {
      for (String id : book.stuck(reading, "", LIST_MAX)) {
        book.find(reading, id).map(LeaseBook.Found::lease).ifPresent(leases::add);
      }
    }
    return leases;
  }
}
