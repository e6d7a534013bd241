package dev.coffer.server.engine.kv;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;

/**
 * Which part of a listing is wanted.
 *
 * @param after only names greater than this one, {@code ""} for all
 * @param limit 0 for all there are
 */
public record Page(String after, int limit) {
  /** More names than this are not told at once: the caller pages. */
  public static final int NAMES_MAX = 500_000;

  public static final Page ALL = new Page("", 0);

  public Page {
    if (limit < 0) {
      throw Refused.malformed("limit must not be negative");
    }
  }

  /** How many to look for: one more than may be told, so that too many are noticed. */
  int wanted() {
    return limit == 0 ? NAMES_MAX + 1 : Math.min(limit, NAMES_MAX);
  }

  /** Refuses a whole listing that is too long, instead of telling a part of it. */
  void check(int found) {
    if (limit == 0 && found > NAMES_MAX) {
      throw new Refused(
          new Failure.TooLarge("the listing, so ask with 'after' and 'limit',", NAMES_MAX, "names"));
    }
  }
}
