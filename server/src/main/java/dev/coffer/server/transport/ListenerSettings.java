package dev.coffer.server.transport;

import dev.coffer.kit.json.JsonLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One place where the server listens.
 *
 * @param name unique, for logs and to ask for the port; a configured listener is named by its address
 * @param hosts the Host names answered to, without port; empty answers to all. With names, requests
 *     that a browser sends on behalf of another site are refused too
 * @param openMetrics {@code sys/metrics} answers without a token
 */
public record ListenerSettings(
    String name,
    Address address,
    Optional<TlsSettings> tls,
    Limits limits,
    ForwardedFor forwardedFor,
    Set<String> hosts,
    boolean openMetrics) {
  public ListenerSettings {
    hosts = Set.copyOf(hosts);
  }

  /** Without TLS and with the default limits. */
  public static ListenerSettings plain(Address.Tcp address, Set<String> hosts, boolean openMetrics) {
    return new ListenerSettings(
        address.toString(), address, Optional.empty(), Limits.DEFAULT, ForwardedFor.NEVER, hosts,
        openMetrics);
  }

  /** Where. */
  public sealed interface Address {
    /**
     * Port 0 takes any that is free.
     *
     * @param host without brackets
     */
    record Tcp(String host, int port) implements Address {
      @Override
      public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
      }
    }

    /** {@code mode} is octal, as in {@code 0660}. */
    record Unix(Path path, int mode) implements Address {
      @Override
      public String toString() {
        return path.toString();
      }
    }
  }

  /**
   * What one connection may cost.
   *
   * @param bodyBytesMax the largest body, whoever sends it ({@code max_request_size})
   * @param headerBytesMax all headers together, and the request line on its own
   * @param headersMax how many header lines
   * @param readHeader from the request line to the last header ({@code http_read_header_timeout})
   * @param readBody from the first byte of a body to its last ({@code http_read_timeout})
   * @param write from an answer's first byte to its last ({@code http_write_timeout})
   * @param idle a connection without a request ({@code http_idle_timeout})
   * @param json of a body ({@code max_json_depth} and the like)
   */
  public record Limits(
      long bodyBytesMax,
      int headerBytesMax,
      int headersMax,
      int connectionsMax,
      Duration readHeader,
      Duration readBody,
      Duration write,
      Duration idle,
      JsonLimits json) {
    public static final Limits DEFAULT =
        new Limits(
            32L << 20, 32 << 10, 100, 20_000, Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofMinutes(5), JsonLimits.REQUEST);
  }
}
