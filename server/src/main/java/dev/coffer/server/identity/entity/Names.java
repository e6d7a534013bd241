package dev.coffer.server.identity.entity;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the parts of identities may look like; the limits are Vault's. */
final class Names {
  /** Of a name of an entity, a group or an alias. */
  static final int CHARS_MAX = 512;

  private static final int METADATA_MAX = 64;
  private static final int METADATA_KEY_CHARS_MAX = 128;
  private static final int METADATA_VALUE_CHARS_MAX = 512;
  private static final int POLICIES_MAX = 1_000;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Names() {}

  static boolean isId(String text) {
    return text.length() == 36 && ID.matcher(text).matches();
  }

  /**
   * A name that can stand in a key.
   *
   * @throws Refused {@code Malformed} for one with control characters, {@code TooLarge}
   */
  static String checked(String name) {
    if (name.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("name", CHARS_MAX, "characters"));
    }
    if (name.isBlank() || name.codePoints().anyMatch(Names::isUnwritable)) {
      throw Refused.malformed("a name has visible characters only");
    }
    return name;
  }

  private static boolean isUnwritable(int point) {
    return Character.isISOControl(point)
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  static Map<String, String> metadata(Map<String, String> metadata) {
    if (metadata.size() > METADATA_MAX) {
      throw new Refused(new Failure.TooLarge("metadata", METADATA_MAX, "keys"));
    }
    metadata.forEach(
        (key, value) -> {
          if (key.length() > METADATA_KEY_CHARS_MAX) {
            throw new Refused(new Failure.TooLarge("key of metadata", METADATA_KEY_CHARS_MAX, "characters"));
          }
          if (value.length() > METADATA_VALUE_CHARS_MAX) {
            throw new Refused(new Failure.TooLarge("value of metadata", METADATA_VALUE_CHARS_MAX, "characters"));
          }
        });
    return metadata;
  }

  /**
   * Lower case, sorted, each once.
   *
   * @throws Refused {@code Malformed} for {@code root}, which no identity gives
   */
  static List<String> policies(List<String> names) {
    TreeSet<String> clean = new TreeSet<>();
    for (String name : names) {
      String lower = name.strip().toLowerCase(Locale.ROOT);
      if (!lower.isEmpty()) {
        clean.add(lower);
      }
    }
    if (clean.contains("root")) {
      throw Refused.malformed("policies cannot contain root");
    }
    if (clean.size() > POLICIES_MAX) {
      throw new Refused(new Failure.TooLarge("policies", POLICIES_MAX, "names"));
    }
    return List.copyOf(clean);
  }
}
