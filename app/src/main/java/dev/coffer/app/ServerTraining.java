package dev.coffer.app;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.config.LogConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The server's half of the training run: a durable server under some load, so that the JVM keeps its
 * classes and learns which methods are hot, then a dev server that stays for {@link Training}.
 * Arguments: an empty folder, the port of the dev server; the port above it is used too.
 */
final class ServerTraining implements AutoCloseable {
  /** Enough for the compiler's profiles; a second or two. */
  private static final int ROUNDS = 600;

  private static final String SECRET = "{\"data\":{\"user\":\"u\",\"password\":\"p\"}}";
  private static final String LENGTH = "content-length:";
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private final Socket socket;
  private final InputStream in;
  private final int port;
  private String token = "";

  private ServerTraining(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.port = port;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[1]);
    durable(Path.of(args[0]), port + 1);
    List<String> dev =
        List.of(
            "server", "-dev", "-dev-no-store-token", "-dev-root-token-id=training",
            "-dev-listen-address=127.0.0.1:" + port);
    System.exit(Main.run(dev, System.getenv(), System.out, System.err));
  }

  private static void durable(Path folder, int port) throws IOException {
    Path config = folder.resolve("coffer.hcl");
    Files.writeString(
        config,
        """
        storage "rocksdb" { path = "%1$s/data" }
        seal "keyfile" { path = "%1$s/key" }
        listener "tcp" {
          address     = "127.0.0.1:%2$d"
          tls_disable = true
        }
        """
            .formatted(folder, port));
    ServerFlags flags = ServerFlags.parse(List.of("-config=" + config));
    PrintStream nowhere = Main.stream(OutputStream.nullOutputStream());
    ServerCommand.Console console = new ServerCommand.Console(nowhere, nowhere);
    ServerLog log = Logging.start(LogConfig.DEFAULT);
    try (Running _ = new DurableStart(flags, System.getenv(), console).start(log);
        ServerTraining caller = new ServerTraining(port)) {
      caller.load(folder);
    }
  }

  private void load(Path folder) throws IOException {
    String shares = "{\"recovery_shares\":1,\"recovery_threshold\":1}";
    token = READER.readObject(send("PUT", "sys/init", shares)).text("root_token").orElseThrow();
    send("PUT", "sys/audit/file", "{\"type\":\"file\",\"options\":{\"file_path\":\"" + folder + "/audit.log\"}}");
    send("POST", "sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
    send("PUT", "sys/policies/acl/app", "{\"policy\":\"path \\\"secret/*\\\" { capabilities = [\\\"read\\\"] }\"}");
    String root = token;
    for (int round = 0; round < ROUNDS; round++) {
      String secret = "secret/data/training/" + round % 20;
      send("POST", secret, SECRET);
      Json.Object made =
          READER.readObject(send("POST", "auth/token/create", "{\"policies\":[\"app\"],\"ttl\":\"1m\"}"));
      token = made.object("auth").flatMap(auth -> auth.text("client_token")).orElseThrow();
      send("GET", secret, "");
      send("GET", secret, "");
      send("GET", "auth/token/lookup-self", "");
      send("POST", "auth/token/revoke-self", "");
      token = root;
      send("LIST", "secret/metadata/training", "");
    }
  }

  /** The body of the answer. */
  private byte[] send(String method, String path, String body) throws IOException {
    String request =
        "%s /v1/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Vault-Token: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, port, token, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    String status = line();
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException(method + " " + path + ": " + status);
    }
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    return in.readNBytes(length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
