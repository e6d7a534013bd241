package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.identity.mfa.Demand;
import dev.coffer.server.identity.mfa.SecondFactors;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.identity.token.TokenEntry.State;
import dev.coffer.server.lease.TtlTuning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a proof of identity to a token: the one way, for every method. The token is an orphan, and
 * comes in one commit with what the login itself changes.
 */
public final class TokenLogin {
  private static final String AUTH = "auth/";

  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenIssue issue;
  private final SecondStep second;
  private final SecondFactors factors;
  private final TtlTuning tuning;
  private final Identities identities;

  TokenLogin(
      Barrier barrier,
      InstantSource clock,
      TokenIssue issue,
      SecondStep second,
      Tokens.Surroundings around,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.issue = issue;
    this.second = second;
    this.factors = around.mfa().factors();
    this.tuning = around.tuning();
    this.identities = identities;
  }

  /**
   * Lets somebody in, or asks them for a second factor.
   *
   * @param permit of the login door
   * @throws Refused {@code Malformed} when the parameters make no token; {@code Forbidden} when the
   *     entity is disabled, or a second factor was sent along and is wrong
   * @throws dev.coffer.server.storage.Conflict when what the proof rests on has changed; nothing was
   *     written, and it is to be proved again
   */
  public Admission admit(Permit permit, Entrance entrance, Proof proof) {
    TokenParameters wanted = proof.parameters();
    boolean batch = isBatch(proof);
    List<String> policies = policiesOf(wanted);
    List<String> warnings = new ArrayList<>();
    Instant now = clock.instant();
    TokenTimes times = new TokenClock(tuning.at(proof.path())).login(wanted, now, warnings);
    Changes changes = proof.changes().expectAll(permit.revisions());
    try (Reading reading = barrier.read()) {
      Standing who = identities.arriving(reading, changes, entrance.accessor(), proof);
      Optional<Demand> demand =
          factors.of(reading, changes, who, entrance.accessor(), entrance.type());
      TokenEntry draft =
          new TokenEntry(
              "", "", proof.path(), policies, displayName(proof), proof.metadata(), wanted.numUses(),
              times, !batch, "", who.entity().id(), wanted.boundCidrs(), State.LIVE);
      if (demand.isPresent() && entrance.codes().isEmpty()) {
        return later(changes, draft, batch, demand.get(), warnings);
      }
      if (demand.isPresent()) {
        factors.check(
            reading, changes, who.entity().id(), demand.get(), entrance.codes(), Map.of());
      }
      return new Issued(issue.of(batch, draft, who.persona(), changes), warnings);
    }
  }

  /** The first factor counts as used, whatever becomes of the second. */
  private Admission later(
      Changes changes, TokenEntry draft, boolean batch, Demand demand, List<String> warnings) {
    if (!changes.isEmpty()) {
      barrier.commit(changes);
    }
    return second.await(draft, batch, demand, warnings);
  }

  /**
   * The policies of a token that these parameters make.
   *
   * @throws Refused {@code Malformed} for {@code root}
   */
  public static List<String> policiesOf(TokenParameters wanted) {
    List<String> policies =
        TokenPolicies.sanitize(wanted.policies(), !wanted.noDefaultPolicy());
    if (policies.contains(TokenPolicies.ROOT)) {
      throw Refused.malformed("auth methods cannot create root tokens");
    }
    return policies;
  }

  /** A mount may insist on one kind; otherwise the role decides, and then the mount's default. */
  private static boolean isBatch(Proof proof) {
    TokenParameters wanted = proof.parameters();
    boolean batch =
        switch (proof.mountType()) {
          case "service" -> false;
          case "batch" -> true;
          case "default-batch" -> wanted.type() != TokenParameters.Type.SERVICE;
          default -> wanted.type() == TokenParameters.Type.BATCH;
        };
    if (batch && (wanted.numUses() != 0 || !wanted.period().isZero())) {
      throw Refused.malformed("batch tokens are neither periodic nor limited in their uses");
    }
    return batch;
  }

  /** As Vault makes them: {@code approle}, {@code userpass-bob}; slashes of the mount are dashes. */
  private static String displayName(Proof proof) {
    String mount = proof.mountPath().substring(AUTH.length()).replace('/', '-');
    return proof.displayName().isEmpty()
        ? mount.substring(0, mount.length() - 1)
        : mount + proof.displayName();
  }
}
