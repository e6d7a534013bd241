package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.transit.KeySettings;
import dev.coffer.server.engine.transit.KeyType;
import dev.coffer.server.engine.transit.NewKey;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.engine.transit.TransitKey;
import dev.coffer.server.engine.transit.TransitKeys;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.time.Duration;

/** The life of transit's keys (Vault API, /secret/transit). */
final class TransitKeyRoutes {
  static final Field TYPE = Field.text("type", "The type of the key, aes256-gcm96 unless told");
  static final Field DERIVED = Field.bool("derived", "A key of its own for each context");
  static final Field EXPORTABLE = Field.bool("exportable", "Whether the key may be exported; cannot be undone");
  static final Field BACKUP = Field.bool("allow_plaintext_backup", "Whether a backup may be taken; cannot be undone");
  static final Field AUTO_ROTATE =
      Field.duration("auto_rotate_period", "How old a version gets before the next is made; 0 for never");
  static final Field CONVERGENT = Field.bool("convergent_encryption", "Equal texts get equal ciphertexts in a context");
  static final Field CONTEXT = Field.text("context", "The context of a derived key, in base64");
  private static final Field SIZE = Field.integer("key_size", "Bytes of a key of type hmac, 32 to 512");
  private static final Field MIN_DECRYPTION =
      Field.integer("min_decryption_version", "The oldest version that decrypts and verifies");
  private static final Field MIN_ENCRYPTION =
      Field.integer("min_encryption_version", "The oldest version that encrypts and signs, 0 for any");
  private static final Field DELETION = Field.bool("deletion_allowed", "Whether the key may be deleted");
  private static final Field MIN_AVAILABLE =
      Field.integer("min_available_version", "Versions before this one are removed for good");

  private TransitKeyRoutes() {}

  static RouteTable<TransitEngine> table() {
    return RouteTable.of(
        Route.write(
            "keys/{name}", "Make a key", TransitKeyRoutes::create, TYPE, DERIVED, CONVERGENT, EXPORTABLE,
            BACKUP, AUTO_ROTATE, SIZE, CONTEXT),
        Route.read("keys/{name}", "Read a key's settings and public keys", TransitKeyRoutes::read, CONTEXT),
        Route.delete("keys/{name}", "Delete a key", TransitKeyRoutes::delete),
        Route.list("keys", "Names of keys", TransitKeyRoutes::list),
        Route.write(
            "keys/{name}/config", "Change a key's settings", TransitKeyRoutes::configure, MIN_DECRYPTION,
            MIN_ENCRYPTION, DELETION, EXPORTABLE, BACKUP, AUTO_ROTATE),
        Route.write("keys/{name}/rotate", "Add a version", TransitKeyRoutes::rotate),
        Route.write("keys/{name}/trim", "Remove old versions", TransitKeyRoutes::trim, MIN_AVAILABLE));
  }

  /** What a request says about a new key. */
  static NewKey wanted(RequestFields request, boolean derived) {
    return new NewKey(
        KeyType.ofWord(request.text("type", "aes256-gcm96")),
        KeySettings.initial(
            derived,
            request.bool("convergent_encryption", false),
            request.bool("exportable", false),
            request.bool("allow_plaintext_backup", false),
            request.duration("auto_rotate_period").orElse(Duration.ZERO)),
        (int) Math.min(request.integer("key_size", 0), Integer.MAX_VALUE));
  }

  private static Passed create(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().create(name),
        permit -> {
          TransitKeys.Made made =
              engine.keys().create(permit, name, wanted(request, request.bool("derived", false)));
          Answer answer = Answer.of(TransitWire.key(name, made.key()));
          return made.isNew() ? answer : answer.warning("key " + name + " already existed");
        });
  }

  private static Passed read(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read(name),
        permit -> {
          byte[] context = TransitBatch.base64(request.fields(), "context", "failed to base64-decode context");
          TransitKey key = engine.keys().read(permit, name).orElseThrow(KvV2Routes::missing);
          Json.Object told =
              TransitWire.key(
                  name, key,
                  version -> engine.keys().derivedPublicKey(permit, name, key, version.number(), context));
          return Answer.of(told);
        });
  }

  private static Passed delete(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(request, engine.needs().delete(name), permit -> engine.keys().delete(permit, name));
  }

  private static Passed list(TransitEngine engine, VaultRequest request) {
    return KvWire.names(request, engine.needs().list(), permit -> engine.keys().list(permit));
  }

  private static Passed configure(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().change(name, "config"),
        permit -> {
          TransitKeys.Change change =
              new TransitKeys.Change(
                  request.integer("min_decryption_version"),
                  request.integer("min_encryption_version"),
                  request.bool("deletion_allowed"),
                  request.bool("exportable"),
                  request.bool("allow_plaintext_backup"),
                  request.duration("auto_rotate_period"));
          Answer answer = Answer.of(TransitWire.key(name, engine.keys().configure(permit, name, change)));
          return change.minDecryption().filter(asked -> asked == 0).isPresent()
              ? answer.warning("since Vault 0.3, transit key numbering starts at 1; forcing minimum to 1")
              : answer;
        });
  }

  private static Passed rotate(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().change(name, "rotate"),
        permit -> Answer.of(TransitWire.key(name, engine.keys().rotate(permit, name))));
  }

  private static Passed trim(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().change(name, "trim"),
        permit -> {
          long first =
              request.integer("min_available_version")
                  .orElseThrow(() -> Refused.malformed("missing min_available_version"));
          return Answer.of(TransitWire.key(name, engine.keys().trim(permit, name, first)));
        });
  }
}
