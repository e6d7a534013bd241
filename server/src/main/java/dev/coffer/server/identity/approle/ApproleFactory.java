package dev.coffer.server.identity.approle;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the auth methods of type {@code approle}. */
public final class ApproleFactory implements EngineFactory {
  private final InstantSource clock;
  private final SecureRandom random;
  private final LastUses lastUses = new LastUses();
  private final ApproleCore.Caches caches = ApproleCore.Caches.empty();

  public ApproleFactory(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  public LastUses lastUses() {
    return lastUses;
  }

  @Override
  public Engine open(EngineView view) {
    ApproleCore core =
        new ApproleCore(view.barrier(), new ApproleKeys(view.prefix()), caches, clock, random, view.leaseMaxTtl());
    return new Approle(view.mountPath(), view.tokenType(), core, lastUses);
  }
}
