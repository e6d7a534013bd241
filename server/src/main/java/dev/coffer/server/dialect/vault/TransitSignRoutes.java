package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.transit.HashName;
import dev.coffer.server.engine.transit.KeyUse;
import dev.coffer.server.engine.transit.SigningOptions;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.engine.transit.TransitMacs;
import dev.coffer.server.engine.transit.TransitSignatures;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Permit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signatures and keyed hashes (Vault API, /secret/transit#sign-data and following). */
final class TransitSignRoutes {
  private static final Field INPUT = Field.text("input", "What to sign, in base64");
  private static final Field HASH = Field.text("hash_algorithm", "sha2-256 unless told");
  private static final Field ALGORITHM = Field.text("algorithm", "The older name of hash_algorithm");
  private static final Field VERSION = Field.integer("key_version", "Which version signs, 0 for the latest");
  private static final Field PREHASHED = Field.bool("prehashed", "The input is a hash already");
  private static final Field RSA = Field.text("signature_algorithm", "pss or pkcs1v15");
  private static final Field FORM = Field.text("marshaling_algorithm", "asn1 or jws");
  private static final Field SALT = Field.text("salt_length", "auto, hash or a number of bytes");
  private static final Field SIGNATURE = Field.text("signature", "What signing gave");
  private static final Field HMAC = Field.text("hmac", "What hmac gave");

  private TransitSignRoutes() {}

  static RouteTable<TransitEngine> table() {
    Field[] signing = {
      INPUT, HASH, ALGORITHM, VERSION, PREHASHED, RSA, FORM, SALT, TransitKeyRoutes.CONTEXT, TransitBatch.BATCH
    };
    Field[] verifying = {
      INPUT, HASH, ALGORITHM, PREHASHED, RSA, FORM, SALT, SIGNATURE, HMAC, TransitKeyRoutes.CONTEXT,
      TransitBatch.BATCH
    };
    Field[] hashing = {INPUT, ALGORITHM, VERSION, TransitBatch.BATCH};
    return RouteTable.of(
        Route.write("sign/{name}", "Sign", (e, r) -> sign(e, r, ""), signing),
        Route.write("sign/{name}/{hash}", "Sign", (e, r) -> sign(e, r, r.capture("hash")), signing),
        Route.write("verify/{name}", "Verify a signature or HMAC", (e, r) -> verify(e, r, ""), verifying),
        Route.write(
            "verify/{name}/{hash}", "Verify a signature or HMAC", (e, r) -> verify(e, r, r.capture("hash")), verifying),
        Route.write("hmac/{name}", "HMAC", (e, r) -> hmac(e, r, ""), hashing),
        Route.write("hmac/{name}/{hash}", "HMAC", (e, r) -> hmac(e, r, r.capture("hash")), hashing));
  }

  private static String tail(String hash) {
    return hash.isEmpty() ? "" : "/" + hash;
  }

  private static SigningOptions options(VaultRequest request, String inPath) {
    String hash = request.text("hash_algorithm").orElseGet(() -> request.text("algorithm", ""));
    String named = inPath.isEmpty() ? hash : inPath;
    return new SigningOptions(
        HashName.ofWord(named.isEmpty() ? "sha2-256" : named),
        request.bool("prehashed", false),
        pkcs1v15(request.text("signature_algorithm", "")),
        jws(request.text("marshaling_algorithm", "asn1")),
        salt(request.text("salt_length", "auto").toLowerCase(Locale.ROOT)));
  }

  private static boolean pkcs1v15(String algorithm) {
    return switch (algorithm) {
      case "", "pss" -> false;
      case "pkcs1v15" -> true;
      default -> throw Refused.malformed("unsupported rsa signature algorithm");
    };
  }

  private static boolean jws(String form) {
    return switch (form) {
      case "", "asn1" -> false;
      case "jws" -> true;
      default -> throw Refused.malformed("invalid marshaling type");
    };
  }

  private static SigningOptions.Salt salt(String length) {
    return switch (length) {
      case "auto", "0" -> new SigningOptions.Salt.Auto(); // In Go 0 is "auto".
      case "hash", "-1" -> new SigningOptions.Salt.AsHash();
      default -> {
        if (!length.matches("[0-9]{1,6}")) {
          throw Refused.malformed("salt length neither 'auto', 'hash', nor an int");
        }
        yield new SigningOptions.Salt.Bytes(Integer.parseInt(length));
      }
    };
  }

  private static Passed sign(TransitEngine engine, VaultRequest request, String hash) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().use("sign", name, tail(hash)),
        permit -> {
          SigningOptions options = options(request, hash);
          long version = request.integer("key_version", 0);
          TransitBatch batch = TransitBatch.of(request);
          TransitSignatures signatures = engine.signatures();
          KeyUse use = signatures.forSigning(permit, name, tail(hash));
          return batch.answer(
              item -> told(signatures.sign(use, options, version, input(batch, item, "missing input"), context(item))));
        });
  }

  private static Json.Object told(TransitSignatures.Made made) {
    Json.Builder told = Json.object().put("signature", made.text()).put("key_version", made.version());
    Optional<byte[]> derived = made.derivedPublicKey();
    derived.ifPresent(raw -> told.put("public_key", TransitBatch.encode(raw)));
    return told.build();
  }

  /** As in Vault a single request without input signs nothing at all, an item of a batch is refused. */
  private static byte[] input(TransitBatch batch, Json.Object item, String missing) {
    if (batch.isBatch() && !item.has("input")) {
      throw Refused.malformed(missing);
    }
    return TransitBatch.base64(item, "input", "unable to decode input as base64");
  }

  private static byte[] context(Json.Object item) {
    return TransitBatch.base64(item, "context", "failed to base64-decode context");
  }

  private static Passed verify(TransitEngine engine, VaultRequest request, String hash) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().use("verify", name, tail(hash)),
        permit -> {
          TransitBatch batch = TransitBatch.of(request);
          return areHmacs(batch)
              ? verifyHmacs(engine, request, permit, hash, batch)
              : verifySignatures(engine, request, permit, hash, batch);
        });
  }

  /** Either all are HMACs or all are signatures. */
  private static boolean areHmacs(TransitBatch batch) {
    List<Json.Object> items = batch.items();
    long signatures = items.stream().filter(item -> item.has("signature")).count();
    long hmacs = items.stream().filter(item -> item.has("hmac")).count();
    if (!batch.isBatch() && signatures + hmacs != 1) {
      throw Refused.malformed(
          signatures == 0
              ? "neither a 'signature' nor an 'hmac' were given to verify"
              : "provide one of 'signature' or 'hmac'");
    }
    if (signatures > 0 && hmacs > 0) {
      throw Refused.malformed(
          "elements of batch_input must all provide 'signature' or all provide 'hmac'");
    }
    if (signatures + hmacs == 0) {
      throw Refused.malformed("no batch_input elements have 'signature' or 'hmac'");
    }
    if (signatures + hmacs < items.size()) {
      throw Refused.malformed(
          "some elements of batch_input are missing " + (signatures > 0 ? "'signature'" : "'hmac'"));
    }
    return hmacs > 0;
  }

  private static Answer verifySignatures(
      TransitEngine engine, VaultRequest request, Permit permit, String hash, TransitBatch batch) {
    String name = request.capture("name");
    SigningOptions options = options(request, hash);
    TransitSignatures signatures = engine.signatures();
    KeyUse use = signatures.forVerifying(permit, name, tail(hash));
    return batch.answer(
        item ->
            valid(
                signatures.verify(
                    use, options, input(batch, item, "missing input"), context(item), item.text("signature").orElse(""))));
  }

  private static Json.Object valid(boolean valid) {
    return Json.object().put("valid", valid).build();
  }

  private static Answer verifyHmacs(
      TransitEngine engine, VaultRequest request, Permit permit, String hash, TransitBatch batch) {
    String name = request.capture("name");
    HashName algorithm = macHash(request, hash);
    TransitMacs macs = engine.macs();
    KeyUse use = macs.forVerifying(permit, name, tail(hash));
    return batch.answer(
        item ->
            valid(macs.verify(use, algorithm, input(batch, item, "missing input"), item.text("hmac").orElse(""))));
  }

  private static HashName macHash(VaultRequest request, String inPath) {
    return HashName.ofWord(inPath.isEmpty() ? request.text("algorithm", "sha2-256") : inPath);
  }

  private static Passed hmac(TransitEngine engine, VaultRequest request, String hash) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().use("hmac", name, tail(hash)),
        permit -> {
          HashName algorithm = macHash(request, hash);
          long version = request.integer("key_version", 0);
          TransitBatch batch = TransitBatch.of(request);
          if (!batch.isBatch() && !request.has("input")) {
            throw Refused.malformed("missing input for HMAC");
          }
          TransitMacs macs = engine.macs();
          KeyUse use = macs.forMaking(permit, name, tail(hash));
          return batch.answer(
              item ->
                  Json.object()
                      .put("hmac", macs.make(use, algorithm, version, input(batch, item, "missing input for HMAC")))
                      .build());
        });
  }
}
