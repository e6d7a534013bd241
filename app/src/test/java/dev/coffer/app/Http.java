package dev.coffer.app;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Plain HTTP calls to a server under test. */
final class Http implements AutoCloseable {
  /** What came back; {@code json} is empty where the body was. */
  record Reply(int status, Json.Object json, String text) {
    Json.Object data() {
      return json.object("data").orElseThrow();
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
  private final JsonReader reader = new JsonReader(JsonLimits.TRUSTED);
  private final String address;

  Http(String address) {
    this.address = address;
  }

  Reply get(String token, String path) throws IOException {
    return send("GET", token, path, "");
  }

  Reply post(String token, String path, Json.Object body) throws IOException {
    return send("POST", token, path, JsonWriter.text(body));
  }

  Reply send(String method, String token, String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    if (method.equals("PATCH")) {
      request.header("Content-Type", "application/merge-patch+json");
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      String text = new String(response.body(), StandardCharsets.UTF_8);
      boolean isObject = text.startsWith("{");
      Json.Object json = isObject ? reader.readObject(response.body()) : Json.Object.empty();
      return new Reply(response.statusCode(), json, text);
    } catch (InterruptedException problem) {
      throw new IOException(problem);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
