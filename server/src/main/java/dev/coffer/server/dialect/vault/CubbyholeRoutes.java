package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.engine.cubbyhole.CubbyholeEngine;
import dev.coffer.server.gate.Answer;
import java.util.List;

/** {@code cubbyhole/} (Vault API, /secret/cubbyhole): the body is what is kept for the token. */
public final class CubbyholeRoutes {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private CubbyholeRoutes() {}

  public static RouteTable<CubbyholeEngine> table() {
    return RouteTable.of(
        Route.read("{path...}", "Read what the token kept", CubbyholeRoutes::read),
        Route.<CubbyholeEngine>write("{path...}", "Keep something for the token", CubbyholeRoutes::write)
            .takingAnyFields(),
        Route.delete("{path...}", "Drop what the token kept", CubbyholeRoutes::delete),
        Route.list("{path...}", "Names of what the token kept", CubbyholeRoutes::list));
  }

  private static Passed read(CubbyholeEngine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.readNeed(path),
        permit -> {
          try (SecretBytes value = engine.read(permit, path).orElseThrow(KvV2Routes::missing)) {
            return Answer.of(value.read(READER::readObject));
          }
        });
  }

  private static Passed write(CubbyholeEngine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.writeNeed(path),
        permit -> {
          if (request.fields().members().isEmpty()) {
            throw KvWire.malformed("missing data fields");
          }
          engine.write(permit, path, SecretBytes.owning(JsonWriter.bytes(request.fields())));
          return Answer.empty();
        });
  }

  private static Passed delete(CubbyholeEngine engine, VaultRequest request) {
    String path = request.capture("path");
    return request.pass(
        engine.deleteNeed(path),
        permit -> {
          engine.delete(permit, path);
          return Answer.empty();
        });
  }

  private static Passed list(CubbyholeEngine engine, VaultRequest request) {
    String path = request.capture("path");
    String folder = path.isEmpty() ? "" : path + "/";
    return request.pass(
        engine.listNeed(folder),
        permit -> {
          List<String> names = engine.list(permit, folder);
          return Answer.of(Json.object().put("keys", Json.texts(names)).build());
        });
  }
}
