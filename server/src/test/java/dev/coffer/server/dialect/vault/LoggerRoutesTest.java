package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Caller;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoggerRoutesTest {
  // Held here, since the JDK holds loggers weakly.
  private final Logger top = Logger.getLogger("coffer");
  private final Logger below = Logger.getLogger("coffer.test");
  private final VaultBench bench =
      new VaultBench(Caller.anonymous(), LoggerRoutes.table().bind(LogManager.getLogManager()));

  @AfterEach
  void asBefore() {
    top.setLevel(null);
    below.setLevel(null);
  }

  private void does(String method, String path, String body) {
    WireResponse response = bench.ask(method, "/v1/sys/" + path, body);
    assertThat(response.status()).as(VaultBench.text(response)).isEqualTo(204);
  }

  private String level(String logger) {
    return VaultBench.data(bench.ask("GET", "/v1/sys/loggers")).text(logger).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"trace, trace", "debug, debug", "info, info", "notice, info", "warning, warn", "err, error"})
  void theLevelOfAllIsSetAndTold(String word, String told) {
    does("POST", "loggers", "{\"level\":\"" + word + "\"}");
    assertThat(level("coffer")).isEqualTo(told);
    assertThat(level("coffer.test")).isEqualTo(told);
  }

  @Test
  void oneLoggerIsSetByItselfUntilAllAre() {
    does("POST", "loggers", "{\"level\":\"warn\"}");
    does("POST", "loggers/coffer.test", "{\"level\":\"debug\"}");
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/loggers/coffer.test")))
        .isEqualTo(Json.object().put("coffer.test", "debug").build());
    assertThat(level("coffer")).isEqualTo("warn");
    does("POST", "loggers", "{\"level\":\"error\"}");
    assertThat(level("coffer.test")).isEqualTo("error");
  }

  @Test
  void takenBackTheConfiguredLevelHolds() {
    does("POST", "loggers", "{\"level\":\"error\"}");
    does("POST", "loggers/coffer.test", "{\"level\":\"debug\"}");
    does("DELETE", "loggers/coffer.test", "");
    assertThat(level("coffer.test")).isEqualTo("error");
    does("DELETE", "loggers", "");
    assertThat(top.getLevel()).isNull();
  }

  @Test
  void onlyOurOwnLoggersAndKnownLevels() {
    Level before = Logger.getLogger("").getLevel();
    for (String name : List.of("java.lang", "coffer.nowhere", "cofferx")) {
      assertThat(bench.ask("GET", "/v1/sys/loggers/" + name).status()).as(name).isEqualTo(404);
      assertThat(bench.ask("POST", "/v1/sys/loggers/" + name, "{\"level\":\"trace\"}").status()).as(name).isEqualTo(404);
    }
    assertThat(bench.ask("POST", "/v1/sys/loggers", "{\"level\":\"loud\"}").status()).isEqualTo(400);
    assertThat(Logger.getLogger("").getLevel()).isEqualTo(before);
  }
}
