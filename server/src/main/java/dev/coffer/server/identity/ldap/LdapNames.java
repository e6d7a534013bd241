package dev.coffer.server.identity.ldap;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The one spelling of a name. Directories take names for the same that differ in case, in blanks or
 * in Unicode's compatible forms (RFC 4518); counted as many names they would have as many lock-outs
 * and as many aliases (CVE-2025-6004).
 */
final class LdapNames {
  /** Characters. */
  static final int CHARS_MAX = 256;

  private LdapNames() {}

  /** The name of a user, which is part of paths; otherwise as {@link #spelled}. */
  static Optional<String> user(String typed, boolean caseSensitive) {
    return spelled(typed, caseSensitive).filter(name -> name.indexOf('/') < 0);
  }

  /** Empty for what is no name: nothing at all, too long, or with characters nobody can see. */
  static Optional<String> spelled(String typed, boolean caseSensitive) {
    if (typed.length() > CHARS_MAX) {
      return Optional.empty();
    }
    String compatible = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    String cased = caseSensitive ? compatible : compatible.toLowerCase(Locale.ROOT);
    String spelled = Normalizer.normalize(cased, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
    boolean visible = spelled.codePoints().allMatch(LdapNames::isVisible);
    return spelled.isEmpty() || !visible ? Optional.empty() : Optional.of(spelled);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
