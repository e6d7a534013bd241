package dev.coffer.server.engine.transit;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of named keys: made, configured, rotated, trimmed, deleted. */
public final class TransitKeys {
  /** How many names one listing has. */
  public static final int LIST_MAX = 100_000;

  private static final int SCAN_PAGE = 500;

  private final TransitCore core;

  TransitKeys(TransitCore core) {
    this.core = core;
  }

  /** A key, and whether this request made it. */
  public record Made(TransitKey key, boolean isNew) {}

  /** Changes of settings; what is empty stays. */
  public record Change(
      Optional<Long> minDecryption,
      Optional<Long> minEncryption,
      Optional<Boolean> deletionAllowed,
      Optional<Boolean> exportable,
      Optional<Boolean> plaintextBackup,
      Optional<Duration> autoRotate) {}

  /** Makes a key; one that is there already stays as it is, as in Vault. */
  public Made create(Permit permit, String name, NewKey wanted) {
    permit.requires(core.needs().create(name));
    wanted.check();
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      Optional<TransitKey> there = core.find(reading, row);
      return there.isPresent() ? new Made(there.get(), false) : new Made(make(permit, reading, row, wanted), true);
    }
  }

  TransitKey make(Permit permit, Reading reading, Key row, NewKey wanted) {
    TransitKey key =
        new TransitKey(
            wanted.type(),
            wanted.settings(),
            List.of(core.fresh(wanted.type(), 1, wanted.symmetricBytes())));
    core.write(permit, reading, row, key);
    return key;
  }

  public Optional<TransitKey> read(Permit permit, String name) {
    permit.requires(core.needs().read(name));
    return core.find(name);
  }

  /**
   * The public key of a derived signing key for one context, in SubjectPublicKeyInfo.
   *
   * @return empty for keys without such
   */
  public Optional<byte[]> derivedPublicKey(Permit permit, String name, TransitKey key, int version, byte[] context) {
    permit.requires(core.needs().read(name));
    if (!key.settings().derived() || key.type() != KeyType.ED25519 || context.length == 0) {
      return Optional.empty();
    }
    return key.version(version).map(found -> Derivation.ed25519(found, context, core.asymmetric()).spki());
  }

  public List<String> list(Permit permit) {
    permit.requires(core.needs().list());
    try (Reading reading = core.barrier().read()) {
      List<String> names = reading.children(core.folder(), "", LIST_MAX + 1);
      if (names.size() > LIST_MAX) {
        throw new Refused(new Failure.TooLarge("the list of keys", LIST_MAX, "names"));
      }
      return names;
    }
  }

  /** Deletes a key with all its versions, where its settings allow it. */
  public void delete(Permit permit, String name) {
    permit.requires(core.needs().delete(name));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      TransitKey key =
          core.find(reading, row)
              .orElseThrow(() -> Refused.malformed("could not delete key; not found"));
      if (!key.settings().deletionAllowed()) {
        throw Refused.malformed("deletion is not allowed for this key");
      }
      core.barrier()
          .commit(
              new Changes()
                  .delete(row)
                  .expect(reading.expectation(row))
                  .expectAll(permit.revisions()));
    }
  }

  public TransitKey configure(Permit permit, String name, Change change) {
    permit.requires(core.needs().change(name, "config"));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      TransitKey key = existing(reading, row, "no existing key of that name could be found");
      TransitKey changed = key.with(changed(key, change));
      if (!changed.settings().equals(key.settings())) {
        core.write(permit, reading, row, changed);
      }
      return changed;
    }
  }

  /** Export and backup, once allowed, stay allowed, as in Vault: the key may be outside already. */
  private static KeySettings changed(TransitKey key, Change change) {
    KeySettings old = key.settings();
    change.autoRotate().ifPresent(KeySettings::checkAutoRotate);
    KeySettings settings =
        new KeySettings(
            old.derived(),
            old.convergent(),
            old.exportable() || change.exportable().orElse(false),
            old.plaintextBackup() || change.plaintextBackup().orElse(false),
            change.deletionAllowed().orElse(old.deletionAllowed()),
            change.minDecryption().map(asked -> Math.max(1, minimum(key, asked, "decryption"))).orElse(old.minDecryption()),
            change.minEncryption().map(asked -> minimum(key, asked, "encryption")).orElse(old.minEncryption()),
            old.minAvailable(),
            change.autoRotate().orElse(old.autoRotate()),
            old.imported(),
            old.allowRotation(),
            old.backedUp(),
            old.restored());
    checkMinimums(settings);
    return settings;
  }

  private static int minimum(TransitKey key, long asked, String what) {
    if (asked < 0) {
      throw Refused.malformed("min " + what + " version cannot be negative");
    }
    if (asked > key.latest()) {
      throw Refused.malformed(
          "cannot set min " + what + " version above the latest key version, which is " + key.latest());
    }
    return (int) asked;
  }

  private static void checkMinimums(KeySettings settings) {
    int encryption = settings.minEncryption();
    if (encryption > 0 && encryption < settings.minDecryption()) {
      throw Refused.malformed(
          "cannot set min encryption/decryption values; min encryption version of " + encryption
              + " must be greater than or equal to min decryption version of " + settings.minDecryption());
    }
    if (settings.minAvailable() > encryption) {
      throw Refused.malformed("min encryption version should not be less than min available version");
    }
    if (settings.minAvailable() > settings.minDecryption()) {
      throw Refused.malformed("min decryption version should not be less then min available version");
    }
  }

  /** Adds a version, which is the one that encrypts and signs from now on. */
  public TransitKey rotate(Permit permit, String name) {
    permit.requires(core.needs().change(name, "rotate"));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      TransitKey key = existing(reading, row, "key not found");
      if (key.settings().imported() && !key.settings().allowRotation()) {
        throw Refused.malformed("imported key does not allow rotation within Vault");
      }
      return rotate(permit, reading, row, key);
    }
  }

  private TransitKey rotate(Permit permit, Reading reading, Key row, TransitKey key) {
    int bytes = key.type() == KeyType.HMAC ? key.versions().getLast().material().size() : key.type().size();
    TransitKey rotated =
        key.withVersion(core.fresh(key.type(), key.latest() + 1, bytes))
            .with(key.settings().withImport(false, key.settings().allowRotation()));
    core.write(permit, reading, row, rotated);
    return rotated;
  }

  /** The names of keys whose newest version is as old as their settings allow, a bounded number. */
  public List<String> due(Instant now, int most) {
    List<String> due = new ArrayList<>();
    try (Reading reading = core.barrier().read()) {
      String after = "";
      List<String> names;
      do {
        names = reading.children(core.folder(), after, SCAN_PAGE);
        for (String name : names) {
          if (due.size() < most && core.find(reading, core.row(name)).filter(key -> isDue(key, now)).isPresent()) {
            due.add(name);
          }
          after = name;
        }
      } while (names.size() == SCAN_PAGE && due.size() < most);
    }
    return due;
  }

  /** Rotates a key that is due; another node may have done it meanwhile. */
  public void rotateDue(Permit permit, String name, Instant now) {
    permit.requires(core.needs().change(name, "rotate"));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      Optional<TransitKey> key = core.find(reading, row).filter(found -> isDue(found, now));
      if (key.isPresent()) {
        rotate(permit, reading, row, key.get());
      }
    }
  }

  private static boolean isDue(TransitKey key, Instant now) {
    KeySettings settings = key.settings();
    return !settings.autoRotate().isZero()
        && (!settings.imported() || settings.allowRotation())
        && key.versions().size() < TransitKey.VERSIONS_MAX
        && !key.versions().getLast().created().plus(settings.autoRotate()).isAfter(now);
  }

  /** Removes the versions before {@code first} for good. */
  public TransitKey trim(Permit permit, String name, long first) {
    permit.requires(core.needs().change(name, "trim"));
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      TransitKey key = existing(reading, row, "invalid key name");
      checkTrim(key.settings(), first);
      TransitKey trimmed = key.trimmed((int) first);
      core.write(permit, reading, row, trimmed);
      return trimmed;
    }
  }

  private static void checkTrim(KeySettings settings, long first) {
    if (first < settings.minAvailable()) {
      throw Refused.malformed("minimum available version cannot be decremented");
    }
    if (settings.minEncryption() == 0) {
      throw Refused.malformed(
          "minimum available version cannot be set when minimum encryption version is not set");
    }
    if (first > settings.minEncryption()) {
      throw Refused.malformed(
          "minimum available version cannot be greater than minmum encryption version");
    }
    if (first > settings.minDecryption()) {
      throw Refused.malformed(
          "minimum available version cannot be greater than minimum decryption version");
    }
    if (first <= 0) {
      throw Refused.malformed("minimum available version should be positive");
    }
  }

  private TransitKey existing(Reading reading, Key row, String missing) {
    return core.find(reading, row).orElseThrow(() -> Refused.malformed(missing));
  }
}
