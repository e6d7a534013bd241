package dev.coffer.kit.json;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammar of JSON numbers (RFC 8259 §6). */
final class JsonNumbers {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Longer literals are never integers that fit a long, and are not worth the arithmetic. */
  private static final int LITERAL_CHARS_MAX = 64;

  private JsonNumbers() {}

  static boolean isNumber(String literal) {
    return isPlainInteger(literal) || NUMBER.matcher(literal).matches();
  }

  static Optional<Long> asLong(String literal) {
    if (literal.length() > LITERAL_CHARS_MAX) {
      return Optional.empty();
    }
    try {
      if (isPlainInteger(literal)) {
        return Optional.of(Long.valueOf(literal));
      }
      BigDecimal value = new BigDecimal(literal);
      // An exponent such as 1e999999999 would expand to a huge integer: 19 digits are a long's most.
      return value.precision() - value.scale() > 19
          ? Optional.empty()
          : Optional.of(value.longValueExact());
    } catch (ArithmeticException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean isPlainInteger(String literal) {
    int start = literal.startsWith("-") ? 1 : 0;
    int digits = literal.length() - start;
    if (digits == 0 || (digits > 1 && literal.charAt(start) == '0')) {
      return false;
    }
    for (int at = start; at < literal.length(); at++) {
      char c = literal.charAt(at);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
