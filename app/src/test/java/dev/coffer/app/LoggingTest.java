package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.ServerLog.FewOfWebServer;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LoggingTest {
  private final FewOfWebServer filter = new FewOfWebServer();

  private static LogRecord from(String logger, Instant at) {
    LogRecord record = new LogRecord(Level.WARNING, "Internal server error");
    record.setLoggerName(logger);
    record.setInstant(at);
    return record;
  }

  private long passed(String logger, Instant at) {
    return IntStream.range(0, 1_000).filter(_ -> filter.isLoggable(from(logger, at))).count();
  }

  @Test
  void whatTheWebServerCannotReadFillsNoDisk() {
    Instant start = Instant.ofEpochSecond(1_000_000);
    assertThat(passed("io.helidon.webserver.http1.Http1Connection", start)).isEqualTo(FewOfWebServer.A_MINUTE);
    assertThat(passed("io.helidon.webserver.http.DirectHandlers", start.plusSeconds(59))).isZero();
    assertThat(passed("io.helidon.webserver.http.DirectHandlers", start.plusSeconds(60)))
        .isEqualTo(FewOfWebServer.A_MINUTE);
  }

  @Test
  void ourOwnRecordsAllPass() {
    assertThat(passed("coffer.audit", Instant.EPOCH)).isEqualTo(1_000);
  }

  @Test
  void aLineOfJsonHasVaultsKeysAndNoMessageOfWhatWasThrown() {
    LogRecord record = from("coffer.audit", Instant.parse("2026-01-15T10:30:00.123Z"));
    record.setMessage("device \"file\" {0}");
    record.setParameters(new Object[] {"failed"});
    record.setThrown(new IllegalStateException("supersecret", new java.io.IOException("hunter2")));
    String line = new LogLines(true).format(record);
    assertThat(line)
        .isEqualTo(
            "{\"@level\":\"warn\",\"@message\":\"device \\\"file\\\" failed\",\"@module\":\"coffer.audit\","
                + "\"@timestamp\":\"2026-01-15T10:30:00.123Z\",\"error\":[\"java.lang.IllegalStateException\","
                + "\"java.io.IOException\"]}\n");
    assertThat(new LogLines(false).format(record))
        .startsWith("2026-01-15T10:30:00.123Z [WARNING] coffer.audit: device \"file\" failed\n")
        .doesNotContain("supersecret", "hunter2");
  }
}
