package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;

/**
 * What holds for all secrets of a mount (Vault's {@code config}).
 *
 * @param versionsMax how many versions to keep, 0 for {@link #VERSIONS_DEFAULT}
 * @param deleteVersionAfter zero for never; negative: no secret of the mount may have one
 * @param historyMax how many entries of each secret's history to keep, 0 for {@link
 *     #HISTORY_DEFAULT}
 */
public record KvConfig(
    int versionsMax, boolean casRequired, Duration deleteVersionAfter, int historyMax) {
  public static final KvConfig DEFAULT = new KvConfig(0, false, Duration.ZERO, 0);
  static final int VERSIONS_DEFAULT = 10;
  static final int HISTORY_DEFAULT = 1_024;
  static final int HISTORY_MAX = 100_000;

  /** What a negative {@code delete_version_after} is kept as, and shown as, like Vault's. */
  private static final Duration DISABLED = Duration.ofSeconds(-1);

  public KvConfig {
    deleteVersionAfter = deleteVersionAfter.isNegative() ? DISABLED : deleteVersionAfter;
  }

  void check() {
    Settings.checkVersionsMax(versionsMax);
    Settings.checkDeleteAfter(deleteVersionAfter);
    if (historyMax < 0 || historyMax > HISTORY_MAX) {
      throw new Refused(new Failure.TooLarge("history_max_entries", HISTORY_MAX, "entries"));
    }
  }

  /** How many versions to keep of a secret. */
  int keep(Settings settings) {
    int asked = Math.max(versionsMax, settings.versionsMax());
    return asked > 0 ? asked : VERSIONS_DEFAULT;
  }

  int historyKept() {
    return historyMax > 0 ? historyMax : HISTORY_DEFAULT;
  }

  /** How long after its writing a version counts as deleted; zero for never. */
  Duration deleteAfter(Settings settings) {
    Duration mine = deleteVersionAfter;
    Duration its = settings.deleteVersionAfter();
    if (mine.isNegative()) {
      return Duration.ZERO;
    }
    if (mine.isZero() || its.isZero()) {
      return mine.isZero() ? its : mine;
    }
    return mine.compareTo(its) < 0 ? mine : its;
  }
}
