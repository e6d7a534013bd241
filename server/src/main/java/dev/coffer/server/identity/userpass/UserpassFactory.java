package dev.coffer.server.identity.userpass;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the auth methods of type {@code userpass}; all of them share one limit of hashes at work. */
public final class UserpassFactory implements EngineFactory {
  private final Passwords passwords;
  private final Lockouts lockouts;

  public UserpassFactory(InstantSource clock, SecureRandom random) {
    this.passwords = new Passwords(random);
    this.lockouts = new Lockouts(clock);
  }

  @Override
  public Engine open(EngineView view) {
    return new Userpass(view, passwords, lockouts);
  }
}
