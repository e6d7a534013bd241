package dev.coffer.server.gate.policy;

import java.util.Locale;
import java.util.Optional;

/** A right on a path. */
public enum Capability {
  CREATE,
  READ,
  UPDATE,
  PATCH,
  DELETE,
  LIST,
  SCAN,
  SUDO,
  DENY;

  /** The word in policies: {@code read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Capability> ofWord(String word) {
    for (Capability capability : values()) {
      if (capability.word().equals(word)) {
        return Optional.of(capability);
      }
    }
    return Optional.empty();
  }
}
