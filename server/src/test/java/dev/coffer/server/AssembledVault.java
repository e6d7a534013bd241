package dev.coffer.server;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.seal.Quorum;
import dev.coffer.server.dialect.WireBody;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.outgoing.Reach;
import dev.coffer.server.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The whole server as {@link Assembly} makes it, over memory and without a socket: what a request
 * says goes into the dialect as the transport would give it. Unsealed, with a KV version 2 mount at
 * {@code secret/}.
 */
public final class AssembledVault implements AutoCloseable {
  public static final String ROOT = "root";
  private static final long BODY_BYTES_MAX = 1 << 20;
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);
  private static final WirePeer.Listener LISTENER =
      new WirePeer.Listener("test", false, BODY_BYTES_MAX, false);

  public final SettableClock clock = new SettableClock();
  public final Server server;
  private final SecretBytes share;

  /** An answer off the wire. */
  public record Told(int status, Map<String, String> headers, String text) {
    public Json.Object body() {
      return READER.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    public Json.Object data() {
      return body().object("data").orElseThrow();
    }

    public Json.Object auth() {
      return body().object("auth").orElseThrow();
    }

    public String token() {
      return auth().text("client_token").orElseThrow();
    }

    public String wrapToken() {
      return body().object("wrap_info").orElseThrow().text("token").orElseThrow();
    }

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  public AssembledVault() {
    this(Optional.empty());
  }

  /** With a file audit device at {@code auditFile} from the first request on. */
  public AssembledVault(Optional<Path> auditFile) {
    server =
        Assembly.assemble(
            new Setup(
                new MemoryStore(),
                "inmem",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Setup.First(true, auditFile, Optional.of(SecretBytes.ofText(ROOT))),
                List.of(),
                TtlTuning.SYSTEM,
                Duration.ZERO,
                Reach.DEVELOPMENT,
                Json.Object.empty(),
                clock,
                new SecureRandom()));
    share = server.seal().initialize(new Quorum(1, 1)).unsealShares().getFirst();
    unseal();
  }

  public void unseal() {
    server.seal().unseal(share);
  }

  public Told get(String path) {
    return as(ROOT, "GET", path, "");
  }

  public Told list(String path) {
    return as(ROOT, "LIST", path, "");
  }

  public Told delete(String path) {
    return as(ROOT, "DELETE", path, "");
  }

  public Told post(String path, String json) {
    return as(ROOT, "POST", path, json);
  }

  /** A request below {@code /v1/}; an empty token sends none. */
  public Told as(String token, String method, String path, String json) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (!token.isEmpty()) {
      headers.put("X-Vault-Token", List.of(token));
    }
    if (method.equals("PATCH")) {
      headers.put("Content-Type", List.of("application/merge-patch+json"));
    }
    return send(method, "/v1/" + path, headers, json);
  }

  public Told wrapped(String token, String method, String path, String json, String ttl) {
    return send(
        method, "/v1/" + path, Map.of("X-Vault-Token", List.of(token), "X-Vault-Wrap-TTL", List.of(ttl)), json);
  }

  /** As {@link #as}, over TLS with a client that holds the key of the first of these. */
  public Told presenting(
      List<X509Certificate> certificates, String token, String method, String path, String json) {
    Map<String, List<String>> headers = token.isEmpty() ? Map.of() : Map.of("X-Vault-Token", List.of(token));
    return send(certificates, method, "/v1/" + path, headers, json);
  }

  /** A request exactly as it is written. */
  public Told send(String method, String target, Map<String, List<String>> headers, String body) {
    return send(List.of(), method, target, headers, body);
  }

  private Told send(
      List<X509Certificate> certificates,
      String method,
      String target,
      Map<String, List<String>> headers,
      String body) {
    int mark = target.indexOf('?');
    WireHeaders wireHeaders =
        name ->
            headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    WireResponse response =
        server
            .dialect()
            .answer(
                new WireRequest(
                    method,
                    mark < 0 ? target : target.substring(0, mark),
                    mark < 0 ? "" : target.substring(mark + 1),
                    wireHeaders,
                    new WirePeer("192.0.2.7", 4711, certificates, LISTENER),
                    body(body)));
    Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().forEach(header -> told.put(header.name(), header.value()));
    return new Told(response.status(), told, new String(response.body(), StandardCharsets.UTF_8));
  }

  private static WireBody body(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return most -> {
      if (bytes.length > most) {
        throw new Refused(new Failure.TooLarge("the request's body", most, "bytes"));
      }
      return bytes;
    };
  }

  /** A policy of one rule, and a token that has it and the default policy. */
  public String tokenWith(String path, String... capabilities) {
    String quoted = "[\"" + String.join("\", \"", capabilities) + "\"]";
    String hcl = "path \"" + path + "\" { capabilities = " + quoted + " }";
    post("sys/policies/acl/given", new String(JsonWriter.bytes(Json.object().put("policy", hcl).build()), StandardCharsets.UTF_8));
    return post("auth/token/create", "{\"policies\": [\"given\"], \"ttl\": \"1h\"}").token();
  }

  /** A line of the OpenAPI document, its parameters filled with {@code x}. */
  public record Served(String method, String path) {}

  /** Everything that is served, as the server itself tells it. */
  public List<Served> served() {
    List<Served> all = new ArrayList<>();
    Json.Object paths = get("sys/internal/specs/openapi").body().object("paths").orElseThrow();
    paths.members().forEach(
        (path, operations) -> {
          String filled = path.substring(1).replaceAll("\\{[^}]*}", "x");
          for (String method : ((Json.Object) operations).members().keySet()) {
            switch (method) {
              case "get" -> all.add(new Served(filled.endsWith("/") ? "LIST" : "GET", filled));
              case "post" -> all.add(new Served("POST", filled));
              case "patch" -> all.add(new Served("PATCH", filled));
              case "delete" -> all.add(new Served("DELETE", filled));
              default -> {}
            }
          }
        });
    return List.copyOf(all);
  }

  @Override
  public void close() {
    server.close();
  }
}
