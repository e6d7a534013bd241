package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.time.Durations;
import dev.coffer.server.engine.kv.KvV1Engine;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.LeaseGrant;
import java.time.Duration;
import java.util.Optional;

/** KV version 1 (Vault API, /secret/kv/kv-v1): the body is the secret. */
public final class KvV1Routes {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);
  private static final Field AFTER = Field.text("after", "Only names after this one");
  private static final Field LIMIT = Field.integer("limit", "How many names, 0 for all");

  private KvV1Routes() {}

  public static RouteTable<KvV1Engine> table() {
    return RouteTable.of(
        Route.read("{path...}", "Read a secret", KvV1Routes::read),
        Route.<KvV1Engine>write("{path...}", "Write a secret", KvV1Routes::write).takingAnyFields(),
        Route.delete("{path...}", "Delete a secret", KvV1Routes::delete),
        Route.list("{path...}", "Names in a folder", KvV1Routes::list, AFTER, LIMIT));
  }

  private static Passed read(KvV1Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.readNeed(path),
        permit -> {
          try (SecretBytes value = engine.read(permit, path).orElseThrow(KvV2Routes::missing)) {
            Json.Object data = value.read(READER::readObject);
            return Answer.of(data).with(new LeaseGrant("", lease(data, engine.leaseTtl()), false));
          }
        });
  }

  /** Nothing ends then: it tells readers when to come again. */
  private static Duration lease(Json.Object data, Duration otherwise) {
    return data.get("ttl").or(() -> data.get("lease"))
        .flatMap(KvV1Routes::duration)
        .filter(ttl -> !ttl.isNegative())
        .orElse(otherwise);
  }

  private static Optional<Duration> duration(Json value) {
    return switch (value) {
      case Json.Text text -> Durations.parse(text.value());
      case Json.Number number -> Durations.parse(number.literal());
      case Json.Bool _, Json.Null _, Json.Array _, Json.Object _ -> Optional.empty();
    };
  }

  private static Passed write(KvV1Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return KvWire.write(
        request,
        engine.writeNeed(path),
        () -> engine.exists(path),
        (permit, secret) -> engine.write(permit, path, secret));
  }

  private static Passed delete(KvV1Engine engine, VaultRequest request) {
    String path = request.capture("path");
    return KvWire.done(request, engine.deleteNeed(path), permit -> engine.delete(permit, path));
  }

  private static Passed list(KvV1Engine engine, VaultRequest request) {
    String folder = KvWire.folder(request);
    return KvWire.names(
        request,
        engine.listNeed(folder),
        permit -> engine.list(permit, folder, KvMetadataRoutes.page(request)));
  }
}
