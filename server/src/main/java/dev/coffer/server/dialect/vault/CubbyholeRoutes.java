package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.engine.cubbyhole.CubbyholeEngine;
import dev.coffer.server.gate.Answer;

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
    return KvWire.write(
        request,
        engine.writeNeed(path),
        () -> false, // Both capabilities are needed, whatever is there.
        (permit, secret) -> engine.write(permit, path, secret));
  }

  private static Passed delete(CubbyholeEngine engine, VaultRequest request) {
    String path = request.capture("path");
    return KvWire.done(request, engine.deleteNeed(path), permit -> engine.delete(permit, path));
  }

  private static Passed list(CubbyholeEngine engine, VaultRequest request) {
    String folder = KvWire.folder(request);
    return KvWire.names(request, engine.listNeed(folder), permit -> engine.list(permit, folder));
  }
}
