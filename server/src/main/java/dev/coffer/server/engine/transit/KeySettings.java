package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What holds for all versions of a key.
 *
 * @param minEncryption 0: no version is too old to encrypt or sign with
 * @param minAvailable 0: never trimmed
 * @param autoRotate zero for never
 * @param imported its newest version came from outside
 * @param allowRotation an imported key may be rotated here
 */
public record KeySettings(
    boolean derived,
    boolean convergent,
    boolean exportable,
    boolean plaintextBackup,
    boolean deletionAllowed,
    int minDecryption,
    int minEncryption,
    int minAvailable,
    Duration autoRotate,
    boolean imported,
    boolean allowRotation,
    Optional<Instant> backedUp,
    Optional<Instant> restored) {
  private static final Duration AUTO_ROTATE_MIN = Duration.ofHours(1);

  /** What a key begins with. */
  public static KeySettings initial(
      boolean derived, boolean convergent, boolean exportable, boolean plaintextBackup, Duration autoRotate) {
    return new KeySettings(
        derived, convergent, exportable, plaintextBackup, false, 1, 0, 0, autoRotate, false, false,
        Optional.empty(), Optional.empty());
  }

  static void checkAutoRotate(Duration period) {
    if (!period.isZero() && period.compareTo(AUTO_ROTATE_MIN) < 0) {
      throw new Refused(
          new Failure.Malformed("auto rotate period must be 0 to disable or at least an hour"));
    }
  }

  KeySettings withImport(boolean isImported, boolean allow) {
    return new KeySettings(
        derived, convergent, exportable, plaintextBackup, deletionAllowed, minDecryption,
        minEncryption, minAvailable, autoRotate, isImported, allow, backedUp, restored);
  }

  KeySettings withMinAvailable(int version) {
    return new KeySettings(
        derived, convergent, exportable, plaintextBackup, deletionAllowed, minDecryption,
        minEncryption, version, autoRotate, imported, allowRotation, backedUp, restored);
  }

  KeySettings withBackup(Instant when) {
    return new KeySettings(
        derived, convergent, exportable, plaintextBackup, deletionAllowed, minDecryption,
        minEncryption, minAvailable, autoRotate, imported, allowRotation, Optional.of(when), restored);
  }

  KeySettings withRestore(Instant when) {
    return new KeySettings(
        derived, convergent, exportable, plaintextBackup, deletionAllowed, minDecryption,
        minEncryption, minAvailable, autoRotate, imported, allowRotation, backedUp, Optional.of(when));
  }
}
