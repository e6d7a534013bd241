package dev.coffer.server.identity.token;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.lease.Holdings;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept: the token ({@code token/id/HASH}), its place among its parent's children
 * ({@code token/child/PARENT/HASH}) and, when it ends by time, a lease. All of them come, change and
 * go in one commit. Nothing is held in memory but a bounded cache of decoded rows.
 */
final class TokenRows {
  /** The name that leases of tokens are revoked by. */
  static final String REVOKER = "token";

  private static final int DECODED_MAX = 10_000;
  private static final String ROWS = "token/id/";
  private static final String CHILDREN = "token/child/";
  private static final byte[] NOTHING = {'{', '}'};

  private final LeaseBook leases;
  private final Decoded<TokenEntry> decoded = new Decoded<>(DECODED_MAX, TokenEntryCodec::decode);

  TokenRows(LeaseBook leases) {
    this.leases = leases;
  }

  static Key row(String hash) {
    return Key.of(ROWS + hash);
  }

  Optional<Versioned<TokenEntry>> find(Reading reading, String hash) {
    return reading.get(row(hash), decoded);
  }

  /** A new token; the commit fails when there is one of that hash. */
  void add(Reading reading, Changes changes, TokenEntry entry) {
    changes.expectAbsent(row(entry.hash())).put(row(entry.hash()), TokenEntryCodec.encode(entry));
    if (!entry.orphan()) {
      changes.put(child(entry), NOTHING.clone());
      Holdings.begin(reading, changes, entry.parent());
    }
    if (entry.times().expires().isPresent()) {
      leases.add(changes, lease(entry));
    }
  }

  /** The same token, changed; its lease is not. */
  void replace(Changes changes, Versioned<TokenEntry> old, TokenEntry next) {
    changes
        .expect(new Expectation(row(next.hash()), old.version()))
        .put(row(next.hash()), TokenEntryCodec.encode(next));
    if (next.orphan() && !old.value().orphan()) {
      changes.delete(child(old.value()));
    }
  }

  /**
   * The same token with a new end, and its lease with it.
   *
   * @return false, and nothing added, when the lease was ended by command: then the token is about
   *     to end too
   */
  boolean renew(
      Reading reading, Changes changes, Versioned<TokenEntry> old, TokenEntry next, Instant now) {
    Optional<LeaseBook.Found> lease = leases.find(reading, next.leaseId());
    if (lease.isEmpty() || lease.get().lease().expiredAt(now)) {
      return false;
    }
    replace(changes, old, next);
    leases.replace(changes, lease.get(), lease(next));
    return true;
  }

  /** Everything of a token goes. */
  void remove(Reading reading, Changes changes, Versioned<TokenEntry> old) {
    TokenEntry entry = old.value();
    changes.expect(new Expectation(row(entry.hash()), old.version())).delete(row(entry.hash()));
    Holdings.end(changes, entry.hash());
    if (!entry.orphan()) {
      changes.delete(child(entry));
    }
    if (entry.times().expires().isEmpty()) {
      return;
    }
    leases.find(reading, entry.leaseId()).ifPresent(found -> leases.remove(changes, found));
  }

  /** Hashes of the tokens that end with this one. */
  List<String> children(Reading reading, String parent, int limit) {
    String prefix = CHILDREN + parent + "/";
    return reading.keys(prefix, Optional.empty(), limit).stream()
        .map(key -> key.text().substring(prefix.length()))
        .toList();
  }

  /** All places of children, {@code PARENT/CHILD}, in order. */
  List<String> childPlaces(Reading reading, String after, int limit) {
    Optional<Key> from = after.isEmpty() ? Optional.empty() : Optional.of(Key.of(CHILDREN + after));
    return reading.keys(CHILDREN, from, limit).stream()
        .map(key -> key.text().substring(CHILDREN.length()))
        .toList();
  }

  /** A child's place where there is no child. */
  static void removeStaleChild(Reading reading, Changes changes, String parent, String child) {
    changes
        .delete(Key.of(CHILDREN + parent + "/" + child))
        .expect(reading.expectation(row(child)));
  }

  /** Hashes of all tokens in order, after {@code after} ({@code ""} for all). */
  List<String> hashes(Reading reading, String after, int limit) {
    Optional<Key> from = after.isEmpty() ? Optional.empty() : Optional.of(row(after));
    return reading.keys(ROWS, from, limit).stream()
        .map(key -> key.text().substring(ROWS.length()))
        .toList();
  }

  private static Key child(TokenEntry entry) {
    return Key.of(CHILDREN + entry.parent() + "/" + entry.hash());
  }

  private static Lease lease(TokenEntry entry) {
    TokenTimes times = entry.times();
    Json.Object data = Json.object().put("hash", entry.hash()).build();
    Lease fresh =
        Lease.issued(
            entry.leaseId(), REVOKER, data, "", times.issued(), times.creationTtl(), Duration.ZERO,
            entry.renewable());
    return times.lastRenewed().map(at -> fresh.renewedAt(at, times.ttl())).orElse(fresh);
  }
}
