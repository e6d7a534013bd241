package dev.coffer.server.lease;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The rows of leases. For each the lease itself ({@code lease/id/ID}) and its place in the order of
 * time ({@code lease/due/TIME/ID}); when a token owns it, its place among that token's ({@code
 * lease/of/TOKEN/ID}); when it counts for somebody, its place among theirs ({@code lease/who/WHO/ID});
 * when it could not be revoked, its place among those ({@code lease/stuck/ID}).
 * Writers add to a {@link Changes}, so that a lease comes and goes in
 * one commit with the thing it stands for. Nothing is kept in memory, and a start reads nothing.
 */
public final class LeaseBook {
  /** Ids longer than this are refused; they are part of storage keys. */
  public static final int ID_CHARS_MAX = 1_024;

  private static final String ROWS = "lease/id/";
  private static final String DUE = "lease/due/";
  private static final String OWNED = "lease/of/";
  private static final String STUCK = "lease/stuck/";
  private static final String HELD = "lease/who/";
  private static final byte[] NOTHING = {'{', '}'};

  /** A lease and what a commit that rests on it must expect. */
  public record Found(Lease lease, long version) {}

  /** A place in the order of time. */
  record Due(Key key, Instant at, String id) {}

  /** Adds the rows of a new lease; the commit fails when its id is taken. */
  public void add(Changes changes, Lease lease) {
    changes.expectAbsent(row(lease.id()));
    put(changes, lease);
  }

  /** Adds what replaces {@code old} by {@code next}, which has the same id. */
  public void replace(Changes changes, Found old, Lease next) {
    changes.expect(new Expectation(row(next.id()), old.version()));
    if (!old.lease().due().equals(next.due())) {
      changes.delete(due(old.lease()));
    }
    if (!old.lease().owner().equals(next.owner()) && !old.lease().owner().isEmpty()) {
      changes.delete(owned(old.lease()));
    }
    if (old.lease().attempts() > 0 && next.attempts() == 0) {
      changes.delete(stuck(next.id()));
    }
    put(changes, next);
  }

  /** Adds the removal of all rows of a lease. */
  public void remove(Changes changes, Found found) {
    Lease lease = found.lease();
    changes
        .expect(new Expectation(row(lease.id()), found.version()))
        .delete(row(lease.id()))
        .delete(due(lease));
    if (!lease.owner().isEmpty()) {
      changes.delete(owned(lease));
    }
    if (!lease.holder().isEmpty()) {
      changes.delete(held(lease));
    }
    if (lease.attempts() > 0) {
      changes.delete(stuck(lease.id()));
    }
  }

  /** Adds the removal of a place in the order of time that no lease has any more. */
  void removeStale(Changes changes, Due due, Optional<Found> found) {
    long version = found.map(Found::version).orElse(Expectation.ABSENT);
    changes.expect(new Expectation(row(due.id()), version)).delete(due.key());
  }

  public Optional<Found> find(Reading reading, String id) {
    if (id.isEmpty() || id.length() > ID_CHARS_MAX) {
      return Optional.empty();
    }
    return reading.get(row(id)).map(LeaseBook::found);
  }

  /** The next segments below a prefix of ids, folders with their slash. */
  public List<String> children(Reading reading, String prefix, String after, int limit) {
    return reading.children(ROWS + prefix, after, limit);
  }

  /** Ids that begin with {@code prefix}, in order, after {@code after} ({@code ""} for all). */
  public List<String> ids(Reading reading, String prefix, String after, int limit) {
    Optional<Key> from = after.isEmpty() ? Optional.empty() : Optional.of(row(after));
    return reading.keys(ROWS + prefix, from, limit).stream()
        .map(key -> key.text().substring(ROWS.length()))
        .toList();
  }

  /** Ids of the leases that could not be revoked so far, in order. */
  public List<String> stuck(Reading reading, String after, int limit) {
    Optional<Key> from = after.isEmpty() ? Optional.empty() : Optional.of(stuck(after));
    return reading.keys(STUCK, from, limit).stream()
        .map(key -> key.text().substring(STUCK.length()))
        .toList();
  }

  /** How many leases below a prefix of ids count for somebody, as far as {@code limit}. */
  public int heldBy(Reading reading, String holder, String prefix, int limit) {
    return reading.keys(HELD + holder + "/" + prefix, Optional.empty(), limit).size();
  }

  /** Who holds what, in order of who: {@code entity/ID/LEASE}. */
  List<Key> holdings(Reading reading, Optional<Key> after, int limit) {
    return reading.keys(HELD, after, limit);
  }

  /** The holder in a key of {@link #holdings}: the first two segments. */
  static String holderIn(Key key) {
    String rest = key.text().substring(HELD.length());
    return rest.substring(0, rest.indexOf('/', rest.indexOf('/') + 1));
  }

  /** Ids of the leases that end with a token. */
  public List<String> ownedBy(Reading reading, String tokenHash, int limit) {
    String prefix = OWNED + tokenHash + "/";
    return reading.keys(prefix, Optional.empty(), limit).stream()
        .map(key -> key.text().substring(prefix.length()))
        .toList();
  }

  /** The earliest places in the order of time. */
  List<Due> earliest(Reading reading, int limit) {
    return reading.keys(DUE, Optional.empty(), limit).stream().map(LeaseBook::parseDue).toList();
  }

  private static void put(Changes changes, Lease lease) {
    changes.put(row(lease.id()), lease.encode()).put(due(lease), NOTHING.clone());
    if (!lease.owner().isEmpty()) {
      changes.put(owned(lease), NOTHING.clone());
      Holdings.begin(changes, lease.owner());
    }
    if (!lease.holder().isEmpty()) {
      changes.put(held(lease), NOTHING.clone());
    }
    if (lease.attempts() > 0) {
      changes.put(stuck(lease.id()), NOTHING.clone());
    }
  }

  private static Found found(Opened opened) {
    try (SecretBytes value = opened.value()) {
      return new Found(value.read(Lease::decode), opened.version());
    }
  }

  private static Key row(String id) {
    return Key.of(ROWS + id);
  }

  private static Key due(Lease lease) {
    return Key.of(DUE + HexFormat.of().toHexDigits(lease.due().toEpochMilli()) + "/" + lease.id());
  }

  private static Key owned(Lease lease) {
    return Key.of(OWNED + lease.owner() + "/" + lease.id());
  }

  private static Key held(Lease lease) {
    return Key.of(HELD + lease.holder() + "/" + lease.id());
  }

  private static Key stuck(String id) {
    return Key.of(STUCK + id);
  }

  private static Due parseDue(Key key) {
    String rest = key.text().substring(DUE.length());
    int slash = rest.indexOf('/');
    long millis = Long.parseUnsignedLong(rest.substring(0, slash), 16);
    return new Due(key, Instant.ofEpochMilli(millis), rest.substring(slash + 1));
  }
}
