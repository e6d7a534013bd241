package dev.coffer.server.engine;

/**
 * Makes the engine of one mount. Called again whenever the mount table changes, so it must be
 * cheap; what is to last (caches) belongs to the factory.
 */
@FunctionalInterface
public interface EngineFactory {

  /**
   * The engine of a mount.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the mount's options make no
   *     sense; MountTable asks before it accepts a mount
   */
  Engine open(EngineView view);
}
