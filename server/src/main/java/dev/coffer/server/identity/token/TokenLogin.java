package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.identity.token.TokenEntry.State;
import dev.coffer.server.lease.TtlTuning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * From a proof of identity to a token: the one way, for every method. The token is an orphan, and
 * comes in one commit with what the login itself changes.
 */
public final class TokenLogin {
  private static final String AUTH = "auth/";

  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenIssue issue;
  private final TtlTuning tuning;
  private final Identities identities;

  TokenLogin(
      Barrier barrier,
      InstantSource clock,
      TokenIssue issue,
      TtlTuning tuning,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.issue = issue;
    this.tuning = tuning;
    this.identities = identities;
  }

  /**
   * Lets somebody in.
   *
   * @param permit of the login door
   * @param accessor of the mount that the proof comes from
   * @throws Refused {@code Malformed} when the parameters make no token; {@code Forbidden} when the
   *     entity is disabled
   * @throws dev.coffer.server.storage.Conflict when what the proof rests on has changed; nothing was
   *     written, and it is to be proved again
   */
  public Issued admit(Permit permit, String accessor, Proof proof) {
    TokenParameters wanted = proof.parameters();
    boolean batch = isBatch(proof);
    List<String> policies = policiesOf(wanted);
    List<String> warnings = new ArrayList<>();
    Instant now = clock.instant();
    TokenTimes times = new TokenClock(tuning.at(proof.path())).login(wanted, now, warnings);
    Changes changes = proof.changes().expectAll(permit.revisions());
    Standing standing = identities.arriving(changes, accessor, proof);
    TokenEntry draft =
        new TokenEntry(
            "",
            "",
            proof.path(),
            policies,
            displayName(proof),
            proof.metadata(),
            wanted.numUses(),
            times,
            !batch,
            "",
            standing.entity().id(),
            wanted.boundCidrs(),
            State.LIVE);
    Persona persona = standing.persona();
    return new Issued(
        batch ? batch(draft, persona, changes) : issue.service(draft, persona, changes), warnings);
  }

  /** What is counted is counted before a batch token, which has no row, is given away. */
  private AuthGrant batch(TokenEntry draft, Persona persona, Changes changes) {
    if (!changes.isEmpty()) {
      barrier.commit(changes);
    }
    return issue.batch(draft, persona);
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
      throw refused("auth methods cannot create root tokens");
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
      throw refused("batch tokens are neither periodic nor limited in their uses");
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

  private static Refused refused(String why) {
    return Refused.malformed(why);
  }
}
