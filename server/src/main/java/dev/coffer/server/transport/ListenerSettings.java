package dev.coffer.server.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One place where the server listens.
 *
 * @param name unique, for logs and to ask for the port
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

  /** A plain listener with default limits; port 0 takes any that is free. */
  public static ListenerSettings plain(String name, String host, int port) {
    return new ListenerSettings(
        name, new Address.Tcp(host, port), Optional.empty(), Limits.DEFAULT, ForwardedFor.NEVER,
        Set.of(), false);
  }

  /** Where. */
  public sealed interface Address {
    record Tcp(String host, int port) implements Address {}

    /** {@code mode} is octal, as in {@code 0660}. */
    record Unix(Path path, int mode) implements Address {}
  }

  /**
   * What one connection may cost.
   *
   * @param bodyBytesMax the largest body, whoever sends it ({@code max_request_size})
   * @param headerBytesMax all headers together, and the request line on its own
   * @param headersMax how many header lines
   * @param readHeader from the request line to the last header ({@code http_read_header_timeout})
   * @param readBody from the first byte of a body to its last ({@code http_read_timeout})
   * @param idle a connection without a request ({@code http_idle_timeout})
   */
  public record Limits(
      long bodyBytesMax,
      int headerBytesMax,
      int headersMax,
      int connectionsMax,
      Duration readHeader,
      Duration readBody,
      Duration idle) {
    public static final Limits DEFAULT =
        new Limits(
            32L << 20, 32 << 10, 100, 20_000, Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofMinutes(5));
  }
}
