package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.engine.transit.TransitExports;
import dev.coffer.server.engine.transit.TransitImports;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.util.Optional;

/** Keys that leave and come (Vault API, /secret/transit#export-key, #backup-key, #import-key). */
final class TransitExportRoutes {
  private static final Field FORMAT = Field.text("format", "raw, der or pem; what is usual for the type unless told");
  private static final Field BACKUP = Field.text("backup", "What backup gave");
  private static final Field FORCE = Field.bool("force", "Replace a key of that name");
  private static final Field CIPHERTEXT = Field.text("ciphertext", "The wrapped key, in base64");
  private static final Field PUBLIC_KEY = Field.text("public_key", "A public key alone, in PEM");
  private static final Field HASH = Field.text("hash_function", "The hash of OAEP, SHA256 unless told");
  private static final Field ALLOW_ROTATION = Field.bool("allow_rotation", "Whether the key may be rotated here");

  private TransitExportRoutes() {}

  static RouteTable<TransitEngine> table() {
    return RouteTable.of(
        Route.read("export/{kind}/{name}", "Export a key", (e, r) -> export(e, r, ""), FORMAT),
        Route.read(
            "export/{kind}/{name}/{version}", "Export a version", (e, r) -> export(e, r, r.capture("version")), FORMAT),
        Route.read("backup/{name}", "The whole key in the clear", TransitExportRoutes::backup),
        Route.write("restore", "Bring a key back", (e, r) -> restore(e, r, ""), BACKUP, FORCE),
        Route.write("restore/{name}", "Bring a key back", (e, r) -> restore(e, r, r.capture("name")), BACKUP, FORCE),
        Route.read("wrapping_key", "What imported keys are wrapped under", TransitExportRoutes::wrappingKey),
        Route.write(
            "keys/{name}/import", "Import a key", TransitExportRoutes::importKey, TransitKeyRoutes.TYPE, CIPHERTEXT,
            PUBLIC_KEY, HASH, ALLOW_ROTATION, TransitKeyRoutes.DERIVED, TransitKeyRoutes.EXPORTABLE,
            TransitKeyRoutes.BACKUP, TransitKeyRoutes.AUTO_ROTATE, TransitKeyRoutes.CONTEXT),
        Route.write(
            "keys/{name}/import_version", "Import a version", TransitExportRoutes::importVersion, CIPHERTEXT,
            PUBLIC_KEY, HASH));
  }

  private static Passed export(TransitEngine engine, VaultRequest request, String version) {
    String kind = request.capture("kind");
    String name = request.capture("name");
    return request.pass(
        engine.needs().export(kind, name, version.isEmpty() ? "" : "/" + version),
        permit -> {
          TransitExports.Exported exported =
              engine.exports()
                  .export(permit, kind, name, version, request.text("format", ""))
                  .orElseThrow(KvV2Routes::missing);
          Json.Builder keys = Json.object();
          exported.keys().forEach((number, text) -> keys.put(Integer.toString(number), text));
          return Answer.of(
              Json.object()
                  .put("keys", keys.build())
                  .put("name", name)
                  .put("type", exported.type().word())
                  .build());
        });
  }

  private static Passed backup(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().backup(name),
        permit -> Answer.of(Json.object().put("backup", engine.exports().backup(permit, name)).build()));
  }

  private static Passed restore(TransitEngine engine, VaultRequest request, String name) {
    return KvWire.done(
        request,
        engine.needs().restore(name),
        permit -> {
          String backup =
              request.text("backup")
                  .filter(text -> !text.isEmpty())
                  .orElseThrow(() -> Refused.malformed("'backup' must be supplied"));
          engine.exports().restore(permit, name, backup, request.bool("force", false));
        });
  }

  private static Passed wrappingKey(TransitEngine engine, VaultRequest request) {
    return request.pass(
        engine.needs().wrappingKey(),
        permit -> Answer.of(Json.object().put("public_key", engine.imports().wrappingKey(permit)).build()));
  }

  private static Passed importKey(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request,
        engine.needs().change(name, "import"),
        permit -> {
          if (request.bool("convergent_encryption", false)) {
            throw Refused.malformed("import cannot be used on keys with convergent encryption enabled");
          }
          engine.imports()
              .importKey(
                  permit, name, TransitKeyRoutes.wanted(request, request.bool("derived", false)),
                  request.bool("allow_rotation", false), material(request));
        });
  }

  private static Passed importVersion(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request,
        engine.needs().change(name, "import_version"),
        permit -> engine.imports().importVersion(permit, name, material(request)));
  }

  private static TransitImports.Material material(VaultRequest request) {
    Optional<byte[]> ciphertext =
        request.text("ciphertext")
            .filter(text -> !text.isEmpty())
            .map(text -> TransitBatch.base64(text, "illegal base64 data"));
    return new TransitImports.Material(
        ciphertext,
        request.text("hash_function", "SHA256"),
        request.text("public_key").filter(text -> !text.isEmpty()));
  }
}
