package dev.coffer.scanner.regex;

import java.util.Locale;
import java.util.Optional;

/** The sets that a pattern may call by a name. All but the Unicode ones are ASCII, as in Go. */
final class NamedSets {
  static final CodePoints DIGIT = CodePoints.of('0', '9');
  static final CodePoints SPACE = CodePoints.of('\t', '\n', '\f', '\r', ' ', ' ');
  static final CodePoints WORD = CodePoints.of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

  private NamedSets() {}

  /** {@code d}, {@code s} or {@code w}. */
  static Optional<CodePoints> perl(int letter) {
    return switch (letter) {
      case 'd' -> Optional.of(DIGIT);
      case 's' -> Optional.of(SPACE);
      case 'w' -> Optional.of(WORD);
      default -> Optional.empty();
    };
  }

  /** What stands between {@code [:} and {@code :]}. */
  static Optional<CodePoints> posix(String name) {
    return switch (name) {
      case "alnum" -> Optional.of(CodePoints.of('0', '9', 'A', 'Z', 'a', 'z'));
      case "alpha" -> Optional.of(CodePoints.of('A', 'Z', 'a', 'z'));
      case "ascii" -> Optional.of(CodePoints.of(0, 0x7F));
      case "blank" -> Optional.of(CodePoints.of('\t', '\t', ' ', ' '));
      case "cntrl" -> Optional.of(CodePoints.of(0, 0x1F, 0x7F, 0x7F));
      case "digit" -> Optional.of(DIGIT);
      case "graph" -> Optional.of(CodePoints.of('!', '~'));
      case "lower" -> Optional.of(CodePoints.of('a', 'z'));
      case "print" -> Optional.of(CodePoints.of(' ', '~'));
      case "punct" -> Optional.of(CodePoints.of('!', '/', ':', '@', '[', '`', '{', '~'));
      case "space" -> Optional.of(CodePoints.of('\t', '\r', ' ', ' '));
      case "upper" -> Optional.of(CodePoints.of('A', 'Z'));
      case "word" -> Optional.of(WORD);
      case "xdigit" -> Optional.of(CodePoints.of('0', '9', 'A', 'F', 'a', 'f'));
      default -> Optional.empty();
    };
  }

  /** A general category such as {@code L} or {@code Lu}, a script such as {@code Greek}, or Any. */
  static Optional<CodePoints> unicode(String name) {
    if (name.equals("Any")) {
      return Optional.of(CodePoints.ALL);
    }
    if (name.length() <= 2) {
      return category(name);
    }
    Character.UnicodeScript script;
    try {
      script = Character.UnicodeScript.forName(name);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    // Java takes the name in any case and by its short form; Go by its one spelling.
    if (!script.name().equals(name.toUpperCase(Locale.ROOT)) || !Character.isUpperCase(name.charAt(0))) {
      return Optional.empty();
    }
    return Optional.of(collect(codePoint -> Character.UnicodeScript.of(codePoint) == script));
  }

  private static Optional<CodePoints> category(String name) {
    CodePoints set = collect(codePoint -> abbreviation(Character.getType(codePoint)).startsWith(name));
    return set.isEmpty() || name.isEmpty() ? Optional.empty() : Optional.of(set);
  }

  private static CodePoints collect(java.util.function.IntPredicate member) {
    int[] bounds = new int[4096];
    int end = 0;
    int start = -1;
    for (int codePoint = 0; codePoint <= CodePoints.LAST + 1; codePoint++) {
      boolean in = codePoint <= CodePoints.LAST && member.test(codePoint);
      if (in && start < 0) {
        start = codePoint;
      } else if (!in && start >= 0) {
        bounds[end++] = start;
        bounds[end++] = codePoint - 1;
        start = -1;
      }
    }
    return CodePoints.of(java.util.Arrays.copyOf(bounds, end));
  }

  private static String abbreviation(int type) {
    return switch ((byte) type) {
      case Character.UPPERCASE_LETTER -> "Lu";
      case Character.LOWERCASE_LETTER -> "Ll";
      case Character.TITLECASE_LETTER -> "Lt";
      case Character.MODIFIER_LETTER -> "Lm";
      case Character.OTHER_LETTER -> "Lo";
      case Character.NON_SPACING_MARK -> "Mn";
      case Character.ENCLOSING_MARK -> "Me";
      case Character.COMBINING_SPACING_MARK -> "Mc";
      case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
      case Character.LETTER_NUMBER -> "Nl";
      case Character.OTHER_NUMBER -> "No";
      case Character.SPACE_SEPARATOR -> "Zs";
      case Character.LINE_SEPARATOR -> "Zl";
      case Character.PARAGRAPH_SEPARATOR -> "Zp";
      case Character.CONTROL -> "Cc";
      case Character.FORMAT -> "Cf";
      case Character.PRIVATE_USE -> "Co";
      case Character.SURROGATE -> "Cs";
      case Character.DASH_PUNCTUATION -> "Pd";
      case Character.START_PUNCTUATION -> "Ps";
      case Character.END_PUNCTUATION -> "Pe";
      case Character.CONNECTOR_PUNCTUATION -> "Pc";
      case Character.OTHER_PUNCTUATION -> "Po";
      case Character.MATH_SYMBOL -> "Sm";
      case Character.CURRENCY_SYMBOL -> "Sc";
      case Character.MODIFIER_SYMBOL -> "Sk";
      case Character.OTHER_SYMBOL -> "So";
      case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
      case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
      default -> "-";
    };
  }
}
