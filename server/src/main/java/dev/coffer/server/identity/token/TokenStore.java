package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Callers;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tokens → {@link Caller}. On the way of every request: one HMAC, one read of a row that is usually
 * decoded already. An unknown, a revoked and an expired token are the same to the caller.
 */
public final class TokenStore implements Callers {
  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenShape shape;
  private final TokenRows rows;
  private final BatchTokens batches;
  private final TokenRevocation revocation;
  private final Identities identities;

  /** Counted uses that are not answered yet, of tokens with limited uses; a request holds one. */
  private final ConcurrentMap<String, Integer> usesAtWork = new ConcurrentHashMap<>();

  TokenStore(
      Barrier barrier,
      InstantSource clock,
      TokenShape shape,
      TokenRows rows,
      BatchTokens batches,
      TokenRevocation revocation,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.shape = shape;
    this.rows = rows;
    this.batches = batches;
    this.revocation = revocation;
    this.identities = identities;
  }

  @Override
  public Caller authenticate(Reading reading, Evidence evidence, Origin origin) {
    return switch (evidence) {
      case Evidence.None() -> throw unauthenticated("no token was sent");
      case Evidence.BearerToken(SecretBytes token) -> authenticate(reading, token, origin);
    };
  }

  /** Whether the token is a living one, whatever its holder may do: then a large body is read. */
  public boolean isPlausible(SecretBytes token) {
    try (Reading reading = barrier.read()) {
      return switch (shape.sort(token)) {
        case TokenShape.Sort.Stored(String hash) -> rows.find(reading, hash).map(Versioned::value).filter(this::lives).isPresent();
        case TokenShape.Sort.Batch() -> batches.open(token).filter(this::lives).isPresent();
        case TokenShape.Sort.Forged() -> false;
      };
    } catch (Refused _) {
      return false; // Sealed, for one: whoever brings an unseal key may send a token along.
    }
  }

  private boolean lives(TokenEntry entry) {
    return entry.usableAt(clock.instant());
  }

  private Caller authenticate(Reading reading, SecretBytes token, Origin origin) {
    return switch (shape.sort(token)) {
      case TokenShape.Sort.Stored(String hash) -> stored(reading, hash, origin);
      case TokenShape.Sort.Batch() -> batch(reading, token, origin);
      case TokenShape.Sort.Forged() -> throw unauthenticated("not a token of this server");
    };
  }

  private Caller stored(Reading reading, String hash, Origin origin) {
    Versioned<TokenEntry> found =
        rows.find(reading, hash)
            .filter(row -> lives(row.value()))
            .orElseThrow(() -> unauthenticated("unknown or ended token"));
    checkAddress(found.value(), origin);
    return caller(reading, found.value(), "service", List.of(revision(found)));
  }

  private Caller batch(Reading reading, SecretBytes token, Origin origin) {
    TokenEntry entry =
        batches
            .open(token)
            .filter(this::lives)
            .orElseThrow(() -> unauthenticated("unknown or ended batch token"));
    checkAddress(entry, origin);
    if (entry.orphan()) {
      return caller(reading, entry, "batch", List.of());
    }
    Versioned<TokenEntry> parent =
        rows.find(reading, entry.parent())
            .filter(row -> lives(row.value()))
            .orElseThrow(() -> unauthenticated("the batch token's parent has ended"));
    return caller(reading, entry, "batch", List.of(revision(parent)));
  }

  @Override
  public Caller countUse(Caller caller) {
    // Before the commit: whoever sees the token spent must also see that this use is at work.
    usesAtWork.merge(caller.tokenHash(), 1, Integer::sum);
    boolean counted = false;
    try {
      Caller after = commitUse(caller);
      counted = true;
      return after;
    } finally {
      if (!counted) {
        noLongerAtWork(caller.tokenHash());
      }
    }
  }

  private Caller commitUse(Caller caller) {
    try (Reading reading = barrier.read()) {
      Versioned<TokenEntry> found =
          rows.find(reading, caller.tokenHash())
              .filter(row -> row.value().numUses() > 0)
              .orElseThrow(() -> new Conflict(TokenRows.row(caller.tokenHash())));
      int left = found.value().numUses() - 1;
      TokenEntry next = found.value().withUses(left == 0 ? TokenEntry.SPENT : left);
      Changes changes = new Changes().expectAll(caller.revisions());
      rows.replace(changes, found, next);
      if (left == 0) {
        revocation.enqueueSpent(changes, next);
      }
      long version = barrier.commit(changes);
      return caller(
          reading, next, "service", List.of(new Expectation(TokenRows.row(next.hash()), version)));
    }
  }

  @Override
  public Caller standing(Reading reading, Caller counted) {
    Versioned<TokenEntry> found =
        rows.find(reading, counted.tokenHash())
            .filter(row -> row.value().livesAt(clock.instant()))
            .orElseThrow(() -> unauthenticated("the token ended after its use was counted"));
    return caller(reading, found.value(), "service", List.of(revision(found)));
  }

  @Override
  public void afterUse(Caller counted) {
    if (noLongerAtWork(counted.tokenHash())) {
      revocation.revokeSpent(counted.tokenHash());
    }
  }

  /** True when no other use of the token is at work. */
  private boolean noLongerAtWork(String hash) {
    return usesAtWork.computeIfPresent(hash, (_, uses) -> uses == 1 ? null : uses - 1) == null;
  }

  @Override
  public void withdraw(AuthGrant grant) {
    if (grant.tokenType().equals("service")) {
      revocation.revokeJustMade(grant.accessor());
    }
  }

  private static void checkAddress(TokenEntry entry, Origin origin) {
    if (!entry.boundCidrs().isEmpty() && !Cidr.anyContains(entry.boundCidrs(), origin.address())) {
      throw unauthenticated("the token is bound to other addresses");
    }
  }

  private static Expectation revision(Versioned<TokenEntry> found) {
    return new Expectation(TokenRows.row(found.value().hash()), found.version());
  }

  private Caller caller(
      Reading reading, TokenEntry entry, String type, List<Expectation> revisions) {
    Optional<Standing> standing = identities.of(reading, entry);
    return new Caller(
        entry.hash(),
        entry.hash(),
        type,
        entry.displayName(),
        standing.map(known -> known.entity().id()).orElse(""),
        entry.policies(),
        standing.map(Standing::persona).orElse(Persona.NOBODY),
        entry.meta(),
        entry.times().ttl(),
        entry.times().issued(),
        entry.times().expires(),
        entry.numUses(),
        standing.map(known -> join(revisions, known.revisions())).orElse(revisions));
  }

  private static List<Expectation> join(List<Expectation> some, List<Expectation> more) {
    List<Expectation> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static Refused unauthenticated(String reason) {
    return new Refused(new Failure.Unauthenticated(reason));
  }
}
