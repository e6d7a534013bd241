package dev.coffer.server.engine.kv;

import java.util.Map;
import java.util.Optional;

/**
 * What a read found.
 *
 * @param state as it was at the time asked for; {@code DESTROYED} also when it was destroyed since
 * @param custom the secret's own metadata
 * @param payload there when the state is {@code ENABLED}; whoever reads it closes it
 */
public record ReadVersion(
    Version version, VersionState state, Map<String, String> custom, Optional<Payload> payload) {
  public ReadVersion {
    custom = Map.copyOf(custom);
  }
}
