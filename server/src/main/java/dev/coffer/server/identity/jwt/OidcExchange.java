package dev.coffer.server.identity.jwt;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Issuer;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.outgoing.Call;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes a code for an ID token at a provider (OpenID Connect Core 1.0 §3.1.3). */
final class OidcExchange {
  private static final JsonReader JSON = new JsonReader(new JsonLimits(20, 1_000, 65_536));

  private final Outgoing outgoing;
  private final JwtConfigs configs;

  OidcExchange(Outgoing outgoing, JwtConfigs configs) {
    this.outgoing = outgoing;
    this.configs = configs;
  }

  /** What a provider gave with somebody. */
  record Code(String code, String redirect, String verifier) {
    @Override
    public String toString() {
      return "Code";
    }
  }

  /**
   * The ID token for a code.
   *
   * @throws Refused {@code Malformed} when the provider gives none
   */
  Jwt token(JwtConfig config, Issuer issuer, Code code) {
    URI endpoint =
        issuer.token().orElseThrow(() -> refused("the provider has no token_endpoint"));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.code());
    form.put("redirect_uri", code.redirect());
    form.put("code_verifier", code.verifier());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    identify(config.clientId(), issuer.basic(), form, headers);
    try (SecretBytes body = SecretBytes.ofText(encoded(form))) {
      Response response =
          outgoing.send(Call.post(endpoint, headers, body, config.provider().authorities()));
      if (response.status() != 200) {
        throw refused("the provider gave no token for the code");
      }
      Json.Object answer = response.body().read(JSON::readObject);
      return Jwt.parse(
          answer.text("id_token").orElseThrow(() -> refused("no id_token found in response")));
    } catch (Unanswered failed) {
      throw refused("the provider: " + failed.why());
    } catch (JsonException _) {
      throw refused("the provider's answer is no JSON object");
    } catch (IllegalArgumentException _) {
      throw refused("the code is too long");
    }
  }

  /** RFC 6749 §2.3.1. */
  private void identify(
      String id, boolean basic, Map<String, String> form, Map<String, String> headers) {
    try (SecretBytes secret = configs.clientSecret()) {
      String text = secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
      if (basic) {
        String pair = encoded(id) + ":" + encoded(text);
        headers.put(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      } else {
        form.put("client_id", id);
        form.put("client_secret", text);
      }
    }
  }

  /** {@code application/x-www-form-urlencoded}, which is right in a query too. */
  static String encoded(Map<String, String> form) {
    StringBuilder out = new StringBuilder();
    form.forEach(
        (name, value) ->
            out.append(out.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value)));
    return out.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Refused refused(String why) {
    return Refused.malformed("error exchanging oidc code: " + why);
  }
}
