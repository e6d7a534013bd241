package dev.coffer.server.gate;

import dev.coffer.kit.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A request, in no protocol's words.
 *
 * @param id the request id, unique, safe to tell strangers
 * @param path the path as audited and as parameter rules match it, without {@code /v1/}
 * @param parameters the request's own fields
 * @param wrapTtl how long the answer shall stay wrapped, empty for not at all
 * @param needs all of them must be granted
 * @param exists asked only for a {@link Need#write} whose rules grant one of create and update
 */
public record Ask(
    String id,
    Evidence evidence,
    Operation operation,
    String path,
    Json.Object parameters,
    Origin origin,
    MountFacts mount,
    Optional<Duration> wrapTtl,
    List<Need> needs,
    BooleanSupplier exists) {
  public Ask {
    needs = List.copyOf(needs);
  }
}
