package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.cbor.CborException;
import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys that leave, where their settings allow it, and that come back: export, backup, restore. */
public final class TransitExports {
  private static final String BACKUP = "coffer transit backup 1";
  private static final String NO_BACKUP = "this is no backup of a transit key";

  private final TransitCore core;

  TransitExports(TransitCore core) {
    this.core = core;
  }

  /** What is exported of a key. */
  public enum Kind {
    ENCRYPTION_KEY("encryption-key"),
    SIGNING_KEY("signing-key"),
    HMAC_KEY("hmac-key"),
    PUBLIC_KEY("public-key");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Kind ofWord(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      throw Refused.malformed("invalid export type");
    }
  }

  /** A key's versions by number, written out. Never printed: it is no record. */
  public static final class Exported {
    private final KeyType type;
    private final Map<Integer, String> keys;

    Exported(KeyType type, Map<Integer, String> keys) {
      this.type = type;
      this.keys = Map.copyOf(keys);
    }

    public KeyType type() {
      return type;
    }

    public Map<Integer, String> keys() {
      return keys;
    }
  }

  /**
   * Exports all versions that still decrypt, or one.
   *
   * @param version {@code ""} for all, {@code latest}, or a number
   * @return empty when there is no such key
   */
  public Optional<Exported> export(Permit permit, String kindWord, String name, String version, String format) {
    Need need = core.needs().export(kindWord, name, version.isEmpty() ? "" : "/" + version);
    permit.requires(need);
    Kind kind = Kind.ofWord(kindWord);
    KeyForms.Format form = KeyForms.Format.ofWord(format);
    return core.find(name).map(key -> export(key, kind, version, form));
  }

  private static Exported export(TransitKey key, Kind kind, String version, KeyForms.Format form) {
    if (kind != Kind.PUBLIC_KEY && !key.settings().exportable()) {
      throw Refused.malformed("private key material is not exportable");
    }
    if (kind == Kind.ENCRYPTION_KEY && !key.type().encrypts()) {
      throw Refused.malformed("encryption not supported for the key");
    }
    if (kind == Kind.SIGNING_KEY && !key.type().signs()) {
      throw Refused.malformed("signing not supported for the key");
    }
    if (kind == Kind.PUBLIC_KEY && key.type().isSymmetric()) {
      throw Refused.malformed("unknown key type for export type public-key");
    }
    Map<Integer, String> keys = new LinkedHashMap<>();
    if (version.isEmpty()) {
      for (KeyVersion one : key.versions()) {
        if (one.number() >= key.settings().minDecryption()) {
          keys.put(one.number(), text(key.type(), one, kind, form));
        }
      }
    } else {
      KeyVersion one = one(key, version);
      keys.put(one.number(), text(key.type(), one, kind, form));
    }
    return new Exported(key.type(), keys);
  }

  private static KeyVersion one(TransitKey key, String version) {
    if (version.equals("latest")) {
      return key.versions().getLast();
    }
    if (!version.matches("v?[0-9]{1,9}")) {
      throw Refused.malformed("invalid key version");
    }
    int number = Integer.parseInt(version.startsWith("v") ? version.substring(1) : version);
    if (number < key.settings().minDecryption()) {
      throw Refused.malformed("version for export is below minimum decryption version");
    }
    return key.version(number)
        .orElseThrow(() -> Refused.malformed("version does not exist or cannot be found"));
  }

  private static String text(KeyType type, KeyVersion version, Kind kind, KeyForms.Format form) {
    return switch (kind) {
      case HMAC_KEY ->
          KeyForms.symmetric(type == KeyType.HMAC ? version.material() : version.hmacKey(), form);
      case PUBLIC_KEY -> KeyForms.publicKey(type, version.publicKey().orElseThrow(), form);
      case ENCRYPTION_KEY, SIGNING_KEY ->
          type.isSymmetric()
              ? KeyForms.symmetric(version.material(), form)
              : KeyForms.privateKey(type, version, form);
    };
  }

  /** The whole key in the clear, base64; its settings tell when. */
  public String backup(Permit permit, String name) {
    permit.requires(core.needs().backup(name));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      TransitKey key =
          core.find(reading, row).orElseThrow(() -> new Refused(new Failure.NotFound("key")));
      if (!key.settings().exportable()) {
        throw Refused.malformed("exporting is disallowed on the policy");
      }
      if (!key.settings().plaintextBackup()) {
        throw Refused.malformed("plaintext backup is disallowed on the policy");
      }
      TransitKey marked = key.with(key.settings().withBackup(core.clock().instant()));
      core.write(permit, reading, row, marked);
      try (SecretBytes bytes =
          SecretBytes.owning(
              CborWriter.array(out -> out.text(BACKUP).text(name).bytes(KeyRows.encode(marked))))) {
        return bytes.read(Base64.getEncoder()::encodeToString);
      }
    }
  }

  /**
   * Brings a key back.
   *
   * @param asName {@code ""} for the name it had
   * @param force replaces a key of that name
   */
  public void restore(Permit permit, String asName, String backup, boolean force) {
    permit.requires(core.needs().restore(asName));
    Backup parsed = parse(backup);
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(asName.isEmpty() ? parsed.name() : asName);
      if (core.find(reading, row).isPresent() && !force) {
        throw new Refused(new Failure.AlreadyExists("key"));
      }
      KeySettings settings = parsed.key().settings().withRestore(core.clock().instant());
      core.write(permit, reading, row, parsed.key().with(settings));
    }
  }

  private record Backup(String name, TransitKey key) {}

  private Backup parse(String text) {
    try {
      Backup backup = CborReader.array(Base64.getDecoder().decode(text.strip()), TransitExports::parse);
      check(backup.key());
      return backup;
    } catch (CborException | IllegalArgumentException | IllegalStateException _) {
      throw Refused.malformed(NO_BACKUP);
    }
  }

  private static Backup parse(CborReader in) {
    if (!in.text().equals(BACKUP)) {
      throw new IllegalArgumentException(NO_BACKUP);
    }
    return new Backup(in.text(), KeyRows.decode(in.bytes()));
  }

  /** A backup comes from outside: what every row holds is checked before it becomes one. */
  private void check(TransitKey key) {
    KeySettings settings = key.settings();
    boolean sound =
        settings.minDecryption() >= 1
            && settings.minDecryption() <= key.latest()
            && settings.minEncryption() >= 0
            && settings.minEncryption() <= key.latest()
            && key.versions().size() <= TransitKey.VERSIONS_MAX
            && !settings.autoRotate().isNegative();
    if (!sound) {
      throw new IllegalArgumentException(NO_BACKUP);
    }
    new NewKey(key.type(), settings, 0).check();
    for (KeyVersion version : key.versions()) {
      if (key.type().isSymmetric()) {
        Imports.checkSize(key.type(), version.material().size());
      } else {
        version.publicKey(key.type(), core.asymmetric());
        if (!version.isPublicOnly()) {
          version.privateKey(key.type(), core.asymmetric());
        }
      }
    }
  }
}
