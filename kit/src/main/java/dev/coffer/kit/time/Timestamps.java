package dev.coffer.kit.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants in UTC as RFC 3339 has them, with as many digits of the second as say something: what Go
 * writes ({@code time.RFC3339Nano}) and clients of Vault read. Every answer and every audit record
 * holds some, so they are written without a formatter, several times faster.
 */
public final class Timestamps {
  private static final int CHARS_MAX = "9999-12-31T23:59:59.999999999Z".length();
  private static final int NANO_DIGITS = 9;
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

  private Timestamps() {}

  /** {@code 2026-01-15T10:30:00.25Z}; years of other than four digits as {@link Instant} has them. */
  public static String text(Instant at) {
    if (at.getEpochSecond() < YEAR_0 || at.getEpochSecond() >= YEAR_10000) {
      return at.toString();
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
    byte[] text = new byte[CHARS_MAX];
    digits(text, 0, time.getYear(), 4);
    text[4] = '-';
    digits(text, 5, time.getMonthValue(), 2);
    text[7] = '-';
    digits(text, 8, time.getDayOfMonth(), 2);
    text[10] = 'T';
    digits(text, 11, time.getHour(), 2);
    text[13] = ':';
    digits(text, 14, time.getMinute(), 2);
    text[16] = ':';
    digits(text, 17, time.getSecond(), 2);
    int end = fraction(text, 19, time.getNano());
    text[end++] = 'Z';
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static int fraction(byte[] text, int from, int nanos) {
    if (nanos == 0) {
      return from;
    }
    text[from] = '.';
    digits(text, from + 1, nanos, NANO_DIGITS);
    int end = from + 1 + NANO_DIGITS;
    while (text[end - 1] == '0') {
      end--;
    }
    return end;
  }

  private static void digits(byte[] text, int from, int value, int count) {
    int left = value;
    for (int at = from + count - 1; at >= from; at--) {
      text[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }
}
