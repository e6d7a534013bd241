package dev.coffer.scanner.rules;

import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in the random parts of an example: {@code {A36}} is 36 characters of the alphabet A, {@code
 * {u}} a UUID, {@code {}} nothing, which parts what scanners know. So no text in this repository
 * looks like a secret, and each seed makes other ones.
 */
final class ExampleText {
  private static final String DIGITS = "0123456789";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final Map<Character, String> ALPHABETS =
      Map.ofEntries(
          Map.entry('d', DIGITS),
          Map.entry('h', DIGITS + "abcdef"),
          Map.entry('H', DIGITS + "ABCDEF"),
          Map.entry('x', DIGITS + LOWER),
          Map.entry('X', DIGITS + UPPER),
          Map.entry('L', UPPER + LOWER),
          Map.entry('A', DIGITS + UPPER + LOWER),
          Map.entry('U', DIGITS + UPPER + LOWER + "-_"),
          Map.entry('B', DIGITS + UPPER + LOWER + "+/"),
          // base32 of bech32 in capitals
          Map.entry('q', "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
          // 1Password's: no 0, 1, I, O, U
          Map.entry('o', "23456789ABCDEFGHJKLMNPQRSTVWXYZ"));
  private static final Pattern PART =
      Pattern.compile(
          "\\{(?<alphabet>[a-zA-Z])(?<count>[0-9]+)}|(?<uuid>\\{u})|(?<nothing>\\{})|(?<newline>\\\\n"
              + ")|\\\\\\\\");

  private ExampleText() {}

  static String filled(String pattern, RandomGenerator random) {
    Matcher part = PART.matcher(pattern);
    StringBuilder text = new StringBuilder();
    while (part.find()) {
      part.appendReplacement(text, Matcher.quoteReplacement(replacement(part, random)));
    }
    return part.appendTail(text).toString();
  }

  private static String replacement(Matcher part, RandomGenerator random) {
    if (part.group("alphabet") != null) {
      return chars(part.group("alphabet").charAt(0), Integer.parseInt(part.group("count")), random);
    }
    if (part.group("uuid") != null) {
      return "%s-%s-4%s-a%s-%s"
          .formatted(
              chars('h', 8, random),
              chars('h', 4, random),
              chars('h', 3, random),
              chars('h', 3, random),
              chars('h', 12, random));
    }
    if (part.group("nothing") != null) {
      return "";
    }
    return part.group("newline") != null ? "\n" : "\\";
  }

  private static String chars(char alphabet, int count, RandomGenerator random) {
    String all = ALPHABETS.get(alphabet);
    if (all == null) {
      throw new IllegalArgumentException("no alphabet " + alphabet);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(all.charAt(random.nextInt(all.length())));
    }
    return text.toString();
  }
}
