package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Five fields of cron (POSIX crontab) in UTC: minute, hour, day of the month, month, day of the week.
 * When both kinds of day are given, either is enough.
 */
record Cron(BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, boolean anyDay, boolean anyWeekday) {
  private static final Pattern ITEM = Pattern.compile("(?:\\*|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?");
  private static final int SUNDAY = 7;

  /** A leap day that is a Sunday comes every 28 years, but for a skipped one. */
  private static final int YEARS_MAX = 40;

  static Cron parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != 5) {
      throw wrong();
    }
    BitSet weekdays = field(fields[4], 0, SUNDAY);
    if (weekdays.get(SUNDAY)) {
      weekdays.set(0);
    }
    return new Cron(
        field(fields[0], 0, 59),
        field(fields[1], 0, 23),
        field(fields[2], 1, 31),
        field(fields[3], 1, 12),
        weekdays,
        fields[2].startsWith("*"),
        fields[4].startsWith("*"));
  }

  private static BitSet field(String text, int min, int max) {
    BitSet values = new BitSet();
    for (String item : text.split(",", -1)) {
      Matcher parts = ITEM.matcher(item);
      if (!parts.matches()) {
        throw wrong();
      }
      int step = number(parts, 3, 1);
      int from = number(parts, 1, min);
      int to = number(parts, 2, parts.group(1) == null || parts.group(3) != null ? max : from);
      if (step == 0 || from < min || to > max || from > to) {
        throw wrong();
      }
      for (int value = from; value <= to; value += step) {
        values.set(value);
      }
    }
    return values;
  }

  private static int number(Matcher parts, int group, int otherwise) {
    String digits = parts.group(group);
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /**
   * The first time after {@code when}.
   *
   * @throws dev.coffer.server.failure.Refused when there is none, such as a 30th of February
   */
  Instant after(Instant when) {
    LocalDateTime at =
        LocalDateTime.ofInstant(when, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDateTime end = at.plusYears(YEARS_MAX);
    while (at.isBefore(end)) {
      if (!months.get(at.getMonthValue()) || !isDay(at)) {
        at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!hours.get(at.getHour())) {
        at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!minutes.get(at.getMinute())) {
        at = at.plus(Duration.ofMinutes(1));
      } else {
        return at.toInstant(ZoneOffset.UTC);
      }
    }
    throw wrong();
  }

  private boolean isDay(LocalDateTime at) {
    boolean day = days.get(at.getDayOfMonth());
    boolean weekday = weekdays.get(at.getDayOfWeek().getValue() % SUNDAY);
    return (anyDay || anyWeekday) ? day && weekday : day || weekday;
  }

  private static RuntimeException wrong() {
    return Refused.malformed(
        "rotation_schedule has five fields in UTC, as in cron: minute, hour, day of the month, month, day of"
            + " the week, such as \"0 3 * * 6\"");
  }
}
