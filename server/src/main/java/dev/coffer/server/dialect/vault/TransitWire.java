package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.engine.transit.KeySettings;
import dev.coffer.server.engine.transit.KeyType;
import dev.coffer.server.engine.transit.KeyVersion;
import dev.coffer.server.engine.transit.PublicKeys;
import dev.coffer.server.engine.transit.TransitKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keys in Vault's JSON (Vault API, /secret/transit#read-key). */
final class TransitWire {
  private TransitWire() {}

  /** The key as it is read; a derived signing key without a context has no public key. */
  static Json.Object key(String name, TransitKey key) {
    return key(name, key, _ -> Optional.empty());
  }

  /**
   * The key as it is read.
   *
   * @param derived the public key of the context asked for, in SubjectPublicKeyInfo
   */
  static Json.Object key(String name, TransitKey key, Function<KeyVersion, Optional<byte[]>> derived) {
    KeySettings settings = key.settings();
    KeyType type = key.type();
    Json.Builder told =
        Json.object()
            .put("allow_plaintext_backup", settings.plaintextBackup())
            .put("auto_rotate_period", settings.autoRotate().toSeconds())
            .put("deletion_allowed", settings.deletionAllowed())
            .put("derived", settings.derived())
            .put("exportable", settings.exportable())
            .put("imported_key", settings.imported())
            .put("keys", versions(key, derived))
            .put("latest_version", key.latest())
            .put("min_available_version", settings.minAvailable())
            .put("min_decryption_version", settings.minDecryption())
            .put("min_encryption_version", settings.minEncryption())
            .put("name", name)
            .put("supports_decryption", type.encrypts())
            .put("supports_derivation", type.derives())
            .put("supports_encryption", type.encrypts())
            .put("supports_signing", type.signs())
            .put("type", type.word());
    if (settings.imported()) {
      told.put("imported_key_allow_rotation", settings.allowRotation());
    }
    if (settings.derived()) {
      told.put("kdf", "hkdf_sha256").put("convergent_encryption", settings.convergent());
    }
    if (settings.convergent()) {
      told.put("convergent_encryption_version", -1);
    }
    settings.backedUp().ifPresent(when -> told.put("backup_info", event(Timestamps.text(when), key)));
    settings.restored().ifPresent(when -> told.put("restore_info", event(Timestamps.text(when), key)));
    return told.build();
  }

  private static Json event(String time, TransitKey key) {
    return Json.object().put("time", time).put("version", key.latest()).build();
  }

  /** Versions by number, from the oldest that may still be used. */
  private static Json versions(TransitKey key, Function<KeyVersion, Optional<byte[]>> derived) {
    Map<String, Json> versions = new LinkedHashMap<>();
    for (KeyVersion version : key.versions()) {
      if (version.number() >= key.settings().minDecryption()) {
        versions.put(Integer.toString(version.number()), version(key, version, derived));
      }
    }
    return new Json.Object(versions);
  }

  private static Json version(TransitKey key, KeyVersion version, Function<KeyVersion, Optional<byte[]>> derived) {
    if (key.type().isSymmetric()) {
      return Json.number(version.created().getEpochSecond());
    }
    Optional<byte[]> publicKey = key.settings().derived() ? derived.apply(version) : version.publicKey();
    return Json.object()
        .put("creation_time", Timestamps.text(version.created()))
        .put("name", curve(key.type()))
        .put("public_key", publicKey.map(spki -> PublicKeys.text(key.type(), spki)).orElse(""))
        .build();
  }

  private static String curve(KeyType type) {
    return switch (type) {
      case ECDSA_P256 -> "P-256";
      case ECDSA_P384 -> "P-384";
      case ECDSA_P521 -> "P-521";
      case AES128_GCM96, AES256_GCM96, CHACHA20_POLY1305, ED25519, RSA_2048, RSA_3072, RSA_4096, HMAC,
          ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> type.word();
    };
  }
}
