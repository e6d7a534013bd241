package dev.coffer.server.gate.fake;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Operation;
import dev.coffer.server.gate.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Requests for tests. */
public final class Asks {
  public static final MountFacts KV =
      new MountFacts("secret/", "kv", "kv_1", "secret", "v1", Set.of(), Set.of());
  public static final Json.Object NO_HEADERS = Json.Object.empty();

  private Asks() {}

  public static Ask of(Operation operation, String path, Need... needs) {
    return of(operation, path, Json.Object.empty(), () -> false, needs);
  }

  public static Ask of(
      Operation operation, String path, Json.Object data, BooleanSupplier exists, Need... needs) {
    return new Ask(
        "request-1", token("hvs.known"), operation, path, data, origin("10.0.0.1"), KV,
        Optional.empty(), List.of(needs), exists);
  }

  public static Ask with(Ask ask, Evidence evidence) {
    return new Ask(
        ask.id(), evidence, ask.operation(), ask.path(), ask.parameters(), ask.origin(),
        ask.mount(), ask.wrapTtl(), ask.needs(), ask.exists());
  }

  public static Ask wrapped(Ask ask, Duration ttl) {
    return new Ask(
        ask.id(), ask.evidence(), ask.operation(), ask.path(), ask.parameters(), ask.origin(),
        ask.mount(), Optional.of(ttl), ask.needs(), ask.exists());
  }

  public static Ask from(Ask ask, String address) {
    return new Ask(
        ask.id(), ask.evidence(), ask.operation(), ask.path(), ask.parameters(), origin(address),
        ask.mount(), ask.wrapTtl(), ask.needs(), ask.exists());
  }

  public static Evidence token(String text) {
    return new Evidence.BearerToken(SecretBytes.ofText(text));
  }

  public static Origin origin(String address) {
    return new Origin(address, 4_242, "", NO_HEADERS);
  }

  public static AuthGrant grant(String token) {
    return new AuthGrant(
        SecretBytes.ofText(token), "new-accessor", List.of("default", "dev"),
        List.of("default", "dev"), List.of(), Map.of("user", "alice"), Duration.ofHours(1), true,
        "entity-1", "service", true, 0, "userpass-alice");
  }
}
