package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The functions and fields of username templates (Vault, "Username templating").
 *
 * @param fields {@code DisplayName}, {@code RoleName}
 */
record TemplateFunctions(Map<String, String> fields, Instant now, SecureRandom random) {
  private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CHARS_MAX = 1_024;
  private static final int HASH_CHARS = 8;

  /** Go's reference time (its package time), piece by piece, in Java's letters; longer pieces first. */
  private static final List<Map.Entry<String, String>> GO_TIME =
      List.of(
          Map.entry("2006", "yyyy"), Map.entry("January", "MMMM"), Map.entry("Jan", "MMM"), Map.entry("01", "MM"),
          Map.entry("02", "dd"), Map.entry("15", "HH"), Map.entry("03", "hh"), Map.entry("04", "mm"),
          Map.entry("05", "ss"), Map.entry("06", "yy"), Map.entry("PM", "a"), Map.entry("MST", "'UTC'"));

  String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw refused("there is no such field; known are " + fields.keySet().stream().sorted().toList());
    }
    return value;
  }

  String call(String function, List<String> arguments) {
    return switch (function) {
      case "random" -> randomText(BASE62, number(one(function, arguments), CHARS_MAX), random);
      case "truncate" -> truncate(arguments);
      case "truncate_sha256" -> truncateHashed(arguments);
      case "uppercase" -> one(function, arguments).toUpperCase(Locale.ROOT);
      case "lowercase" -> one(function, arguments).toLowerCase(Locale.ROOT);
      case "replace" -> {
        want(function, arguments, 3);
        yield arguments.get(2).replace(arguments.get(0), arguments.get(1));
      }
      case "sha256" -> sha256(one(function, arguments));
      case "base64" -> Base64.getEncoder().encodeToString(one(function, arguments).getBytes(StandardCharsets.UTF_8));
      case "unix_time" -> none(function, arguments, Long.toString(now.getEpochSecond()));
      case "unix_time_millis" -> none(function, arguments, Long.toString(now.toEpochMilli()));
      case "timestamp" -> timestamp(one(function, arguments));
      case "uuid" -> none(function, arguments, uuid());
      case "printf" -> printf(arguments);
      default -> throw refused("there is no such function");
    };
  }

  /** Characters drawn one by one from {@code alphabet}. */
  static String randomText(String alphabet, int count, SecureRandom random) {
    StringBuilder text = new StringBuilder(count);
    for (int drawn = 0; drawn < count; drawn++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  static String base62(int count, SecureRandom random) {
    return randomText(BASE62, count, random);
  }

  private static String truncate(List<String> arguments) {
    want("truncate", arguments, 2);
    int count = number(arguments.get(0), CHARS_MAX);
    String text = arguments.get(1);
    return text.length() <= count ? text : text.substring(0, count);
  }

  private static String truncateHashed(List<String> arguments) {
    want("truncate_sha256", arguments, 2);
    int count = number(arguments.get(0), CHARS_MAX);
    String text = arguments.get(1);
    if (count <= HASH_CHARS) {
      throw refused("truncate_sha256 needs more than 8 characters");
    }
    if (text.length() <= count) {
      return text;
    }
    int kept = count - HASH_CHARS;
    return text.substring(0, kept) + sha256(text.substring(kept)).substring(0, HASH_CHARS);
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  private String timestamp(String layout) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      int from = at;
      var piece = GO_TIME.stream().filter(entry -> layout.startsWith(entry.getKey(), from)).findFirst();
      text.append(piece.map(entry -> time(entry.getValue())).orElseGet(() -> layout.substring(from, from + 1)));
      at += piece.map(entry -> entry.getKey().length()).orElse(1);
    }
    return text.toString();
  }

  private String time(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now.atOffset(ZoneOffset.UTC));
  }

  private String uuid() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static String printf(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw refused("printf needs a format");
    }
    String format = arguments.getFirst();
    List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c != '%') {
        text.append(c);
        at++;
        continue;
      }
      char verb = at + 1 < format.length() ? format.charAt(at + 1) : ' ';
      if (verb == '%') {
        text.append(verb);
      } else if ((verb == 's' || verb == 'v') && !rest.isEmpty()) {
        text.append(rest.removeFirst());
      } else {
        throw refused("printf knows %s, %v and %%, one value for each");
      }
      at += 2;
    }
    if (!rest.isEmpty()) {
      throw refused("printf has more values than its format asks for");
    }
    return text.toString();
  }

  private static String one(String function, List<String> arguments) {
    want(function, arguments, 1);
    return arguments.getFirst();
  }

  private static String none(String function, List<String> arguments, String value) {
    want(function, arguments, 0);
    return value;
  }

  private static void want(String function, List<String> arguments, int count) {
    if (arguments.size() != count) {
      throw refused(function + " takes " + count + " value" + (count == 1 ? "" : "s"));
    }
  }

  private static int number(String digits, int max) {
    if (digits.length() > 4 || !digits.matches("[0-9]+") || Integer.parseInt(digits) > max) {
      throw refused("a number is from 0 to " + max);
    }
    return Integer.parseInt(digits);
  }

  private static Refused refused(String why) {
    return Refused.malformed("invalid username_template: " + why);
  }
}
