package dev.coffer.server.identity.kubernetes;

import dev.coffer.kit.json.Json;
import dev.coffer.server.identity.jose.Jwt;
import java.util.Optional;

/**
 * The account that a token names.
 *
 * @param secret of an older token that lies in a secret of the cluster, {@code ""} for one that was asked for
 */
record ServiceAccount(String namespace, String name, String uid, String secret) {
  private static final String OLD = "kubernetes.io/serviceaccount/";

  /**
   * As a token's claims have it: {@code kubernetes.io} of tokens that are asked for (KEP-1205), the flat
   * names of older ones.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when there is none
   */
  static ServiceAccount of(Jwt token) {
    Json.Object claims = token.claims();
    Optional<Json.Object> bound = claims.object("kubernetes.io");
    Optional<Json.Object> account = bound.flatMap(inside -> inside.object("serviceaccount"));
    ServiceAccount found =
        account.isPresent()
            ? new ServiceAccount(
                text(bound.orElseThrow(), "namespace"),
                text(account.get(), "name"),
                text(account.get(), "uid"),
                "")
            : new ServiceAccount(
                text(claims, OLD + "namespace"),
                text(claims, OLD + "service-account.name"),
                text(claims, OLD + "service-account.uid"),
                text(claims, OLD + "secret.name"));
    if (found.namespace().isEmpty() || found.name().isEmpty() || found.uid().isEmpty()) {
      throw Jwt.refused("it names no service account");
    }
    return found;
  }

  private static String text(Json.Object object, String name) {
    return object.text(name).orElse("");
  }

  /** What the cluster calls it as a user. */
  String username() {
    return "system:serviceaccount:" + namespace + ":" + name;
  }
}
