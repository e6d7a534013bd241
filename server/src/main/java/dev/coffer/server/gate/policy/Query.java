package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One question to the rules.
 *
 * @param path the whole path without {@code /v1/}, as the store sees it: {@code secret/data/a}
 * @param capabilities all of these are needed
 * @param parameters the request's fields; empty when the path is not the request's own, and then no
 *     parameter rule is applied
 * @param wrapTtl how long the answer shall stay wrapped, empty when it is not
 */
public record Query(
    String path,
    Set<Capability> capabilities,
    Optional<Json.Object> parameters,
    Optional<Duration> wrapTtl) {
  public Query {
    capabilities = Set.copyOf(capabilities);
  }

  public static Query of(String path, Capability capability) {
    return new Query(path, Set.of(capability), Optional.empty(), Optional.empty());
  }
}
