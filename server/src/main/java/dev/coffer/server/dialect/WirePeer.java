package dev.coffer.server.dialect;

import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The other end of the socket, and which listener it came through.
 *
 * @param address the caller's numeric IP address, taken from {@code X-Forwarded-For} where the
 *     listener trusts the peer; {@code ""} on a unix socket
 * @param port the caller's port, 0 where there is none
 * @param certificates the client's chain, leaf first; empty without client certificate. TLS has shown
 *     that the client holds the leaf's key; only where the listener names authorities did anybody
 *     vouch for it
 */
public record WirePeer(
    String address, int port, List<X509Certificate> certificates, Listener listener) {
  public WirePeer {
    certificates = List.copyOf(certificates);
  }

  /**
   * What a dialect may know of a listener.
   *
   * @param bodyBytesMax the listener's {@code max_request_size}
   * @param json reads bodies within the listener's {@code max_json_…}
   * @param openMetrics {@code sys/metrics} answers without a token
   */
  public record Listener(
      String name, boolean tls, long bodyBytesMax, JsonReader json, boolean openMetrics) {

    /** With the usual limits for JSON. */
    public Listener(String name, boolean tls, long bodyBytesMax, boolean openMetrics) {
      this(name, tls, bodyBytesMax, new JsonReader(JsonLimits.REQUEST), openMetrics);
    }
  }
}
