package dev.coffer.bench;

import dev.coffer.bench.Loader.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A durable server as an operator runs it: RocksDB, key-file seal, a file audit device, one plain
 * and one TLS listener, KV version 2 at {@code secret/}.
 */
final class CofferServer {
  static final String HEALTH = "/v1/sys/health";

  private static final Pattern ROOT_TOKEN = Pattern.compile("\"root_token\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern CLIENT_TOKEN =
      Pattern.compile("\"client_token\"\\s*:\\s*\"([^\"]+)\"");

  private final Settings settings;
  private final Path home;
  private final int port;
  private final int tlsPort;
  private String rootToken = "";

  private CofferServer(Settings settings, Path home, int port, int tlsPort) {
    this.settings = settings;
    this.home = home;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  static CofferServer prepare(Settings settings, String name, Certificates certificates)
      throws IOException {
    Path home = Files.createDirectories(settings.work().resolve(name));
    CofferServer server = new CofferServer(settings, home, freePort(), freePort());
    Files.writeString(
        home.resolve("coffer.hcl"),
        """
        storage "rocksdb" {
          path = "%1$s/data"
        }
        seal "keyfile" {
          path = "%1$s/unseal.key"
        }
        listener "tcp" {
          address     = "127.0.0.1:%2$d"
          tls_disable = true
        }
        listener "tcp" {
          address       = "127.0.0.1:%3$d"
          tls_cert_file = "%4$s"
          tls_key_file  = "%5$s"
        }
        """
            .formatted(
                home, server.port, server.tlsPort, certificates.certificate(), certificates.key()));
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Not yet initialised or not yet unsealed: the health page says so with another status. */
  Watched launch() throws IOException {
    return Watched.start(
        home.resolve("output.txt"),
        Map.of("HOME", home.toString()),
        List.of(settings.launcher().toString(), "server", "-config=" + home.resolve("coffer.hcl")));
  }

  /** Starts it, and initialises it if it is new; returns when it serves. */
  Watched start() throws IOException {
    Watched process = launch();
    process.awaitAnswer(port, "/v1/sys/seal-status");
    if (rootToken.isEmpty()) {
      initialise();
    }
    process.awaitAnswer(port, HEALTH);
    return process;
  }

  private void initialise() throws IOException {
    String body = "{\"recovery_shares\":1,\"recovery_threshold\":1}";
    Loader.Reply reply =
        Loader.once(port, "", new Request("PUT", "/v1/sys/init", body)).expect(200);
    rootToken = found(ROOT_TOKEN, reply.body());
    send("POST", "/v1/sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
    send(
        "PUT",
        "/v1/sys/audit/file",
        "{\"type\":\"file\",\"options\":{\"file_path\":\"%s/audit.log\"}}".formatted(home));
  }

  /** The body of the answer to a request with the root token. */
  String send(String method, String path, String body) throws IOException {
    return Loader.once(port, rootToken, new Request(method, path, body)).expect(200, 204).body();
  }

  /** A token as applications hold one: default policy and full rights on the secrets. */
  String applicationToken() throws IOException {
    send(
        "PUT",
        "/v1/sys/policies/acl/bench",
        "{\"policy\":\"path \\\"secret/*\\\" { capabilities = [\\\"create\\\", \\\"read\\\","
            + " \\\"update\\\", \\\"delete\\\", \\\"list\\\"] }\"}");
    return clientToken(
        send("POST", "/v1/auth/token/create", "{\"policies\":[\"bench\"],\"ttl\":\"24h\"}"));
  }

  static String clientToken(String body) {
    return found(CLIENT_TOKEN, body);
  }

  private static String found(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    if (!matcher.find()) {
      throw new IllegalStateException("the answer lacks " + pattern);
    }
    return matcher.group(1);
  }

  /** From the start of the process to the first 200 of an unsealed server. */
  Duration timeStart() throws IOException {
    try (Watched process = launch()) {
      return process.awaitAnswer(port, HEALTH);
    }
  }

  int port() {
    return port;
  }

  String rootToken() {
    return rootToken;
  }

  String url(boolean tls) {
    return tls ? "https://127.0.0.1:" + tlsPort : "http://127.0.0.1:" + port;
  }

  Path home() {
    return home;
  }
}
