package dev.coffer.server.identity.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An STS on loopback that answers GetCallerIdentity to whoever signed with a key it knows. */
final class TestSts implements AutoCloseable {
  private static final Pattern AUTHORIZATION =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=(\\w+)/(\\S+/sts/aws4_request), ?SignedHeaders=(\\S+), ?Signature=(\\w+)");

  final AtomicInteger asked = new AtomicInteger();
  volatile Optional<String> answering = Optional.empty();
  private final Map<String, Principal> principals = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** Who has an access key. */
  record Principal(String secret, String arn, String userId, String account) {}

  TestSts() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  void know(String accessKey, String secret, String arn, String userId) {
    principals.put(accessKey, new Principal(secret, arn, userId, arn.split(":", -1)[4]));
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Optional<Principal> signer = signer(exchange, body);
      boolean question = body.equals("Action=GetCallerIdentity&Version=2011-06-15");
      String answer = signer.isPresent() && question ? answering.orElse(xml(signer.get())) : "<ErrorResponse/>";
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(signer.isPresent() && question ? 200 : 403, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Optional<Principal> signer(HttpExchange exchange, String body) {
    Matcher parts = AUTHORIZATION.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    if (!parts.matches() || !exchange.getRequestMethod().equals("POST")) {
      return Optional.empty();
    }
    Map<String, String> signed = new HashMap<>();
    for (String name : parts.group(3).split(";", -1)) {
      signed.put(name, Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse(""));
    }
    return Optional.ofNullable(principals.get(parts.group(1)))
        .filter(
            principal ->
                SignatureV4.of(principal.secret(), "POST", exchange.getRequestURI().getPath(), "", signed, body, parts.group(2))
                    .equals(parts.group(4)));
  }

  static String xml(Principal principal) {
    return "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>"
        + principal.arn() + "</Arn><UserId>" + principal.userId() + "</UserId><Account>" + principal.account()
        + "</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
