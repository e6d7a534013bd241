package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.seal.RootTokens;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenEntry.State;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.lease.LeaseBook;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Root tokens, for initialisation, generate-root and dev servers: no parent, no end, no lease. Takes
 * the barrier with each call, since at initialisation it is not yet the store's own.
 */
public final class RootTokenMaker implements RootTokens {
  private final InstantSource clock;
  private final SecureRandom random;

  public RootTokenMaker(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new root token. The caller closes it. */
  @Override
  public SecretBytes create(Barrier barrier) {
    return issue(barrier).service(entry(), Persona.NOBODY, List.of()).clientToken();
  }

  /**
   * A root token whose text somebody chose, as {@code -dev-root-token-id} does.
   *
   * @throws Refused {@code Malformed} when it would be taken for a token that Coffer makes
   */
  public void create(Barrier barrier, SecretBytes chosen) {
    if (chosen.size() == 0 || TokenShape.isReserved(chosen)) {
      throw new Refused(
          new Failure.Malformed(
              "a chosen root token must not be empty nor contain a '.'; without one a random token is made"));
    }
    issue(barrier).service(chosen, entry(), Persona.NOBODY, List.of());
  }

  private TokenIssue issue(Barrier barrier) {
    return new TokenIssue(
        barrier,
        new TokenShape(barrier, random),
        new TokenRows(new LeaseBook()),
        new BatchTokens(barrier, random));
  }

  private TokenEntry entry() {
    TokenTimes times =
        TokenTimes.issued(clock.instant(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new TokenEntry(
        "", "", "auth/token/root", List.of(TokenPolicies.ROOT), "root", Map.of(), 0, times, false,
        "", "", List.of(), State.LIVE);
  }
}
