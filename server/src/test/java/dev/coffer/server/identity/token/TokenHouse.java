package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.fake.FakeClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.lease.ForwardClock;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.lease.TtlTuning;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens and leases over the real barrier and a store in memory, with a clock that tests move. */
final class TokenHouse {
  static final Origin HOME = new Origin("127.0.0.1", 4_000, "", Json.Object.empty());

  final FakeClock machine = new FakeClock();
  final ForwardClock clock = new ForwardClock(machine);
  final LeaseBook book = new LeaseBook();
  final Barrier barrier;
  final Tokens tokens;
  final Leases leases;

  /** Hashes whose belongings were removed. */
  final Set<String> emptied = ConcurrentHashMap.newKeySet();

  TokenHouse() {
    this(TestBarrier.unsealed());
  }

  TokenHouse(Barrier barrier) {
    this.barrier = barrier;
    SecureRandom random = new SecureRandom();
    Tokens.Surroundings around =
        new Tokens.Surroundings(
            _ -> TtlTuning.SYSTEM, name -> !name.startsWith("missing"), emptied::add,
            (_, _) -> Optional.empty(),
            Identity.over(barrier, clock, random, _ -> Optional.empty()),
            Mfa.over(barrier, clock, random));
    this.tokens = Tokens.over(barrier, clock, random, book, around);
    this.leases =
        Leases.over(
            barrier, book, clock, _ -> TtlTuning.SYSTEM, Map.of(Tokens.REVOKER, tokens.revocation()), Map.of());
  }

  SecretBytes root() {
    return new RootTokenMaker(clock, new SecureRandom()).create(barrier);
  }

  Caller caller(SecretBytes token) {
    return caller(token, HOME);
  }

  Caller caller(SecretBytes token, Origin origin) {
    try (Reading reading = barrier.read()) {
      return tokens.store().authenticate(reading, new Evidence.BearerToken(token), origin);
    }
  }

  boolean works(SecretBytes token) {
    try {
      caller(token);
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  /** What the gate would give a root token. */
  Permit everything(SecretBytes token) {
    return Permits.everything(caller(token));
  }

  /** What the gate would give for creating a token without sudo. */
  Permit creating(SecretBytes token, Need... more) {
    return Permits.granting(caller(token), more);
  }

  AuthGrant child(SecretBytes parent, TokenSpec spec) {
    return tokens.creation().create(everything(parent), spec).grant();
  }

  AuthGrant child(SecretBytes parent) {
    return child(parent, TokenSpec.plain().withPolicies("dev"));
  }

  void revoke(AuthGrant grant) {
    tokens.revocation().revoke(grant.accessor(), List.of());
  }

  /** Names of all rows, to see what is left. */
  List<String> rows(String prefix) {
    try (Reading reading = barrier.read()) {
      return reading.keys(prefix, java.util.Optional.empty(), 100_000).stream()
          .map(Object::toString)
          .toList();
    }
  }
}
