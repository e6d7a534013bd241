package dev.coffer.client.cli;

import dev.coffer.client.Settings;
import dev.coffer.client.wire.Endpoint;
import dev.coffer.client.wire.Request;
import dev.coffer.client.wire.SocketTransport;
import dev.coffer.client.wire.Transport;
import dev.coffer.kit.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends nothing: it throws the curl command that would do the same. The token is not part of it. Only
 * the question which kind of mount a path belongs to is really asked, since the answer shapes the
 * command.
 */
final class CurlTransport implements Transport {
  private final Settings settings;
  private final String program;
  private final SocketTransport real;

  /** @param program the name this program was started under, which the command calls */
  CurlTransport(Settings settings, String program) {
    this.settings = settings;
    this.program = program;
    this.real =
        new SocketTransport(Endpoint.parse(settings.address()), settings.tls(), settings.timeout());
  }

  @Override
  public Response send(Request request) throws IOException {
    if (request.target().contains("/v1/sys/internal/ui/mounts/")) {
      return real.send(request);
    }
    throw new Shown(command(request));
  }

  private String command(Request request) {
    StringBuilder text = new StringBuilder("curl");
    if (!request.method().equals("GET")) {
      text.append(" -X ").append(request.method());
    }
    if (request.token().isPresent()) {
      text.append(" -H \"X-Vault-Token: $(").append(program).append(" print token)\"");
    }
    for (Map.Entry<String, String> header : new TreeMap<>(request.headers()).entrySet()) {
      text.append(" -H ").append(quoted(header.getKey() + ": " + header.getValue()));
    }
    request
        .body()
        .ifPresent(
            body ->
                text.append(" -d ")
                    .append(quoted(body.read(bytes -> new String(bytes, StandardCharsets.UTF_8)))));
    return text.append(' ').append(quoted(url(request))).toString();
  }

  private String url(Request request) {
    return switch (Endpoint.parse(settings.address())) {
      case Endpoint.Unix(String path) -> "--unix-socket " + path + " http://localhost" + request.target();
      case Endpoint.Tcp tcp -> (tcp.tls() ? "https://" : "http://") + tcp.hostHeader() + request.target();
    };
  }

  /** For a POSIX shell. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }

  @Override
  public void close() {
    real.close();
  }

  /** Carries the command to the place where it is printed. */
  static final class Shown extends RuntimeException {
    private final String command;

    private Shown(String command) {
      super("a curl command", null, false, false);
      this.command = command;
    }

    String command() {
      return command;
    }
  }
}
