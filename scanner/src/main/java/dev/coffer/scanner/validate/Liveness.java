package dev.coffer.scanner.validate;

import java.util.Locale;

/** What a provider says of a secret. */
public enum Liveness {
  /** It works. */
  LIVE,
  /** It does not. */
  DEAD,
  /** The provider did not say: no answer, or one that means neither. */
  UNKNOWN;

  /** As it is told to people and written into reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
