package dev.coffer.app;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * One line a record, as text or as JSON with Vault's keys, and what was thrown by its classes; never
 * its message, which may hold data.
 */
final class LogLines extends SimpleFormatter {
  private static final int CAUSES_MAX = 8;

  private final boolean json;

  LogLines(boolean json) {
    this.json = json;
  }

  @Override
  public String format(LogRecord record) {
    return json ? asJson(record) : asText(record);
  }

  private String asText(LogRecord record) {
    String line =
        String.format(
            Locale.ROOT,
            "%1$tFT%1$tT.%1$tLZ [%2$s] %3$s: %4$s%n",
            record.getInstant().atZone(ZoneOffset.UTC),
            record.getLevel().getName(),
            record.getLoggerName(),
            formatMessage(record));
    StringBuilder text = new StringBuilder(line);
    thrown(record).forEach(frame -> text.append("  ").append(frame).append('\n'));
    return text.toString();
  }

  private String asJson(LogRecord record) {
    Json.Builder line =
        Json.object()
            .put("@level", word(record.getLevel()))
            .put("@message", formatMessage(record))
            .put("@module", String.valueOf(record.getLoggerName()))
            .put("@timestamp", record.getInstant().toString());
    if (record.getThrown() != null) {
      line.put("error", Json.texts(thrown(record)));
    }
    return JsonWriter.text(line.build()) + "\n";
  }

  private static String word(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warn";
    }
    if (value >= Level.INFO.intValue()) {
      return "info";
    }
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }

  private static List<String> thrown(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return List.of();
    }
    boolean detailed = Logger.getLogger("").getLevel().intValue() <= Level.FINE.intValue();
    return detailed ? stack(thrown) : causes(thrown);
  }

  private static List<String> causes(Throwable thrown) {
    List<String> names = new ArrayList<>();
    for (Throwable cause = thrown; cause != null && names.size() < CAUSES_MAX; cause = cause.getCause()) {
      names.add(cause.getClass().getName());
    }
    return names;
  }

  private static List<String> stack(Throwable thrown) {
    List<String> frames = new ArrayList<>(List.of(thrown.getClass().getName()));
    for (StackTraceElement frame : thrown.getStackTrace()) {
      frames.add("  at " + frame);
    }
    return frames;
  }
}
