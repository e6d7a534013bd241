package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What a secret's owner set for it.
 *
 * @param versionsMax how many versions to keep, 0 for the mount's number
 * @param deleteVersionAfter zero for the mount's
 * @param custom Vault's {@code custom_metadata}, AWS's tags; no secrets
 */
public record Settings(
    int versionsMax, boolean casRequired, Duration deleteVersionAfter, Map<String, String> custom) {
  public static final Settings NONE = new Settings(0, false, Duration.ZERO, Map.of());

  /** Each version costs the record that is read with every access some hundred bytes. */
  public static final int VERSIONS_MAX = 10_000;

  private static final int DELETE_AFTER_DAYS_MAX = 36_500;
  private static final int CUSTOM_ENTRIES_MAX = 64;
  private static final int CUSTOM_NAME_BYTES_MAX = 128;
  private static final int CUSTOM_VALUE_BYTES_MAX = 512;
  private static final String CUSTOM_FAILED = "custom_metadata validation failed: ";

  public Settings {
    custom = Map.copyOf(custom);
  }

  /**
   * Refuses what cannot be kept.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  void check() {
    checkVersionsMax(versionsMax);
    if (deleteVersionAfter.isNegative()) {
      throw Refused.malformed("delete_version_after must not be negative");
    }
    checkDeleteAfter(deleteVersionAfter);
    if (custom.size() > CUSTOM_ENTRIES_MAX) {
      throw Refused.malformed(CUSTOM_FAILED + "payload must contain at most 64 keys, provided " + custom.size());
    }
    custom.forEach(Settings::checkCustom);
  }

  static void checkVersionsMax(int versions) {
    if (versions < 0) {
      throw Refused.malformed("max_versions must not be negative");
    }
    if (versions > VERSIONS_MAX) {
      throw new Refused(new Failure.TooLarge("max_versions", VERSIONS_MAX, "versions"));
    }
  }

  static void checkDeleteAfter(Duration after) {
    if (after.toDays() > DELETE_AFTER_DAYS_MAX) {
      throw new Refused(
          new Failure.TooLarge("delete_version_after", DELETE_AFTER_DAYS_MAX, "days"));
    }
  }

  private static void checkCustom(String name, String value) {
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    int valueBytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes == 0 || nameBytes > CUSTOM_NAME_BYTES_MAX) {
      throw Refused.malformed(
          CUSTOM_FAILED + "length of a key is " + nameBytes + " but must be 0 < len(key) <= 128");
    }
    if (valueBytes == 0 || valueBytes > CUSTOM_VALUE_BYTES_MAX) {
      throw Refused.malformed(
          CUSTOM_FAILED + "length of a value is " + valueBytes + " but must be 0 < len(value) <= 512");
    }
    if (!printable(name) || !printable(value)) {
      throw Refused.malformed(CUSTOM_FAILED + "a key or a value contains unprintable characters");
    }
  }

  private static boolean printable(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE
                    || !Character.isDefined(c));
  }
}
