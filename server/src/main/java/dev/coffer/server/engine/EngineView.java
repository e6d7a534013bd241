package dev.coffer.server.engine;

import dev.coffer.server.barrier.Barrier;
import java.util.Map;

/**
 * The piece of the world one mounted engine sees.
 *
 * @param prefix every key of the engine begins with it: {@code mount/<uuid>/}
 * @param mountPath where policies speak of it, with its slash: {@code secret/}
 * @param options the mount's options ({@code version} for KV)
 */
public record EngineView(
    Barrier barrier, String prefix, String mountPath, Map<String, String> options) {
  public EngineView {
    options = Map.copyOf(options);
  }
}
