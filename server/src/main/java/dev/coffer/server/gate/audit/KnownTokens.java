package dev.coffer.server.gate.audit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What tokens look like in one device's records, for those seen lately: a caller that comes again
 * costs no hashing. Kept under the keyed hash that names a token in storage; what is kept stands in
 * the audit log anyway.
 */
final class KnownTokens {
  private static final int TOKENS_MAX = 4_096;

  /** The hidden forms of a token and of its accessor. */
  record Hidden(String token, String accessor) {}

  private final ConcurrentHashMap<String, Hidden> known = new ConcurrentHashMap<>();

  /**
   * The hidden forms, made by {@code hide} when they are not known.
   *
   * @param tokenHash empty for callers without a stored token, who are not remembered
   */
  Hidden of(String tokenHash, Supplier<Hidden> hide) {
    if (tokenHash.isEmpty()) {
      return hide.get();
    }
    Hidden found = known.get(tokenHash);
    if (found == null) {
      found = hide.get();
      if (known.size() >= TOKENS_MAX) {
        known.clear();
      }
      known.put(tokenHash, found);
    }
    return found;
  }
}
