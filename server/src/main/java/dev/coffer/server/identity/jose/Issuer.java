package dev.coffer.server.identity.jose;

import dev.coffer.kit.http.Response;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.outgoing.Call;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token issuer says of itself.
 *
 * @param name what {@code iss} must be; empty where only keys were published
 * @param authorization where people are sent to log in, of a provider that was discovered
 * @param token where a code is changed for a token, likewise
 * @param basic whether it takes a client's secret as HTTP Basic (OpenID Connect Discovery 1.0 §3)
 */
public record Issuer(
    Optional<String> name,
    Optional<URI> authorization,
    Optional<URI> token,
    boolean basic,
    KeySet keys) {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final JsonReader JSON = new JsonReader(new JsonLimits(20, 10_000, 65_536));

  /**
   * Where an issuer is found. Only those who configure a method choose it. {@code authorities} is PEM to
   * trust, {@code ""} for the JDK's list.
   */
  public sealed interface Place {
    /** A set of keys (RFC 7517); {@code headers} go with the question. */
    record Keys(String url, String authorities, Map<String, String> headers) implements Place {
      @Override
      public String toString() {
        return "Keys";
      }
    }

    /** An OpenID Connect provider (OpenID Connect Discovery 1.0 §4). */
    record Provider(String url, String authorities) implements Place {}
  }

  /** Asks the place. */
  static Issuer ask(Outgoing outgoing, Place place) throws Unanswered {
    return switch (place) {
      case Place.Keys(String url, String authorities, Map<String, String> headers) ->
          new Issuer(
              Optional.empty(), Optional.empty(), Optional.empty(), true,
              keys(outgoing, url, authorities, headers));
      case Place.Provider(String url, String authorities) -> provider(outgoing, url, authorities);
    };
  }

  private static Issuer provider(Outgoing outgoing, String url, String authorities)
      throws Unanswered {
    String place = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    Json.Object document;
    try {
      document = get(outgoing, place + DISCOVERY, authorities, Map.of()).body().read(JSON::readObject);
    } catch (JsonException _) {
      throw new Unanswered("its discovery document is no JSON object");
    }
    // §4.3: exactly the same, or one provider could speak for another.
    if (document.text("issuer").filter(url::equals).isEmpty()) {
      throw new Unanswered("its discovery document names another issuer");
    }
    String jwks = document.text("jwks_uri").orElse("");
    List<String> ways =
        document.get("token_endpoint_auth_methods_supported").map(Claims::texts).orElse(List.of());
    return new Issuer(
        Optional.of(url),
        endpoint(document, "authorization_endpoint"),
        endpoint(document, "token_endpoint"),
        ways.isEmpty() || ways.contains("client_secret_basic"),
        keys(outgoing, jwks, authorities, Map.of()));
  }

  private static Optional<URI> endpoint(Json.Object document, String name) {
    return document.text(name).filter(Call::isTarget).map(URI::create);
  }

  private static KeySet keys(
      Outgoing outgoing, String url, String authorities, Map<String, String> headers)
      throws Unanswered {
    try {
      KeySet keys = get(outgoing, url, authorities, headers).body().read(JwkReader::read);
      if (keys.keys().isEmpty()) {
        throw new Unanswered("its set of keys has none that can be used");
      }
      return keys;
    } catch (JsonException _) {
      throw new Unanswered("its set of keys is none");
    }
  }

  private static Response get(
      Outgoing outgoing, String url, String authorities, Map<String, String> headers)
      throws Unanswered {
    if (!Call.isTarget(url)) {
      throw new Unanswered("its address is no https URL");
    }
    Response response =
        outgoing.send(
            new Call(
                Call.Method.GET, URI.create(url), headers, Optional.empty(), authorities,
                Call.Limits.USUAL));
    if (response.status() != 200) {
      throw new Unanswered("it answers with status " + response.status());
    }
    return response;
  }
}
