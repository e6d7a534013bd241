package dev.coffer.server.identity.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.fake.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** An API server, as far as it reviews tokens: over TLS, with the JSON of authentication.k8s.io/v1. */
final class ApiServer implements AutoCloseable {
  static final String OWN_AUDIENCE = "https://kubernetes.default.svc";

  private static final JsonReader JSON = new JsonReader(JsonLimits.TRUSTED);

  private final HttpsServer https;
  private final Map<String, Json.Object> known = new HashMap<>();
  private final List<Json.Object> reviewed = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bearers = Collections.synchronizedList(new ArrayList<>());
  private volatile Optional<String> answer = Optional.empty();
  private volatile int status = 201;

  ApiServer(TestKeys keys) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.keyManagers(), null, new SecureRandom());
    https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    https.createContext("/apis/authentication.k8s.io/v1/tokenreviews", this::review);
    https.start();
  }

  String url() {
    return "https://127.0.0.1:" + https.getAddress().getPort();
  }

  /** Takes that token for that user's, for these audiences. */
  void know(String token, String username, String uid, String... audiences) {
    known.put(
        token,
        Json.object()
            .put("authenticated", true)
            .put(
                "user",
                Json.object()
                    .put("username", username)
                    .put("uid", uid)
                    .put("groups", Json.texts(List.of("system:serviceaccounts", "system:authenticated")))
                    .build())
            .put("audiences", Json.texts(List.of(audiences)))
            .build());
  }

  void answerWith(int code, String text) {
    status = code;
    answer = Optional.of(text);
  }

  List<Json.Object> reviewed() {
    return List.copyOf(reviewed);
  }

  List<String> bearers() {
    return List.copyOf(bearers);
  }

  private void review(HttpExchange exchange) throws IOException {
    Json.Object review = JSON.readObject(exchange.getRequestBody().readAllBytes());
    reviewed.add(review);
    bearers.add(exchange.getRequestHeaders().getFirst("Authorization"));
    String token = review.object("spec").flatMap(spec -> spec.text("token")).orElse("");
    Json.Object unknown =
        Json.object()
            .put("user", Json.Object.empty())
            .put("error", "[invalid bearer token, token lookup failed]")
            .build();
    Json.Object status = Optional.ofNullable(known.get(token)).orElse(unknown);
    byte[] bytes =
        answer
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .orElseGet(() -> JsonWriter.bytes(Json.object().putAll(review).put("status", status).build()));
    exchange.sendResponseHeaders(this.status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    https.stop(0);
  }
}
