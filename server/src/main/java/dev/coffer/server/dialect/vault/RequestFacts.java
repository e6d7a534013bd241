package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is known of a request once its path and body are read.
 *
 * @param path the whole path without {@code /v1/}; for LIST and SCAN with a slash at its end
 * @param factors codes of {@code X-Vault-MFA}, by method's id or name
 * @param parameters the fields of the body, or of the query for verbs without body
 */
record RequestFacts(
    String id,
    Evidence evidence,
    Verb verb,
    String path,
    Map<String, String> captures,
    Json.Object parameters,
    Origin origin,
    MountFacts mount,
    Optional<Duration> wrapTtl,
    boolean sudo,
    WirePeer peer,
    Map<String, String> factors) {

  Ask ask(List<Need> needs, BooleanSupplier exists) {
    return new Ask(
        id, evidence, verb.operation(), path, parameters, origin, mount, wrapTtl, needs, exists);
  }
}
