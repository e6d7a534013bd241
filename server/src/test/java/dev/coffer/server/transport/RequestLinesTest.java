package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines that the web server's parser would take for others, or fall over. */
final class RequestLinesTest {
  private WireServer server;

  private static WireResponse echo(WireRequest request) {
    int size = request.body().read(1 << 20).length;
    String text = request.method() + " " + request.rawPath() + " " + size;
    return WireResponse.of(200, List.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void start() {
    ListenerSettings settings =
        ListenerSettings.plain(new ListenerSettings.Address.Tcp("127.0.0.1", 0), Set.of(), false);
    server = WireServer.start(List.of(settings), RequestLinesTest::echo, Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(server.port("127.0.0.1:0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get", "Get", "list", "GE\0T", "\0", "G\u0001", "GET\t", "G\u00c9T", "POST;", "(GET)", "",
        "AVERYLONGMETHODINDEED"
      })
  void aMethodThatIsNoneGetsA400InJson(String method) throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send(method + " /v1/a HTTP/1.1\r\nHost: h\r\n\r\n").response())
          .startsWith("HTTP/1.1 400")
          .endsWith("{\"errors\":[\"the request is not valid HTTP\"]}");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/a\0b", "/v1/a\u0007", "/v1/\u00e9", "/v1/a\u007f"})
  void badBytesInAPathGetA400InJson(String path) throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").response())
          .startsWith("HTTP/1.1 400")
          .contains("{\"errors\":[");
    }
  }

  /** Bodies and headers are not request lines, and every request's line is looked at. */
  @Test
  void laterRequestsOfAConnectionAreCheckedAndBodiesAreNot() throws IOException {
    try (RawClient client = client()) {
      String head = " /v1/a HTTP/1.1\r\nHost: h\r\nX-Any: \u00e9\r\n";
      client.send("POST" + head + "Content-Length: 3\r\n\r\n\0\1\2PUT" + head + "Transfer-Encoding: chunked\r\n\r\n4\r\nget \r\n0\r\n\r\n");
      assertThat(client.response()).endsWith("POST /v1/a 3");
      assertThat(client.response()).endsWith("PUT /v1/a 4");
      assertThat(client.send("LIST" + head + "\r\nSCAN" + head + "\r\n").response()).endsWith("LIST /v1/a 0");
      assertThat(client.response()).endsWith("SCAN /v1/a 0");
      assertThat(client.send("POST" + head + "Content-Length: 2\r\n\r\nabget" + head + "\r\n").response()).endsWith("POST /v1/a 2");
      assertThat(client.response()).startsWith("HTTP/1.1 400");
    }
  }
}
