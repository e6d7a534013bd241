package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.OpenedEntry;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.identity.token.TokenEntry.State;
import dev.coffer.server.lease.Holdings;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.Revoker;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes tokens back, with all that hangs on them. One on which nothing hangs ({@link Holdings}) goes
 * in one commit. Of another first the row is marked: from that commit
 * on nobody can use it, and whatever its holder had begun cannot be committed, for it expects the row
 * as it was; so no child and no lease is added any more. Then children are listed, marked and emptied
 * until none is left, and the row goes last. The token named by the caller stands in a queue
 * ({@code token/ending/HASH}) meanwhile, and {@link #run} resumes what a crash interrupted.
 */
public final class TokenRevocation implements Revoker {
  private static final String QUEUE = "token/ending/";
  private static final int PAGE = 64;
  private static final int RUN_MAX = 100;
  private static final int RACES_MAX = 1_000;

  /** Whoever marked a token is probably still at it; the sweep comes after this. */
  private static final Duration RESUME_AFTER = Duration.ofSeconds(10);

  /** Longer than any request lasts: then the last use of a token is over. */
  private static final Duration SPENT_AFTER = Duration.ofMinutes(5);

  /** What becomes of the children. */
  private enum Children {
    END,
    KEEP
  }

  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenRows rows;
  private final LeaseBook leases;
  private final TokenBelongings belongings;

  TokenRevocation(
      Barrier barrier,
      InstantSource clock,
      TokenRows rows,
      LeaseBook leases,
      TokenBelongings belongings) {
    this.barrier = barrier;
    this.clock = clock;
    this.rows = rows;
    this.leases = leases;
    this.belongings = belongings;
  }

  /**
   * Takes a token back and everything below it; one that is not there has ended already. On return
   * nothing of it lives.
   *
   * @param restsOn what the first commit expects besides, such as a permit's revisions
   */
  public void revoke(String hash, Collection<Expectation> restsOn) {
    if (begin(hash, restsOn, Children.END, _ -> true)) {
      empty(hash);
    }
  }

  /** The same, but its children become orphans and live on. */
  public void revokeOrphan(String hash, Collection<Expectation> restsOn) {
    if (begin(hash, restsOn, Children.KEEP, _ -> true)) {
      orphanChildren(hash);
      empty(hash);
    }
  }

  /**
   * Ends a token by its lease. One that was renewed since the lease was read lives on; after a
   * command has ended the lease, no renewal succeeds ({@link TokenRows#renew}).
   */
  @Override
  public void revoke(Lease lease) {
    String hash = lease.data().text("hash").orElse("");
    boolean marked =
        begin(
            hash,
            List.of(),
            Children.END,
            entry -> entry.times().lastRenewed().equals(lease.lastRenewed()));
    if (marked) {
      empty(hash);
    }
  }

  /** Adds the place in the queue of a token whose last use has begun. */
  void enqueueSpent(Changes changes, TokenEntry entry) {
    changes.put(queued(entry.hash()), place(clock.instant().plus(SPENT_AFTER), Children.END));
  }

  /** Takes back a token that was just made; one that an answer only renewed was not. */
  void revokeJustMade(String hash) {
    if (begin(hash, List.of(), Children.END, entry -> entry.times().lastRenewed().isEmpty())) {
      empty(hash);
    }
  }

  void revokeSpent(String hash) {
    if (find(hash).filter(row -> row.value().numUses() == TokenEntry.SPENT).isPresent()) {
      revoke(hash, List.of());
    }
  }

  /** Resumes what was interrupted; returns how many it took up, at most {@value #RUN_MAX}. */
  public int run(Instant now) {
    List<OpenedEntry> queue;
    try (Reading reading = barrier.read()) {
      queue = reading.scan(QUEUE, Optional.empty(), RUN_MAX);
    }
    int resumed = 0;
    for (OpenedEntry entry : queue) {
      try (SecretBytes value = entry.value()) {
        Json.Object place = value.read(READER::readObject);
        if (place.integer("after_ms").orElse(0L) <= now.toEpochMilli()) {
          resume(entry.key().text().substring(QUEUE.length()), place);
          resumed++;
        }
      }
    }
    return resumed;
  }

  private void resume(String hash, Json.Object place) {
    if (find(hash).isEmpty()) {
      barrier.commit(new Changes().delete(queued(hash)).expectAbsent(TokenRows.row(hash)));
    } else if (place.bool("keep_children").orElse(false)) {
      revokeOrphan(hash, List.of());
    } else {
      revoke(hash, List.of());
    }
  }

  /**
   * Removes a token on which nothing hangs; marks another unless it is marked.
   *
   * @return whether it is marked now: false when there is none or it is not {@code meant} any more
   */
  private boolean begin(
      String hash, Collection<Expectation> restsOn, Children below, Predicate<TokenEntry> meant) {
    if (hash.isEmpty()) {
      return false;
    }
    try (Reading reading = barrier.read()) {
      Optional<Versioned<TokenEntry>> found = rows.find(reading, hash);
      if (found.isEmpty() || found.get().value().state() == State.REVOKING) {
        return found.isPresent();
      }
      if (!meant.test(found.get().value())) {
        return false;
      }
      Changes changes = new Changes().expectAll(restsOn);
      if (!Holdings.any(reading, hash)) {
        Holdings.expectNone(changes, hash);
        if (found.get().value().numUses() == TokenEntry.SPENT) {
          changes.delete(queued(hash));
        }
        rows.remove(reading, changes, found.get());
        barrier.commit(changes);
        return false;
      }
      rows.replace(changes, found.get(), found.get().value().revoking());
      changes.put(queued(hash), place(clock.instant().plus(RESUME_AFTER), below));
      barrier.commit(changes);
      return true;
    }
  }

  /** Ends all below {@code top}, deepest first, then {@code top}. */
  private void empty(String top) {
    Deque<String> path = new ArrayDeque<>();
    path.push(top);
    while (!path.isEmpty()) {
      String hash = path.element();
      List<String> children = children(hash);
      if (children.isEmpty()) {
        finish(hash);
        path.pop();
      } else {
        markChildren(hash, children).forEach(path::push);
      }
    }
  }

  /** Marks them in one commit; returns those that are marked, without what is no child any more. */
  private List<String> markChildren(String parent, List<String> children) {
    List<String> marked = new ArrayList<>();
    repeat(
        () -> {
          marked.clear();
          Changes changes = new Changes();
          try (Reading reading = barrier.read()) {
            for (String child : children) {
              if (markChild(reading, changes, parent, child)) {
                marked.add(child);
              }
            }
          }
          if (!changes.isEmpty()) {
            barrier.commit(changes);
          }
        });
    return marked;
  }

  private boolean markChild(Reading reading, Changes changes, String parent, String child) {
    Optional<Versioned<TokenEntry>> found = rows.find(reading, child);
    if (found.isEmpty() || !found.get().value().parent().equals(parent)) {
      TokenRows.removeStaleChild(reading, changes, parent, child);
      return false;
    }
    if (found.get().value().state() == State.LIVE) {
      rows.replace(changes, found.get(), found.get().value().revoking());
    }
    return true;
  }

  private void orphanChildren(String hash) {
    for (List<String> page = children(hash); !page.isEmpty(); page = children(hash)) {
      List<String> children = page;
      repeat(
          () -> {
            Changes changes = new Changes();
            try (Reading reading = barrier.read()) {
              for (String child : children) {
                orphanChild(reading, changes, hash, child);
              }
            }
            barrier.commit(changes);
          });
    }
  }

  private void orphanChild(Reading reading, Changes changes, String parent, String child) {
    Optional<Versioned<TokenEntry>> found = rows.find(reading, child);
    if (found.isEmpty() || !found.get().value().parent().equals(parent)) {
      TokenRows.removeStaleChild(reading, changes, parent, child);
    } else {
      rows.replace(changes, found.get(), found.get().value().orphaned());
    }
  }

  /** Removes a marked token that has no children any more. */
  private void finish(String hash) {
    if (find(hash).filter(row -> row.value().state() == State.REVOKING).isEmpty()) {
      return;
    }
    if (holdsAnything(hash)) {
      endLeases(hash);
      belongings.remove(hash);
    }
    repeat(() -> removeRow(hash));
  }

  private boolean holdsAnything(String hash) {
    try (Reading reading = barrier.read()) {
      return Holdings.any(reading, hash);
    }
  }

  private void removeRow(String hash) {
    try (Reading reading = barrier.read()) {
      Optional<Versioned<TokenEntry>> marked =
          rows.find(reading, hash).filter(row -> row.value().state() == State.REVOKING);
      if (marked.isPresent()) {
        Changes changes = new Changes().delete(queued(hash));
        rows.remove(reading, changes, marked.get());
        barrier.commit(changes);
      }
    }
  }

  /** Ends what it leased: invalid from now on, and taken back by the sweep, which may take its time. */
  private void endLeases(String hash) {
    for (List<String> page = owned(hash); !page.isEmpty(); page = owned(hash)) {
      List<String> ids = page;
      repeat(() -> endLeases(ids));
    }
  }

  private void endLeases(List<String> ids) {
    Changes changes = new Changes();
    Instant now = clock.instant();
    try (Reading reading = barrier.read()) {
      for (String id : ids) {
        leases
            .find(reading, id)
            .ifPresent(found -> leases.replace(changes, found, found.lease().endedAt(now)));
      }
    }
    barrier.commit(changes);
  }

  /** Only work that is safe to repeat and has been decided already, so races are not the caller's. */
  private static void repeat(Runnable step) {
    for (int races = 0; ; races++) {
      try {
        step.run();
        return;
      } catch (Conflict lost) {
        if (races == RACES_MAX) {
          throw lost;
        }
      }
    }
  }

  private List<String> children(String hash) {
    try (Reading reading = barrier.read()) {
      return rows.children(reading, hash, PAGE);
    }
  }

  private List<String> owned(String hash) {
    try (Reading reading = barrier.read()) {
      return leases.ownedBy(reading, hash, PAGE);
    }
  }

  private Optional<Versioned<TokenEntry>> find(String hash) {
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    try (Reading reading = barrier.read()) {
      return rows.find(reading, hash);
    }
  }

  private static Key queued(String hash) {
    return Key.of(QUEUE + hash);
  }

  private static byte[] place(Instant after, Children below) {
    return JsonWriter.bytes(
        Json.object()
            .put("after_ms", after.toEpochMilli())
            .put("keep_children", below == Children.KEEP)
            .build());
  }
}
