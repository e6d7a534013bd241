package dev.coffer.server.identity.userpass;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.identity.Lockouts;
import java.security.SecureRandom;

/** Makes the auth methods of type {@code userpass}; all of them share one limit of hashes at work. */
public final class UserpassFactory implements EngineFactory {
  private final Passwords passwords;
  private final Lockouts lockouts;

  /**
   * Over one count of failures.
   *
   * @param lockouts shared with every other method that takes passwords
   */
  public UserpassFactory(Lockouts lockouts, SecureRandom random) {
    this.passwords = new Passwords(random);
    this.lockouts = lockouts;
  }

  @Override
  public Engine open(EngineView view) {
    return new Userpass(view, passwords, lockouts);
  }
}
