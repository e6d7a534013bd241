package dev.coffer.server.config;

import dev.coffer.kit.json.JsonLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One place where the server listens.
 *
 * @param hosts the Host names that are answered, without port; empty for all
 * @param openMetrics {@code sys/metrics} answers without a token
 */
public record ListenerConfig(
    Address address,
    Optional<Tls> tls,
    Limits limits,
    ForwardedFor forwardedFor,
    Set<String> hosts,
    boolean openMetrics) {
  public ListenerConfig {
    hosts = Set.copyOf(hosts);
  }

  /** Where. */
  public sealed interface Address {
    /** Port 0 takes any that is free. */
    record Tcp(String host, int port) implements Address {}

    /** {@code mode} is octal, as in {@code 0600}. */
    record Unix(Path path, int mode) implements Address {}
  }

  /**
   * TLS from PEM files.
   *
   * @param clientAuthorities whose client certificates are accepted; without, none is asked for
   * @param protocols {@code TLSv1.3}, {@code TLSv1.2}
   * @param cipherSuites the JDK's names; empty for its own choice
   */
  public record Tls(
      Path certificates,
      Path key,
      Optional<Path> clientAuthorities,
      boolean clientRequired,
      List<String> protocols,
      List<String> cipherSuites) {
    public Tls {
      protocols = List.copyOf(protocols);
      cipherSuites = List.copyOf(cipherSuites);
    }
  }

  /**
   * What a request may cost.
   *
   * @param bodyBytesMax of a known caller's body
   * @param readHeader time for the request line and all headers
   * @param readBody time for the whole body
   * @param idle how long a connection may wait for its next request
   */
  public record Limits(
      long bodyBytesMax, Duration readHeader, Duration readBody, Duration idle, JsonLimits json) {
    public static final Limits DEFAULT =
        new Limits(
            32L << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            JsonLimits.REQUEST);
  }

  /**
   * Whom to believe about where a request came from.
   *
   * @param authorized addresses and networks of proxies, as written; none believes nobody
   * @param hopSkips how many addresses at the end of the header are proxies' own
   * @param rejectAbsent an authorized peer must send the header
   * @param rejectUnauthorized another peer that sends the header is turned away
   */
  public record ForwardedFor(
      List<String> authorized, int hopSkips, boolean rejectAbsent, boolean rejectUnauthorized) {
    /** Believes nobody. */
    public static final ForwardedFor NOBODY = new ForwardedFor(List.of(), 0, false, false);

    public ForwardedFor {
      authorized = List.copyOf(authorized);
    }
  }

  /** Without TLS, with the default limits. */
  static ListenerConfig plain(Address.Tcp address, Set<String> hosts) {
    return new ListenerConfig(
        address, Optional.empty(), Limits.DEFAULT, ForwardedFor.NOBODY, hosts, false);
  }
}
