package dev.coffer.server.gate.policy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.Locale;

/**
 * The name of a policy in its one spelling: lower case, without blanks around it, as Vault keeps
 * it. A name is part of a row's key and of URLs, so nothing in it may look like a way to elsewhere
 * (CVE-2026-105820).
 */
record PolicyName(String text) {
  static final int CHARS_MAX = 256;

  /**
   * Checks a name from outside.
   *
   * @throws Refused {@code Malformed}
   */
  static PolicyName of(String given) {
    String name = spelled(given);
    boolean traverses = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.contains("..") || name.equals(".");
    boolean invisible =
        name.codePoints()
            .anyMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
    // Rules could not name such a policy: there these characters are patterns.
    boolean pattern = name.indexOf('*') >= 0 || name.indexOf('+') >= 0;
    if (name.isEmpty() || name.length() > CHARS_MAX || traverses || invisible || pattern) {
      throw new Refused(
          new Failure.Malformed(
              "a policy name has 1 to " + CHARS_MAX + " characters, without slashes, '..', '*', '+' or"
                  + " control characters"));
    }
    return new PolicyName(name);
  }

  /** The one spelling, unchecked: for looking up what may not be there. */
  static String spelled(String given) {
    return given.strip().toLowerCase(Locale.ROOT);
  }
}
