package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.crypto.RandomUuid;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.identity.mfa.Demand;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.identity.mfa.TotpMethod;
import dev.coffer.server.identity.mfa.TotpSecrets;
import dev.coffer.server.identity.token.PendingLogins.Pending;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.lease.TtlTuning;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The second request of a login whose second factor was not in the first. The method is asked again
 * what it says of the token, so that a user or role that went away meanwhile lets nobody in.
 */
public final class SecondStep {
  private final Barrier barrier;
  private final InstantSource clock;
  private final SecureRandom random;
  private final TokenIssue issue;
  private final TtlTuning tuning;
  private final LoginMethods methods;
  private final Identities identities;
  private final Mfa mfa;
  private final PendingLogins pendings = new PendingLogins();

  SecondStep(
      Barrier barrier,
      InstantSource clock,
      SecureRandom random,
      TokenIssue issue,
      Tokens.Surroundings around,
      Identities identities) {
    this.barrier = barrier;
    this.clock = clock;
    this.random = random;
    this.issue = issue;
    this.tuning = around.tuning();
    this.methods = around.methods();
    this.mfa = around.mfa();
    this.identities = identities;
  }

  /** Keeps a login until its second request comes. */
  Admission.Asked await(TokenEntry draft, boolean batch, Demand demand, List<String> warnings) {
    Instant now = clock.instant();
    String id = RandomUuid.text(random);
    Instant until = now.plus(PendingLogins.WAITS);
    pendings.add(id, new Pending(draft, batch, demand, warnings, until, Map.of()), now);
    return new Admission.Asked(id, demand);
  }

  /**
   * Lets somebody in who has proved the first factor.
   *
   * @param permit of the login door
   * @param codes by method's id or name
   * @param presented what this request shows of its sender
   * @throws Refused {@code Malformed} when nobody waits under that id any more, or the method would not
   *     give the token now; {@code Forbidden} when a code is missing, wrong or was used; {@code
   *     Throttled} after too many wrong ones
   */
  public Issued finish(
      Permit permit, String id, Map<String, String> codes, Presented presented) {
    Instant now = clock.instant();
    Pending pending = pending(id, now);
    try (Reading reading = barrier.read()) {
      Standing standing = identities.of(reading, pending.draft()).orElseThrow();
      Changes changes =
          new Changes().expectAll(permit.revisions()).expectAll(standing.revisions());
      mfa.factors()
          .check(
              reading, changes, standing.entity().id(), pending.demand(), codes, pending.enrolling());
      TokenParameters said =
          methods
              .renewing(pending.draft(), presented)
              .orElseThrow(() -> Refused.malformed("the login method is gone"))
              .renewed()
              .parameters();
      List<String> warnings = new ArrayList<>(pending.warnings());
      TokenTimes times =
          new TokenClock(tuning.at(pending.draft().path())).login(said, now, warnings);
      TokenEntry draft = pending.draft().withTimes(times);
      Issued issued =
          new Issued(issue.of(pending.batch(), draft, standing.persona(), changes), warnings);
      pendings.remove(id);
      return issued;
    }
  }

  /**
   * A secret for somebody who has proved the first factor and has none yet. It is kept once a code of
   * it ends this login.
   *
   * @throws Refused {@code Malformed} when nobody waits under that id any more, or the method gives
   *     nobody a secret in this way
   */
  public TotpSecrets.Told enrol(String id, String methodId) {
    Pending pending = pending(id, clock.instant());
    TotpMethod method =
        pending.demand().all().stream()
            .flatMap(anyOf -> anyOf.methods().stream())
            .filter(choice -> choice.enrols() && choice.method().id().equals(methodId))
            .findFirst()
            .orElseThrow(() -> Refused.malformed("no self-enrolment with this method at this login"))
            .method();
    try (Reading reading = barrier.read()) {
      Standing standing = identities.of(reading, pending.draft()).orElseThrow();
      return pendings.enrol(id, pending, methodId, mfa.secrets().make(method, standing.entity()));
    }
  }

  private Pending pending(String id, Instant now) {
    return pendings.find(id, now).orElseThrow(() -> Refused.malformed("invalid request ID"));
  }
}
