package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.transit.KeyUse;
import dev.coffer.server.engine.transit.TransitCiphers;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.util.List;

/** Encryption, decryption and data keys (Vault API, /secret/transit#encrypt-data and following). */
final class TransitCipherRoutes {
  private static final String BAD_BASE64 = "illegal base64 data";
  private static final Field PLAINTEXT = Field.text("plaintext", "What to encrypt, in base64");
  private static final Field CIPHERTEXT = Field.text("ciphertext", "What encrypting gave");
  private static final Field VERSION = Field.integer("key_version", "Which version encrypts, 0 for the latest");
  private static final Field DATA = Field.text("associated_data", "Bound to the ciphertext but not in it, in base64");
  private static final Field NONCE = Field.text("nonce", "Not taken: each ciphertext gets its own");
  private static final Field BITS = Field.integer("bits", "128, 256 or 512; 256 unless told");

  private TransitCipherRoutes() {}

  static RouteTable<TransitEngine> table() {
    return RouteTable.of(
        Route.write(
            "encrypt/{name}", "Encrypt", TransitCipherRoutes::encrypt, PLAINTEXT, TransitKeyRoutes.CONTEXT,
            VERSION, DATA, NONCE, TransitBatch.BATCH, TransitBatch.PARTIAL, TransitKeyRoutes.TYPE,
            TransitKeyRoutes.CONVERGENT),
        Route.write(
            "decrypt/{name}", "Decrypt", TransitCipherRoutes::decrypt, CIPHERTEXT, TransitKeyRoutes.CONTEXT,
            DATA, NONCE, TransitBatch.BATCH, TransitBatch.PARTIAL),
        Route.write(
            "rewrap/{name}", "Encrypt anew under the latest version", TransitCipherRoutes::rewrap, CIPHERTEXT,
            TransitKeyRoutes.CONTEXT, VERSION, DATA, NONCE, TransitBatch.BATCH, TransitBatch.PARTIAL),
        Route.write(
            "datakey/{kind}/{name}", "A fresh data key", TransitCipherRoutes::dataKey, BITS,
            TransitKeyRoutes.CONTEXT, NONCE, DATA, VERSION));
  }

  private static Passed encrypt(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    TransitCiphers ciphers = engine.ciphers();
    return TransitBatch.pass(
        request,
        List.of(engine.needs().encrypt(name)),
        () -> ciphers.exists(name),
        (permit, batch) -> {
          boolean derived = checkTexts(batch);
          if (request.bool("convergent_encryption", false) && !derived) {
            throw Refused.malformed(
                "convergent encryption requires derivation to be enabled, so context is required");
          }
          KeyUse use = ciphers.forEncrypting(permit, name, TransitKeyRoutes.wanted(request, derived));
          return item -> encrypt(ciphers, use, item);
        });
  }

  /** Returns whether there are contexts: then a key made for the request is derived. */
  private static boolean checkTexts(TransitBatch batch) {
    List<Json.Object> items = batch.items();
    boolean first = hasContext(items.getFirst());
    for (int at = 0; at < items.size(); at++) {
      if (!items.get(at).has("plaintext")) {
        throw Refused.malformed(
            batch.isBatch() ? "'[" + at + "].plaintext' missing plaintext to encrypt" : "missing plaintext to encrypt");
      }
      if (hasContext(items.get(at)) != first) {
        throw Refused.malformed("context should be set either in all the request blocks or in none");
      }
    }
    return first;
  }

  private static boolean hasContext(Json.Object item) {
    return item.text("context").filter(context -> !context.isEmpty()).isPresent();
  }

  private static Json.Object encrypt(TransitCiphers ciphers, KeyUse use, Json.Object item) {
    refuseNonce(item);
    byte[] text = TransitBatch.base64(item, "plaintext", BAD_BASE64);
    return told(
        ciphers.encrypt(
            use,
            new TransitCiphers.Text(text, context(item), data(item), TransitBatch.integer(item, "key_version"))));
  }

  private static Json.Object told(TransitCiphers.Made made) {
    return Json.object().put("ciphertext", made.ciphertext()).put("key_version", made.version()).build();
  }

  private static Passed decrypt(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    TransitCiphers ciphers = engine.ciphers();
    return TransitBatch.pass(
        request,
        List.of(engine.needs().decrypt(name)),
        () -> false,
        (permit, batch) -> {
          checkCiphertexts(batch);
          KeyUse use = ciphers.forDecrypting(permit, name);
          return item -> {
            try (SecretBytes text = open(ciphers, use, item)) {
              return Json.object().put("plaintext", text.read(TransitBatch::encode)).build();
            }
          };
        });
  }

  private static Passed rewrap(TransitEngine engine, VaultRequest request) {
    String name = request.capture("name");
    TransitCiphers ciphers = engine.ciphers();
    return TransitBatch.pass(
        request,
        List.of(engine.needs().rewrap(name)),
        () -> false,
        (permit, batch) -> {
          checkCiphertexts(batch);
          KeyUse use = ciphers.forRewrapping(permit, name);
          return item -> rewrap(ciphers, use, item);
        });
  }

  private static Json.Object rewrap(TransitCiphers ciphers, KeyUse use, Json.Object item) {
    try (SecretBytes text = open(ciphers, use, item)) {
      return text.read(
          bytes ->
              told(
                  ciphers.encrypt(
                      use,
                      new TransitCiphers.Text(
                          bytes, context(item), data(item), TransitBatch.integer(item, "key_version")))));
    }
  }

  private static void checkCiphertexts(TransitBatch batch) {
    List<Json.Object> items = batch.items();
    for (int at = 0; at < items.size(); at++) {
      if (items.get(at).text("ciphertext").filter(text -> !text.isEmpty()).isEmpty()) {
        throw Refused.malformed(
            batch.isBatch() ? "'[" + at + "].ciphertext' missing ciphertext to decrypt" : "missing ciphertext to decrypt");
      }
    }
  }

  private static SecretBytes open(TransitCiphers ciphers, KeyUse use, Json.Object item) {
    refuseNonce(item);
    return ciphers.decrypt(
        use, new TransitCiphers.Sealed(item.text("ciphertext").orElse(""), context(item), data(item)));
  }

  private static byte[] context(Json.Object item) {
    return TransitBatch.base64(item, "context", "failed to base64-decode context");
  }

  private static byte[] data(Json.Object item) {
    return TransitBatch.base64(item, "associated_data", "failed to base64-decode associated_data");
  }

  private static void refuseNonce(Json.Object item) {
    if (item.text("nonce").filter(nonce -> !nonce.isEmpty()).isPresent()) {
      throw Refused.malformed("provided nonce not allowed for this key");
    }
  }

  private static Passed dataKey(TransitEngine engine, VaultRequest request) {
    String kind = request.capture("kind");
    String name = request.capture("name");
    TransitCiphers ciphers = engine.ciphers();
    return request.pass(
        engine.needs().datakey(kind, name),
        permit -> {
          Json.Object fields = request.fields();
          refuseNonce(fields);
          KeyUse use = ciphers.forDataKey(permit, kind, name);
          try (SecretBytes fresh = ciphers.dataKey(request.integer("bits", 256))) {
            return fresh.read(bytes -> Answer.of(dataKey(ciphers, use, kind, bytes, fields)));
          }
        });
  }

  private static Json.Object dataKey(
      TransitCiphers ciphers, KeyUse use, String kind, byte[] bytes, Json.Object fields) {
    TransitCiphers.Made made =
        ciphers.encrypt(
            use,
            new TransitCiphers.Text(bytes, context(fields), data(fields), TransitBatch.integer(fields, "key_version")));
    Json.Builder told = Json.object().putAll(told(made));
    if (kind.equals("plaintext")) {
      told.put("plaintext", TransitBatch.encode(bytes));
    }
    return told.build();
  }
}
