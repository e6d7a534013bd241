package dev.coffer.server.identity.kubernetes;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.identity.jose.Issuer;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.identity.jose.KeySet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Whether a token is the cluster's: by review, by the cluster's keys, or by both. */
final class PodCheck {
  private static final String PUBLISHED = "/openid/v1/jwks";

  private final TokenReview review;
  private final Issuers issuers;
  private final OwnPod pod;

  PodCheck(TokenReview review, Issuers issuers, OwnPod pod) {
    this.review = review;
    this.issuers = issuers;
    this.pod = pod;
  }

  /**
   * A token, and whose it claims to be.
   *
   * @param text as it was sent
   */
  record Claimed(String text, Jwt token, ServiceAccount account, String audience) {
    @Override
    public String toString() {
      return "Claimed";
    }
  }

  /** Keys of the configuration come first: a forged token then costs the cluster nothing. */
  void require(Clusters clusters, Clusters.Ready ready, Claimed claimed) {
    ClusterConfig config = ready.config();
    if (!ready.keys().keys().isEmpty()) {
      ready.keys().requireSignatureOf(claimed.token());
    }
    if (config.offline()) {
      if (ready.keys().keys().isEmpty()) {
        published(clusters, config, claimed.token()).requireSignatureOf(claimed.token());
      }
      return;
    }
    TokenReview.Cluster cluster =
        new TokenReview.Cluster(
            config.at(""),
            authorities(config),
            reviewer(clusters, config).orElse(claimed.text()));
    review.require(cluster, claimed.text(), claimed.account(), claimed.audience());
  }

  /** The cluster's own (service account issuer discovery), which it may show to accounts only. */
  private KeySet published(Clusters clusters, ClusterConfig config, Jwt token) {
    Map<String, String> headers =
        reviewer(clusters, config)
            .map(bearer -> Map.of("Authorization", "Bearer " + bearer))
            .orElse(Map.of());
    Issuer.Place place = new Issuer.Place.Keys(config.at(PUBLISHED), authorities(config), headers);
    return issuers.of(place, token).keys();
  }

  private String authorities(ClusterConfig config) {
    return !config.authorities().isEmpty() || config.localDisabled()
        ? config.authorities()
        : pod.authority().orElse("");
  }

  /** The one that was given, or this pod's; without either the caller's own token reviews itself, as in Vault. */
  private Optional<String> reviewer(Clusters clusters, ClusterConfig config) {
    Optional<SecretBytes> given = clusters.reviewer();
    if (given.isPresent()) {
      try (SecretBytes secret = given.get()) {
        return Optional.of(secret.read(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
      }
    }
    return config.localDisabled() ? Optional.empty() : pod.token();
  }
}
