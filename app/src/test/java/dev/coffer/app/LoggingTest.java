package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Logging.FewOfWebServer;
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
}
