package dev.coffer.server.gate;

import java.util.Locale;

/** Why the server itself does something; the closed list of the internal door. */
public enum Cause {
  /** A token, lease or wrapped answer came to its end. */
  EXPIRY,
  /** A rotation is due. */
  ROTATION,
  /** Rows that nothing refers to are removed. */
  TIDY;

  /** The word in audit records: {@code expiry}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
