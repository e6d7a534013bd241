package dev.coffer.bench;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The floor: the web server Coffer uses, with its settings, reading a body and answering a constant
 * one of the size that the path names. A process of its own.
 */
final class BareServer {
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private BareServer() {}

  public static void main(String[] arguments) throws Exception {
    Tls tls = Tls.builder().sslContext(context(Path.of(arguments[2]))).build();
    var builder =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false);
    configure(builder, Integer.parseInt(arguments[0]));
    builder.putSocket(
        "tls",
        socket -> {
          configure(socket, Integer.parseInt(arguments[1]));
          socket.tls(tls);
        });
    builder.build().start();
  }

  private static void configure(ListenerConfig.BuilderBase<?, ?> socket, int port) {
    socket
        .host("127.0.0.1")
        .port(port)
        .protocolsDiscoverServices(false)
        .connectionOptions(options -> options.tcpNoDelay(true))
        .addConnectionSelector(Http1ConnectionSelector.builder().config(Http1Config.create()).build())
        .addRouting(HttpRouting.builder().any(BareServer::answer));
  }

  private static void answer(
      io.helidon.webserver.http.ServerRequest request,
      io.helidon.webserver.http.ServerResponse response) {
    if (request.content().hasEntity()) {
      request.content().as(byte[].class);
    }
    String path = request.prologue().uriPath().rawPath();
    int bytes = Math.min(Integer.parseInt(path.substring(1)), BODY_BYTES_MAX);
    byte[] body = new byte[bytes];
    Arrays.fill(body, (byte) 'x');
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(body);
  }

  private static SSLContext context(Path keyStore) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, Certificates.PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, Certificates.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
