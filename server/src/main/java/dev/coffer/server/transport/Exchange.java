package dev.coffer.server.transport;

import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One request of the web server, carried to the dialect and back. */
final class Exchange implements Handler {
  private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  private final ListenerSettings settings;
  private final WirePeer.Listener listener;
  private final SiteRules site;
  private final Deadlines deadlines;
  private final BodyMemory bodies;
  private final Dialect dialect;
  private final Map<String, HeaderName> names = new ConcurrentHashMap<>();

  Exchange(ListenerSettings settings, Deadlines deadlines, BodyMemory bodies, Dialect dialect) {
    this.settings = settings;
    this.listener =
        new WirePeer.Listener(
            settings.name(), settings.tls().isPresent(), settings.limits().bodyBytesMax(),
            new JsonReader(settings.limits().json()), settings.openMetrics());
    this.site = new SiteRules(settings.hosts());
    this.deadlines = deadlines;
    this.bodies = bodies;
    this.dialect = dialect;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    try {
      WireResponse answer = answer(request);
      // A caller who does not read would hold the connection for ever.
      deadlines.begin(settings.limits().write());
      write(answer, response);
    } catch (UncheckedIOException gone) {
      // Nobody is left to answer; told otherwise, Helidon would log a stack trace for each of them.
      throw new CloseConnectionException("the caller went away", gone);
    }
    if (mustClose(request)) {
      // Helidon keeps a connection open whose client asked to close it; nor may what is left of a
      // refused body be taken for the next request.
      throw new CloseConnectionException("done");
    }
    // Until the next request line is complete: one that drips may not outlast a connection at rest.
    deadlines.begin(settings.limits().idle());
  }

  private WireResponse answer(ServerRequest request) {
    ServerRequestHeaders headers = request.headers();
    if (headers.size() > settings.limits().headersMax()) {
      return Refusals.of(431, "too many headers");
    }
    if (!site.allows(
        values(headers, HeaderNames.HOST), values(headers, HeaderNames.ORIGIN), values(headers, FETCH_SITE),
        dialect::allowsOrigin)) {
      return Refusals.of(403, "this server does not answer to that Host, or to pages of other sites");
    }
    Optional<WirePeer> peer = peer(request.remotePeer(), values(headers, FORWARDED_FOR));
    if (peer.isEmpty()) {
      return Refusals.of(400, "the X-Forwarded-For header is missing, wrong, or not trusted from that address");
    }
    try (HelidonBody body =
        new HelidonBody(request.content(), headers, deadlines, settings.limits().readBody(), bodies)) {
      return dialect.answer(asked(request.prologue(), headers, peer.get(), body));
    }
  }

  private WireRequest asked(
      HttpPrologue prologue, ServerRequestHeaders headers, WirePeer peer, HelidonBody body) {
    WireHeaders wireHeaders = name -> values(headers, name(name));
    return new WireRequest(
        prologue.method().text(),
        prologue.uriPath().rawPath(),
        prologue.query().rawValue(),
        wireHeaders,
        peer,
        body);
  }

  private Optional<WirePeer> peer(PeerInfo peer, List<String> forwardedFor) {
    if (!(peer.address() instanceof InetSocketAddress socket)) {
      return Optional.of(new WirePeer("", 0, List.of(), listener));
    }
    InetAddress address = socket.getAddress();
    List<X509Certificate> chain = peer.tlsCertificates().map(Exchange::chain).orElse(List.of());
    return settings
        .forwardedFor()
        .caller(address, forwardedFor)
        .map(caller -> new WirePeer(caller, socket.getPort(), chain, listener));
  }

  private static List<X509Certificate> chain(Certificate[] certificates) {
    List<X509Certificate> chain = new ArrayList<>(certificates.length);
    for (Certificate certificate : certificates) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    return chain;
  }

  /** Only names that stand in the code are asked for, so there are few. */
  private HeaderName name(String text) {
    return names.computeIfAbsent(text, HeaderNames::create);
  }

  private static List<String> values(ServerRequestHeaders headers, HeaderName name) {
    return headers.all(name, List::of);
  }

  private static boolean mustClose(ServerRequest request) {
    return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
        || (request.content().hasEntity() && !request.content().consumed());
  }

  private void write(WireResponse answer, ServerResponse response) {
    response.status(Status.create(answer.status()));
    for (WireResponse.Header header : answer.headers()) {
      response.header(name(header.name()), header.value());
    }
    response.send(answer.body());
  }
}
