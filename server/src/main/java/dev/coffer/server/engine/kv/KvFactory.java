package dev.coffer.server.engine.kv;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the engines of type {@code kv}: the option {@code version} is 1 (as without it) or 2. */
public final class KvFactory implements EngineFactory {
  private final InstantSource clock;
  private final SecureRandom random;
  private final KvCaches caches = new KvCaches();

  public KvFactory(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Engine open(EngineView view) {
    return switch (view.options().getOrDefault("version", "1")) {
      case "1", "" -> new KvV1Engine(view);
      case "2" -> view.upgrading() ? new KvUpgrade(core(view)) : new KvV2Engine(core(view));
      default -> throw Refused.malformed("a kv mount has version 1 or 2");
    };
  }

  private KvCore core(EngineView view) {
    return new KvCore(
        view.barrier(), new KvKeys(view.prefix()), new KvNeeds(view.mountPath()), caches, clock,
        random);
  }
}
