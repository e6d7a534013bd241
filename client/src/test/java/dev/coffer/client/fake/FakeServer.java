package dev.coffer.client.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server on loopback that gives prepared answers and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
  /** What was asked. */
  public record Asked(String method, String target, Map<String, String> headers, String body) {}

  private record Prepared(int status, String body) {}

  private final HttpServer http;
  private final Map<String, Prepared> answers = new HashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  public FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /**
   * Prepares an answer.
   *
   * @param what the verb and the target, such as {@code GET /v1/sys/health}
   */
  public FakeServer on(String what, int status, String body) {
    answers.put(what, new Prepared(status, body));
    return this;
  }

  /** A KV version 2 mount at {@code secret/}, for that path. */
  public FakeServer versionedKv(String path) {
    return on(
        "GET /v1/sys/internal/ui/mounts/" + path,
        200,
        "{\"data\":{\"path\":\"secret/\",\"type\":\"kv\",\"options\":{\"version\":\"2\"}}}");
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public Asked last() {
    return asked.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    String target = exchange.getRequestURI().toString();
    asked.add(new Asked(exchange.getRequestMethod(), target, headers, body));
    Prepared answer =
        Optional.ofNullable(answers.get(exchange.getRequestMethod() + " " + target))
            .orElse(new Prepared(404, "{\"errors\":[]}"));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
