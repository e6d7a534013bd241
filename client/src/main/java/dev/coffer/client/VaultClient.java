package dev.coffer.client;

import dev.coffer.client.wire.Endpoint;
import dev.coffer.client.wire.Request;
import dev.coffer.client.wire.SocketTransport;
import dev.coffer.client.wire.Transport;
import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a server that speaks Vault's API. Blocking, over one connection, for one thread at a time.
 *
 * <pre>{@code
 * try (VaultClient client = VaultClient.connect(Settings.from(environment), token)) {
 *   Reply reply = client.call(Call.get("secret/data/myapp/config"));
 * }
 * }</pre>
 */
public final class VaultClient implements AutoCloseable {
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

  private final Settings settings;
  private final Endpoint endpoint;
  private final Optional<SecretBytes> token;
  private final Transport transport;
  private final JsonReader json;

  /** @param token sent as {@code X-Vault-Token}; the client does not close it */
  public VaultClient(Settings settings, Optional<SecretBytes> token, Transport transport) {
    this.settings = settings;
    this.endpoint = Endpoint.parse(settings.address());
    this.token = token;
    this.transport = transport;
    this.json = new JsonReader(JsonLimits.TRUSTED);
  }

  /** A client over a socket of its own, opened with the first call. */
  public static VaultClient connect(Settings settings, Optional<SecretBytes> token) {
    Endpoint endpoint = Endpoint.parse(settings.address());
    return new VaultClient(
        settings, token, new SocketTransport(endpoint, settings.tls(), settings.timeout()));
  }

  /**
   * Makes a call.
   *
   * @throws ServerRefused on every status from 400
   * @throws Unreachable if no complete answer came
   */
  public Reply call(Call call) {
    Reply reply = exchange(call);
    if (reply.status() >= 300) {
      throw refused(call, reply);
    }
    return reply;
  }

  /** As {@link #call}, but 404 is empty, unless it carries data or warnings, as for a deleted version. */
  public Optional<Reply> find(Call call) {
    Reply reply = exchange(call);
    if (reply.status() == 404) {
      boolean tells = !reply.data().members().isEmpty() || !reply.warnings().isEmpty();
      return tells ? Optional.of(reply) : Optional.empty();
    }
    if (reply.status() >= 300) {
      throw refused(call, reply);
    }
    return Optional.of(reply);
  }

  /** Makes a call and returns the answer whatever its status, as {@code sys/health} needs. */
  public Reply exchange(Call call) {
    Request request = request(call);
    for (int attempt = 0; ; attempt++) {
      boolean last = attempt >= settings.retriesMax();
      try {
        Response response = transport.send(request);
        if (last || !worthAnotherAsk(call, response)) {
          return reply(response);
        }
      } catch (IOException failed) {
        if (last || !mayAskAgain(call, failed)) {
          throw new Unreachable(call.method(), url(call), failed);
        }
      }
      pause(attempt);
    }
  }

  /** A write may have taken effect before the connection broke; only a question is asked again. */
  private static boolean mayAskAgain(Call call, IOException failed) {
    return call.method().equals("GET")
        && !(failed instanceof java.net.ConnectException)
        && !(failed instanceof java.net.UnknownHostException)
        && !(failed instanceof javax.net.ssl.SSLException);
  }

  /** 412: this node has not seen the caller's last write yet. 502 and 504: a proxy lost the server. */
  private static boolean worthAnotherAsk(Call call, Response response) {
    return switch (response.status()) {
      case 412, 502, 504 -> call.method().equals("GET");
      default -> false;
    };
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(RETRY_PAUSE.multipliedBy(attempt + 1L));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Request request(Call call) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Vault-Request", "true");
    settings.namespace().ifPresent(namespace -> headers.put("X-Vault-Namespace", namespace));
    if (call.wrappable()) {
      settings.wrapTtl().ifPresent(ttl -> headers.put("X-Vault-Wrap-TTL", ttl));
    }
    if (call.body().isPresent()) {
      headers.put(
          "Content-Type",
          call.method().equals("PATCH") ? "application/merge-patch+json" : "application/json");
    }
    headers.putAll(settings.headers());
    return new Request(
        call.method(),
        endpoint.pathPrefix() + call.target(),
        headers,
        token,
        call.body().map(body -> SecretBytes.owning(JsonWriter.bytes(body))));
  }

  private Reply reply(Response response) {
    Json.Object body = Json.Object.empty();
    if (response.body().size() > 0) {
      try {
        Json read = response.body().read(json::read);
        body = read instanceof Json.Object object ? object : body;
      } catch (JsonException _) {
        // No JSON, as metrics are: the raw bytes carry it.
      }
    }
    return new Reply(response.status(), body, response.body());
  }

  private ServerRefused refused(Call call, Reply reply) {
    List<String> errors = Reply.texts(reply.body(), "errors");
    return new ServerRefused(call.method(), url(call), reply.status(), errors);
  }

  /** Query values stay out of the text: some commands send names there that others should not see. */
  private String url(Call call) {
    return address() + new Call("", call.path(), Map.of(), call.body(), false).target();
  }

  private String address() {
    String address = settings.address();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  @Override
  public void close() {
    transport.close();
  }
}
