package dev.coffer.server.engine.transit;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the engines of type {@code transit}, which share the cache of keys. */
public final class TransitFactory implements EngineFactory {
  private static final int KEYS_CACHED_MAX = 2_000;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Decoded<TransitKey> cache = new Decoded<>(KEYS_CACHED_MAX, KeyRows::decode);
  private final Asymmetric asymmetric = new Asymmetric();

  public TransitFactory(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Engine open(EngineView view) {
    return new TransitEngine(
        new TransitCore(
            view.barrier(), view.prefix(), new TransitNeeds(view.mountPath()), cache, clock, random, asymmetric));
  }
}
