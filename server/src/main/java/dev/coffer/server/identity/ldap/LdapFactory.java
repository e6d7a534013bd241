package dev.coffer.server.identity.ldap;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.identity.Lockouts;

/** Makes the auth methods of type {@code ldap}; all of them share one limit of conversations. */
public final class LdapFactory implements EngineFactory {
  private static final int ROWS_MAX = 10_000;

  private final Shared shared;

  /** What outlasts a change of the mount table. */
  record Shared(Lockouts lockouts, Turns turns, Decoded<Mapping> mappings) {}

  /**
   * Over one count of failures.
   *
   * @param lockouts shared with every other method that takes passwords
   */
  public LdapFactory(Lockouts lockouts) {
    this.shared = new Shared(lockouts, new Turns(), new Decoded<>(ROWS_MAX, LdapRows::mapping));
  }

  @Override
  public Engine open(EngineView view) {
    return new Ldap(view, shared);
  }
}
