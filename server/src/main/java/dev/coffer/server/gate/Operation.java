package dev.coffer.server.gate;

import java.util.Locale;

/** What is asked for, in the words of the audit record. */
public enum Operation {
  CREATE,
  READ,
  UPDATE,
  PATCH,
  DELETE,
  LIST,
  SCAN,
  RENEW,
  REVOKE,
  ROLLBACK,
  HELP;

  /** The word in audit records: {@code read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
