package dev.coffer.server.engine.kv;

import java.util.Locale;

/** What the bytes of a payload are. */
public enum PayloadKind {
  /** A JSON object, as Vault's {@code data} and AWS's {@code SecretString} mostly are. */
  JSON,
  /** Any other UTF-8 text. */
  TEXT,
  /** Bytes. */
  BINARY;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PayloadKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
