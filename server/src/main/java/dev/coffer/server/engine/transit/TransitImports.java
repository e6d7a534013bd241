package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys brought along (Vault API, /secret/transit#import-key): wrapped with AES-KWP (RFC 5649) under a
 * fresh AES-256 key, which is encrypted with RSA-OAEP under the mount's wrapping key.
 */
public final class TransitImports {
  private static final int WRAPPED_KEY_BYTES = 512;
  private static final int AES_KEY_BYTES = 32;
  private static final String NOT_UNWRAPPED = "the imported key does not unwrap";

  private final TransitCore core;
  private final Imports imports;

  TransitImports(TransitCore core) {
    this.core = core;
    this.imports = new Imports(core.asymmetric());
  }

  /**
   * What is imported: one of both.
   *
   * @param hash of OAEP: {@code SHA256}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Material(Optional<byte[]> ciphertext, String hash, Optional<String> publicKey) {
    public Material {
      if (ciphertext.isPresent() == publicKey.isPresent()) {
        throw Refused.malformed("exactly one of the following fields must be set: ciphertext, public_key");
      }
    }
  }

  /** The public key that imported keys are wrapped under, made at first use: RSA-4096, in PEM. */
  public String wrappingKey(Permit permit) {
    permit.requires(core.needs().wrappingKey());
    byte[] spki = wrapping(permit).versions().getLast().publicKey().orElseThrow();
    return PublicKeys.pem("PUBLIC KEY", spki);
  }

  private TransitKey wrapping(Permit permit) {
    try (Reading reading = core.barrier().read()) {
      Key row = core.wrappingRow();
      Optional<TransitKey> there = core.find(reading, row);
      if (there.isPresent()) {
        return there.get();
      }
      KeySettings settings = KeySettings.initial(false, false, false, false, Duration.ZERO);
      TransitKey made =
          new TransitKey(KeyType.RSA_4096, settings, List.of(core.fresh(KeyType.RSA_4096, 1, 0)));
      core.write(permit, reading, row, made);
      return made;
    }
  }

  /** Makes a key of what is imported. */
  public void importKey(Permit permit, String name, NewKey wanted, boolean allowRotation, Material material) {
    permit.requires(core.needs().change(name, "import"));
    wanted.check();
    if (!wanted.settings().autoRotate().isZero() && !allowRotation) {
      throw Refused.malformed("allow_rotation must be set to true if auto-rotation is enabled");
    }
    Key row = core.row(name);
    if (core.find(name).isPresent()) {
      throw Refused.malformed(
          "the import path cannot be used with an existing key; use import-version to rotate an existing"
              + " imported key");
    }
    KeyVersion first = version(permit, wanted.type(), 1, material);
    try (Reading reading = core.barrier().read()) {
      TransitKey key =
          new TransitKey(wanted.type(), wanted.settings().withImport(true, allowRotation), List.of(first));
      if (core.find(reading, row).isEmpty()) {
        core.write(permit, reading, row, key);
      }
    }
  }

  /** Adds a version to a key that was imported. */
  public void importVersion(Permit permit, String name, Material material) {
    permit.requires(core.needs().change(name, "import_version"));
    Key row = core.row(name);
    TransitKey seen = importable(core.find(name));
    KeyVersion next = version(permit, seen.type(), seen.latest() + 1, material);
    try (Reading reading = core.barrier().read()) {
      TransitKey key = importable(core.find(reading, row));
      if (key.latest() + 1 != next.number() || key.type() != seen.type()) {
        throw new Conflict(row);
      }
      core.write(permit, reading, row, key.withVersion(next));
    }
  }

  private static TransitKey importable(Optional<TransitKey> found) {
    TransitKey key =
        found.orElseThrow(
            () -> Refused.malformed("no key found with that name; to import a new key, use the import/ endpoint"));
    if (!key.settings().imported()) {
      throw Refused.malformed("the import_version endpoint can only be used with an imported key");
    }
    return key;
  }

  private KeyVersion version(Permit permit, KeyType type, int number, Material material) {
    if (material.publicKey().isPresent()) {
      return core.version(
          number, SecretBytes.owning(new byte[0]), imports.publicKey(type, material.publicKey().get()));
    }
    try (SecretBytes key = unwrap(permit, material)) {
      if (type.isSymmetric()) {
        Imports.checkSize(type, key.size());
        return core.version(number, key.copy(), new byte[0]);
      }
      Asymmetric.Pair pair = key.read(pkcs8 -> imports.privateKey(type, pkcs8));
      return core.version(number, pair.pkcs8(), pair.spki());
    }
  }

  /** One and the same refusal, whichever layer does not open. */
  private SecretBytes unwrap(Permit permit, Material material) {
    byte[] both = material.ciphertext().orElseThrow();
    if (both.length <= WRAPPED_KEY_BYTES) {
      throw Refused.malformed("provided ciphertext is too short");
    }
    TransitKey wrapping = wrapping(permit);
    KeyVersion version = wrapping.versions().getLast();
    String hash = hash(material.hash());
    byte[] wrappedKey = Arrays.copyOf(both, WRAPPED_KEY_BYTES);
    try (SecretBytes aes = oaep(version, hash, wrappedKey)) {
      return aes.read(key -> kwp(key, Arrays.copyOfRange(both, WRAPPED_KEY_BYTES, both.length)));
    }
  }

  private SecretBytes oaep(KeyVersion version, String hash, byte[] wrapped) {
    try {
      return Oaep.open(version.privateKey(KeyType.RSA_4096, core.asymmetric()), hash, wrapped);
    } catch (Refused _) {
      throw Refused.malformed(NOT_UNWRAPPED);
    }
  }

  private static SecretBytes kwp(byte[] key, byte[] wrapped) {
    if (key.length != AES_KEY_BYTES) {
      throw Refused.malformed(NOT_UNWRAPPED);
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
      return SecretBytes.owning(cipher.doFinal(wrapped));
    } catch (GeneralSecurityException _) {
      throw Refused.malformed(NOT_UNWRAPPED);
    }
  }

  private static String hash(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "SHA1" -> "SHA-1";
      case "SHA224" -> "SHA-224";
      case "SHA256" -> "SHA-256";
      case "SHA384" -> "SHA-384";
      case "SHA512" -> "SHA-512";
      default -> throw Refused.malformed("unknown hash function");
    };
  }
}
