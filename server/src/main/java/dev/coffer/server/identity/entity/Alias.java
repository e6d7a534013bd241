package dev.coffer.server.identity.entity;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The name under which one mount knows somebody, or one of its groups.
 *
 * @param accessor of the mount
 * @param name as the mount spells it; compared to the letter
 * @param metadata what the method said at the last login
 * @param custom what an operator wrote
 * @param mergedFrom ids of the entities it belonged to before they were merged
 */
public record Alias(
    String id,
    String accessor,
    String name,
    Map<String, String> metadata,
    Map<String, String> custom,
    boolean local,
    Instant created,
    Instant updated,
    List<String> mergedFrom) {
  public Alias {
    metadata = Map.copyOf(metadata);
    custom = Map.copyOf(custom);
    mergedFrom = List.copyOf(mergedFrom);
  }

  Alias withMetadata(Map<String, String> said, Instant now) {
    return new Alias(id, accessor, name, said, custom, local, created, now, mergedFrom);
  }

  Alias changed(String newAccessor, String newName, Map<String, String> newCustom, Instant now) {
    return new Alias(id, newAccessor, newName, metadata, newCustom, local, created, now, mergedFrom);
  }

  Alias mergedFrom(List<String> entities) {
    return new Alias(id, accessor, name, metadata, custom, local, created, updated, entities);
  }
}
