package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.lease.LeaseBook;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The parts of this room, put together for Assembly.
 *
 * @param store what the gate asks who a token stands for
 * @param revocation also the {@code "token"} revoker of leases, and resumed by the clockwork
 */
public record Tokens(TokenStore store, TokenRevocation revocation) {
  /** The name that leases of tokens are issued with. */
  public static final String REVOKER = TokenRows.REVOKER;

  /** Puts the room together; reads nothing. */
  public static Tokens over(
      Barrier barrier,
      InstantSource clock,
      SecureRandom random,
      LeaseBook leases,
      TokenBelongings belongings) {
    TokenShape shape = new TokenShape(barrier, random);
    TokenRows rows = new TokenRows(leases);
    BatchTokens batches = new BatchTokens(barrier, random);
    TokenRevocation revocation =
        new TokenRevocation(barrier, clock, rows, leases, belongings);
    return new Tokens(
        new TokenStore(barrier, clock, shape, rows, batches, revocation), revocation);
  }
}
