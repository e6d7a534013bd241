package dev.coffer.server.identity.oidc;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.identity.jose.JwkReader;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.storage.Key;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tokens that say who an entity is (OpenID Connect Core 1.0 §2; Vault API, identity/oidc): made for the
 * caller's own entity, checked by anybody with the published keys.
 */
public final class IdentityTokens {
  private static final Key CONFIG = Key.of("identity/oidc-config");
  private static final String ROLES = "identity/oidc-role/";
  private static final String BELOW = "/v1/identity/oidc";
  private static final int ROLES_CACHED_MAX = 1_000;
  private static final int ISSUER_CHARS_MAX = 512;

  private final Barrier barrier;
  private final InstantSource clock;
  private final Identity identity;
  private final NamedKeys keys;
  private final NamedRows<TokenKind> roles;
  private final Decoded<String> issuers =
      new Decoded<>(2, row -> CborReader.array(row, CborReader::text));

  private IdentityTokens(Barrier barrier, InstantSource clock, Identity identity, NamedKeys keys) {
    this.barrier = barrier;
    this.clock = clock;
    this.identity = identity;
    this.keys = keys;
    this.roles =
        new NamedRows<>(
            barrier, ROLES, new Decoded<>(ROLES_CACHED_MAX, TokenKind::decode), TokenKind::encode);
  }

  /** Puts the room together; reads nothing. */
  public static IdentityTokens over(
      Barrier barrier, InstantSource clock, SecureRandom random, Identity identity) {
    return new IdentityTokens(barrier, clock, identity, new NamedKeys(barrier, clock, random));
  }

  public NamedKeys keys() {
    return keys;
  }

  public NamedRows<TokenKind> roles() {
    return roles;
  }

  /** A token, and how long it counts. */
  public record Given(String token, TokenKind role) {
    @Override
    public String toString() {
      return "Given[" + role.name() + "]";
    }
  }

  /**
   * Makes or changes a role.
   *
   * @throws Refused {@code Malformed} when its key is missing or its template makes no claims
   */
  public void putRole(Permit permit, TokenKind role) {
    if (keys.find(role.key()).isEmpty()) {
      throw Refused.malformed("cannot find key: make it first, at identity/oidc/key");
    }
    if (role.ttl().isZero() || role.ttl().compareTo(keys.find(role.key()).orElseThrow().verification()) > 0) {
      throw Refused.malformed("a role's ttl cannot be zero, nor longer than the verification_ttl of its key");
    }
    ClaimTemplate.check(role.template());
    roles.put(permit, role.name(), _ -> role);
  }

  /**
   * Removes a key.
   *
   * @throws Refused {@code Malformed} while a role signs with it
   */
  public void deleteKey(Permit permit, String name) {
    boolean used =
        roles.names("", ROLES_CACHED_MAX).stream()
            .flatMap(role -> roles.find(role).stream())
            .anyMatch(role -> role.key().equals(name));
    if (used) {
      throw Refused.malformed("unable to delete the key because it is currently referenced by a role");
    }
    keys.delete(permit, name);
  }

  /**
   * A token for the caller's entity.
   *
   * @throws Refused {@code Malformed} when there is no such role, the caller has no entity, the key does
   *     not sign for the role's client, or no issuer is configured
   */
  public Given give(Permit permit, String roleName) {
    TokenKind role = roles.find(roleName).orElseThrow(() -> Refused.malformed("role not found"));
    String entity = permit.caller().entityId();
    Standing who =
        identity
            .entities()
            .find(entity)
            .orElseThrow(() -> Refused.malformed("no entity associated with the request's token"));
    NamedKey key =
        keys.find(role.key()).orElseThrow(() -> Refused.malformed("the role's key is gone"));
    if (!key.signsFor(role.client())) {
      throw Refused.malformed(
          "the key does not list the client ID of the role as an allowed client ID");
    }
    Instant now = clock.instant();
    Json.Object claims =
        Json.object()
            .putAll(ClaimTemplate.claims(role.template(), who, now))
            .put("iss", issuer())
            .put("sub", who.entity().id())
            .put("aud", role.client())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(role.ttl()).getEpochSecond())
            .put("namespace", "root")
            .build();
    return new Given(signed(key, claims), role);
  }

  private String signed(NamedKey key, Json.Object claims) {
    Json.Object header =
        Json.object()
            .put("alg", key.kind().name())
            .put("kid", key.current().id())
            .put("typ", "JWT")
            .build();
    String text =
        SigningKind.text(JsonWriter.bytes(header)) + "." + SigningKind.text(JsonWriter.bytes(claims));
    byte[] signature = keys.sign(key, text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + SigningKind.text(signature);
  }

  /** What {@code iss} says. */
  public String issuer() {
    String configured = configuredIssuer();
    if (configured.isEmpty()) {
      throw Refused.malformed("no issuer: write this server's address to identity/oidc/config");
    }
    return configured + BELOW;
  }

  /** As it was written, {@code ""} for none. */
  public String configuredIssuer() {
    try (Reading reading = barrier.read()) {
      return reading.get(CONFIG, issuers).map(Versioned::value).orElse("");
    }
  }

  /**
   * Sets the issuer: scheme, host and port, without a path.
   *
   * @param issuer {@code ""} for none
   */
  public void configure(Permit permit, String issuer) {
    String clean = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    if (!clean.isEmpty() && !isOrigin(clean)) {
      throw Refused.malformed("invalid issuer, which must include only a scheme, host, and optional port");
    }
    barrier.commit(
        new Changes()
            .expectAll(permit.revisions())
            .put(CONFIG, CborWriter.array(out -> out.text(clean))));
  }

  private static boolean isOrigin(String text) {
    if (text.length() > ISSUER_CHARS_MAX) {
      return false;
    }
    try {
      URI uri = URI.create(text);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && uri.getPath().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The public halves of all keys that sign, or signed not long ago (RFC 7517 §5). */
  public Json.Object published() {
    Instant now = clock.instant();
    List<Json> published = new ArrayList<>();
    for (NamedKey key : keys.all()) {
      for (NamedKey.Version version : key.versions()) {
        if (version.until().map(now::isBefore).orElse(true)) {
          byte[] jwk = version.jwk().getBytes(StandardCharsets.UTF_8);
          published.add(new JsonReader(JsonLimits.TRUSTED).readObject(jwk));
        }
      }
    }
    return Json.object().put("keys", new Json.Array(published)).build();
  }

  /** OpenID Connect Discovery 1.0 §3, as far as identity tokens go. */
  public Json.Object discovery() {
    List<String> algorithms = Stream.of(SigningKind.values()).map(Enum::name).toList();
    return Json.object()
        .put("issuer", issuer())
        .put("jwks_uri", issuer() + "/.well-known/keys")
        .put("id_token_signing_alg_values_supported", Json.texts(algorithms))
        .put("response_types_supported", Json.texts(List.of("id_token")))
        .put("subject_types_supported", Json.texts(List.of("public")))
        .build();
  }

  /**
   * Why a token counts for nothing.
   *
   * @param client whom it must be for, {@code ""} for anybody
   * @return empty when it counts
   */
  public Optional<String> problemOf(String token, String client) {
    Jwt jwt;
    try {
      jwt = Jwt.parse(token);
      if (!JwkReader.read(JsonWriter.bytes(published())).verifies(jwt)) {
        return Optional.of("unable to validate the token signature");
      }
    } catch (Refused _) {
      return Optional.of("unable to validate the token signature");
    }
    Json.Object claims = jwt.claims();
    long expires = claims.integer("exp").orElse(0L);
    if (clock.instant().getEpochSecond() >= expires) {
      return Optional.of("token is expired");
    }
    if (!claims.text("iss").filter(issuer()::equals).isPresent()) {
      return Optional.of("invalid issuer");
    }
    if (!client.isEmpty() && !jwt.audiences().contains(client)) {
      return Optional.of("invalid audience");
    }
    boolean lives =
        claims
            .text("sub")
            .flatMap(identity.entities()::find)
            .filter(who -> !who.entity().disabled())
            .isPresent();
    return lives ? Optional.empty() : Optional.of("entity was not found or is disabled");
  }
}
