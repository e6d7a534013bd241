package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.regex.Pattern;

/** Names of keys: as in Vault, letters, digits, {@code _}, and within the name {@code .} and {@code -}. */
final class KeyName {
  private static final int CHARS_MAX = 255;
  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]*\\w)?");

  private KeyName() {}

  static void check(String name) {
    if (name.length() > CHARS_MAX || !NAME.matcher(name).matches()) {
      throw new Refused(
          new Failure.Malformed(
              "the name of a key has up to 255 letters, digits and _, and . or - between them"));
    }
  }
}
