package dev.coffer.server.identity.jwt;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Algorithm;
import dev.coffer.server.identity.jose.Issuer;
import dev.coffer.server.identity.jose.PemKeys;
import dev.coffer.server.outgoing.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose tokens a mount takes (Vault API, JWT/OIDC, "Configure"). Texts are empty where nothing was said.
 *
 * @param publicKeys PEM texts
 * @param algorithms the names that count, none for every one
 * @param clientId as what the provider knows this server; the secret that goes with it has a row of its own
 */
public record JwtConfig(
    Provider provider,
    String clientId,
    String jwksUrl,
    String jwksAuthorities,
    List<String> publicKeys,
    List<String> algorithms,
    String boundIssuer,
    String defaultRole) {

  /** An OpenID Connect provider: its URL, and PEM of whom to trust for it. */
  public record Provider(String url, String authorities) {}

  public static final JwtConfig NONE =
      new JwtConfig(
          new Provider("", ""), "", "", "", List.of(), List.of(), "", "");

  public JwtConfig {
    publicKeys = List.copyOf(publicKeys);
    algorithms = List.copyOf(algorithms);
  }

  /**
   * This configuration, when it makes sense.
   *
   * @param hasClientSecret there is one beside it
   * @throws Refused {@code Malformed}
   */
  JwtConfig checked(boolean hasClientSecret) {
    long origins =
        Stream.of(!provider.url().isEmpty(), !jwksUrl.isEmpty(), !publicKeys.isEmpty())
            .filter(said -> said)
            .count();
    if (origins != 1) {
      throw Refused.malformed(
          "exactly one of 'jwt_validation_pubkeys', 'jwks_url' or 'oidc_discovery_url' must be set");
    }
    if (clientId.isEmpty() == hasClientSecret) {
      throw Refused.malformed(
          "both 'oidc_client_id' and 'oidc_client_secret' must be set for OIDC");
    }
    if (!clientId.isEmpty() && provider.url().isEmpty()) {
      throw Refused.malformed("'oidc_discovery_url' must be set for OIDC");
    }
    requireTarget("oidc_discovery_url", provider.url());
    requireTarget("jwks_url", jwksUrl);
    if (algorithms.stream().anyMatch(name -> Algorithm.of(name).isEmpty())) {
      throw Refused.malformed(
          "unsupported signing algorithm: jwt_supported_algs takes "
              + String.join(", ", Stream.of(Algorithm.values()).map(Enum::name).toList()));
    }
    PemKeys.read(publicKeys);
    return this;
  }

  private static void requireTarget(String field, String url) {
    if (!url.isEmpty() && !Call.isTarget(url)) {
      throw Refused.malformed(field + " must be an https URL");
    }
  }

  /** Where the keys are to be asked for; empty when they stand here. */
  Optional<Issuer.Place> place() {
    if (!provider.url().isEmpty()) {
      return Optional.of(new Issuer.Place.Provider(provider.url(), provider.authorities()));
    }
    return jwksUrl.isEmpty()
        ? Optional.empty()
        : Optional.of(new Issuer.Place.Keys(jwksUrl, jwksAuthorities, Map.of()));
  }

  boolean takes(Algorithm algorithm) {
    return algorithms.isEmpty() || algorithms.contains(algorithm.name());
  }

  /** What {@code iss} must be, as far as it is known without asking anybody. */
  Optional<String> issuer() {
    return Stream.of(boundIssuer, provider.url()).filter(name -> !name.isEmpty()).findFirst();
  }
}
