package dev.coffer.server.identity.kubernetes;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Claims;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.outgoing.Call;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Asks a cluster whether a token is one of its own and counts now (Kubernetes API, authentication.k8s.io/v1 TokenReview). */
final class TokenReview {
  private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
  private static final JsonReader JSON = new JsonReader(new JsonLimits(20, 2_000, 65_536));
  private static final System.Logger LOG = System.getLogger("coffer.logins");

  private final Outgoing outgoing;

  TokenReview(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /**
   * Whom to ask.
   *
   * @param authorities PEM to trust, {@code ""} for the JDK's list
   * @param bearer the token that may review
   */
  record Cluster(String host, String authorities, String bearer) {
    @Override
    public String toString() {
      return "Cluster";
    }
  }

  /**
   * Has a token reviewed.
   *
   * @param account that the token claims to be
   * @param audience that it must be for, {@code ""} for the API server's own
   * @throws Refused {@code Forbidden} when the cluster does not know it as that account's; {@code
   *     Unavailable} when the cluster does not answer
   */
  void require(Cluster cluster, String token, ServiceAccount account, String audience) {
    Json.Object status = ask(cluster, token, audience).object("status").orElse(Json.Object.empty());
    Json.Object user = status.object("user").orElse(Json.Object.empty());
    List<String> audiences = status.get("audiences").map(Claims::texts).orElse(List.of());
    boolean known =
        status.bool("authenticated").orElse(false)
            && status.text("error").orElse("").isEmpty()
            && user.text("username").filter(account.username()::equals).isPresent()
            && user.text("uid").filter(account.uid()::equals).isPresent()
            && (audience.isEmpty() || audiences.contains(audience));
    if (!known) {
      throw new Refused(new Failure.Forbidden());
    }
  }

  private Json.Object ask(Cluster cluster, String token, String audience) {
    Json.Builder spec = Json.object().put("token", token);
    if (!audience.isEmpty()) {
      spec.put("audiences", Json.texts(List.of(audience)));
    }
    Json.Object review =
        Json.object()
            .put("apiVersion", "authentication.k8s.io/v1")
            .put("kind", "TokenReview")
            .put("spec", spec.build())
            .build();
    Map<String, String> headers =
        Map.of(
            "Authorization", "Bearer " + cluster.bearer(),
            "Content-Type", "application/json",
            "Accept", "application/json");
    try (SecretBytes body = SecretBytes.owning(JsonWriter.bytes(review))) {
      Response response =
          outgoing.send(Call.post(URI.create(cluster.host() + PATH), headers, body, cluster.authorities()));
      return switch (response.status()) {
        case 200, 201 -> response.body().read(JSON::readObject);
        // The reviewer may not review, or the caller's own token, used for that, is none.
        case 401, 403 -> throw new Refused(new Failure.Forbidden());
        default -> throw unavailable("it answers with status " + response.status());
      };
    } catch (Unanswered failed) {
      throw unavailable(failed.why());
    } catch (JsonException _) {
      throw unavailable("its answer is no JSON object");
    } catch (IllegalArgumentException _) {
      throw Jwt.refused("it is too long to be reviewed");
    }
  }

  private static Refused unavailable(String why) {
    LOG.log(System.Logger.Level.WARNING, "a cluster does not review tokens: {0}", why);
    return new Refused(new Failure.Unavailable("the cluster's review of tokens"));
  }
}
