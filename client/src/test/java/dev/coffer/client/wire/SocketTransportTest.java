package dev.coffer.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketTransportTest {
  private static final Request GET =
      new Request("GET", "/v1/x", Map.of(), Optional.empty(), Optional.empty());

  /** Answers each connection with one of the texts, in order, and then closes it. */
  private static Response ask(Request request, List<String> answers) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAll(server, answers));
      Endpoint endpoint = new Endpoint.Tcp("127.0.0.1", server.getLocalPort(), false, "");
      try (Transport transport =
          new SocketTransport(endpoint, TlsSettings.defaults(), Duration.ofSeconds(5))) {
        Response response = transport.send(request);
        for (int more = 1; more < answers.size(); more++) {
          response = transport.send(request);
        }
        return response;
      }
    }
  }

  private static void answerAll(ServerSocket server, List<String> answers) {
    for (String answer : answers) {
      try (Socket socket = server.accept()) {
        readHead(socket.getInputStream());
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      head.append((char) b);
    }
  }

  private static String body(Response response) {
    return response.body().read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void lengthsChunksAndTheEndOfTheConnectionAllEndABody() throws Exception {
    assertThat(body(ask(GET, List.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")))).isEqualTo("hi");
    assertThat(body(ask(GET, List.of("HTTP/1.1 200\r\n\r\nhi")))).isEqualTo("hi");
    String chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n1\r\n!\r\n0\r\n\r\n";
    assertThat(body(ask(GET, List.of(chunks)))).isEqualTo("hi!");
    assertThat(ask(GET, List.of("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 204 No\r\n\r\n")).status()).isEqualTo(204);
  }

  @Test
  void aQuestionIsAskedAgainWhenTheServerHadClosedAnIdleConnection() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    assertThat(body(ask(GET, List.of(answer, answer)))).isEqualTo("hi");
  }

  @Test
  void aWriteIsNeverSentTwice() {
    Request write =
        new Request("PUT", "/v1/x", Map.of(), Optional.empty(), Optional.of(SecretBytes.ofText("{}")));
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    assertThatThrownBy(() -> ask(write, List.of(answer, answer))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nbroken\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n"
      })
  void brokenAnswersAreErrors(String answer) {
    assertThatThrownBy(() -> ask(GET, List.of(answer))).isInstanceOf(IOException.class);
  }

  @Test
  void anEndlessHeaderIsCutOff() {
    String endless = "HTTP/1.1 200 OK\r\nX: " + "a".repeat(70_000) + "\r\n\r\n";
    assertThatThrownBy(() -> ask(GET, List.of(endless))).hasMessageContaining("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "127.0.0.1:8200", "https://", "http://user:pw@host", "http://a b"})
  void addressesThatAreNoneAreRefusedWithoutRepeatingThem(String address) {
    assertThatThrownBy(() -> Endpoint.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must look like")
        .hasMessageNotContaining("user:pw");
  }

  @Test
  void addressesAreRead() {
    assertThat(Endpoint.parse("https://h")).isEqualTo(new Endpoint.Tcp("h", 443, true, ""));
    assertThat(Endpoint.parse("http://[::1]:8200/p/")).isEqualTo(new Endpoint.Tcp("[::1]", 8200, false, "/p"));
    assertThat(Endpoint.parse("unix:///run/c.sock")).isEqualTo(new Endpoint.Unix("/run/c.sock"));
    assertThat(new Endpoint.Tcp("h", 443, true, "").hostHeader()).isEqualTo("h");
    assertThat(new Endpoint.Tcp("h", 8200, true, "").hostHeader()).isEqualTo("h:8200");
  }
}
