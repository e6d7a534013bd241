package dev.coffer.server.identity.token;

/** What goes with a token besides its children and leases, such as its cubbyhole. */
@FunctionalInterface
public interface TokenBelongings {

  /**
   * Removes all of it; called at least once, after the last commit that a holder could make, for
   * tokens whose belongings were noted ({@link dev.coffer.server.lease.Holdings}).
   */
  void remove(String tokenHash);
}
