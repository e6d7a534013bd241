package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.TtlTuning;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * The parts of this room, put together for Assembly.
 *
 * @param store what the gate asks who a token stands for
 * @param revocation also the {@link #REVOKER} of leases, and resumed by the clockwork
 * @param login for the methods by which people and machines prove who they are
 * @param secondStep the second request of a login, where it needs one
 */
public record Tokens(
    TokenStore store,
    TokenCreation creation,
    TokenRenewal renewal,
    TokenRevocation revocation,
    TokenLookup lookup,
    TokenRoles roles,
    TokenTidy tidy,
    TokenLogin login,
    SecondStep secondStep) {
  /** The name that leases of tokens are issued with. */
  public static final String REVOKER = TokenRows.REVOKER;

  /**
   * What the room needs of others.
   *
   * @param tuning TTLs by the mount table
   * @param policyExists only to warn of names that no policy has
   * @param belongings what else goes with a token: its cubbyhole
   * @param methods asked when a token that a login gave is renewed
   * @param identity the entities that tokens belong to
   * @param mfa what logins must prove besides
   */
  public record Surroundings(
      TtlTuning tuning,
      Predicate<String> policyExists,
      TokenBelongings belongings,
      LoginMethods methods,
      Identity identity,
      Mfa mfa) {}

  /** Puts the room together; reads nothing. */
  public static Tokens over(
      Barrier barrier,
      InstantSource clock,
      SecureRandom random,
      LeaseBook leases,
      Surroundings around) {
    TokenShape shape = new TokenShape(barrier, random);
    TokenRows rows = new TokenRows(leases);
    BatchTokens batches = new BatchTokens(barrier, random);
    TokenRoles roles = new TokenRoles(barrier);
    Identities identities = new Identities(around.identity());
    TokenIssue issue = new TokenIssue(barrier, shape, rows, batches);
    SecondStep second = new SecondStep(barrier, clock, random, issue, around, identities);
    TokenRevocation revocation =
        new TokenRevocation(barrier, clock, rows, leases, around.belongings());
    return new Tokens(
        new TokenStore(barrier, clock, shape, rows, batches, revocation, identities),
        new TokenCreation(
            barrier, clock, rows, issue, shape, roles, around.tuning(), around.policyExists()),
        new TokenRenewal(barrier, clock, rows, roles, around.tuning(), around.methods(), identities),
        revocation,
        new TokenLookup(barrier, clock, shape, rows, batches, identities),
        roles,
        new TokenTidy(barrier, rows),
        new TokenLogin(barrier, clock, issue, second, around, identities),
        second);
  }
}
