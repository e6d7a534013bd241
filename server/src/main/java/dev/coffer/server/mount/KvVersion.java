package dev.coffer.server.mount;

import dev.coffer.server.failure.Refused;
import java.util.Map;

/** The version of a KV mount goes up by tuning, and never down, as in Vault. */
final class KvVersion {
  private static final String FIRST = "1";

  private KvVersion() {}

  /**
   * Whether the rows of the old mount must be brought along.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the version would go down
   */
  static boolean rises(Mount old, Mount tuned) {
    String before = of(old.options());
    if (!old.type().equals("kv") || of(tuned.options()).equals(before)) {
      return false;
    }
    if (!before.equals(FIRST)) {
      throw Refused.malformed("cannot downgrade mount from version " + before);
    }
    return true;
  }

  /** As the factory reads it: nothing means the first. */
  private static String of(Map<String, String> options) {
    String version = options.getOrDefault("version", "");
    return version.isEmpty() ? FIRST : version;
  }
}
