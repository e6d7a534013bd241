package dev.coffer.client;

import dev.coffer.client.wire.TlsSettings;
import dev.coffer.kit.time.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the server is and how to ask it.
 *
 * @param address as {@link dev.coffer.client.wire.Endpoint#parse} takes it
 * @param namespace sent as {@code X-Vault-Namespace}
 * @param wrapTtl sent as {@code X-Vault-Wrap-TTL}
 * @param headers further headers of every request
 * @param timeout of connecting and of every wait for an answer
 * @param retriesMax further attempts for a question that got no good answer
 */
public record Settings(
    String address,
    TlsSettings tls,
    Optional<String> namespace,
    Optional<String> wrapTtl,
    Map<String, String> headers,
    Duration timeout,
    int retriesMax) {
  /** Vault's own default; a dev server listens there without TLS. */
  public static final String DEFAULT_ADDRESS = "https://127.0.0.1:8200";

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final int DEFAULT_RETRIES = 2;

  public Settings {
    headers = Map.copyOf(headers);
  }

  /**
   * What {@code COFFER_…} and {@code VAULT_…} say: ADDR, CACERT, CAPATH, CLIENT_CERT, CLIENT_KEY,
   * TLS_SERVER_NAME, SKIP_VERIFY, NAMESPACE, WRAP_TTL, CLIENT_TIMEOUT, MAX_RETRIES.
   *
   * @throws IllegalArgumentException if one of them cannot be understood
   */
  public static Settings from(Environment environment) {
    return new Settings(
        environment.setting("ADDR").orElse(DEFAULT_ADDRESS),
        tls(environment),
        environment.setting("NAMESPACE"),
        environment.setting("WRAP_TTL"),
        Map.of(),
        environment.setting("CLIENT_TIMEOUT").map(Settings::timeout).orElse(DEFAULT_TIMEOUT),
        environment.setting("MAX_RETRIES").map(Settings::retries).orElse(DEFAULT_RETRIES));
  }

  private static TlsSettings tls(Environment environment) {
    List<Path> authorities = new ArrayList<>();
    environment.setting("CACERT").or(() -> environment.setting("CAPATH")).map(Path::of).ifPresent(authorities::add);
    Optional<TlsSettings.ClientCertificate> certificate =
        environment
            .setting("CLIENT_CERT")
            .flatMap(
                chain ->
                    environment
                        .setting("CLIENT_KEY")
                        .map(key -> new TlsSettings.ClientCertificate(Path.of(chain), Path.of(key))));
    return new TlsSettings(
        List.copyOf(authorities),
        certificate,
        environment.setting("TLS_SERVER_NAME"),
        environment.isOn("SKIP_VERIFY"));
  }

  private static Duration timeout(String text) {
    return Durations.parse(text)
        .filter(duration -> !duration.isNegative() && !duration.isZero())
        .orElseThrow(() -> new IllegalArgumentException("VAULT_CLIENT_TIMEOUT must be a duration such as 60s"));
  }

  private static int retries(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, 20);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("VAULT_MAX_RETRIES must be a number");
    }
  }

  public Settings withAddress(String other) {
    return new Settings(other, tls, namespace, wrapTtl, headers, timeout, retriesMax);
  }

  public Settings withTls(TlsSettings other) {
    return new Settings(address, other, namespace, wrapTtl, headers, timeout, retriesMax);
  }

  public Settings withNamespace(String other) {
    return new Settings(address, tls, Optional.of(other), wrapTtl, headers, timeout, retriesMax);
  }

  public Settings withWrapTtl(String other) {
    return new Settings(address, tls, namespace, Optional.of(other), headers, timeout, retriesMax);
  }

  public Settings withHeaders(Map<String, String> other) {
    return new Settings(address, tls, namespace, wrapTtl, other, timeout, retriesMax);
  }
}
