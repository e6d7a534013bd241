package dev.coffer.server.identity.jwt;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.jose.Claims;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What both ways of logging in share: which role at which configuration, and the proof from claims. */
record JwtCore(
    EngineView view,
    NamedRows<JwtRole> roles,
    JwtConfigs configs,
    Issuers issuers,
    InstantSource clock) {
  /** A longer name of somebody is refused. Characters. */
  private static final int NAME_CHARS_MAX = 1_024;

  /**
   * What counts for one login.
   *
   * @param changes expects the rows of both
   */
  record Setting(String roleName, JwtRole role, JwtConfigs.Ready ready, Changes changes) {
    JwtConfig config() {
      return ready.config();
    }
  }

  Barrier barrier() {
    return view.barrier();
  }

  /**
   * The setting for a role, at one position of the store.
   *
   * @param asked as it was sent; {@code ""} for the mount's default
   * @throws Refused {@code Malformed} when there is none, or the role is for another way
   */
  Setting setting(String asked, JwtRole.Type way) {
    try (Reading reading = barrier().read()) {
      Versioned<JwtConfigs.Ready> ready =
          configs
              .find(reading)
              .orElseThrow(() -> Refused.malformed("could not load configuration"));
      String name = (asked.isEmpty() ? ready.value().config().defaultRole() : asked).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw Refused.malformed("missing role");
      }
      Versioned<JwtRole> role =
          roles.find(reading, name).orElseThrow(() -> Refused.malformed("the role could not be found"));
      if (role.value().type() != way) {
        throw Refused.malformed("role with " + role.value().type().word() + " role_type is not allowed");
      }
      Changes changes =
          new Changes()
              .expect(new Expectation(roles.row(name), role.version()))
              .expect(new Expectation(configs.row(), ready.version()));
      return new Setting(name, role.value(), ready.value(), changes);
    }
  }

  /** What costs nothing and must hold in any case, before anybody is asked about a signature. */
  void requirePlausible(Setting setting, Jwt token) {
    if (!setting.config().takes(token.algorithm())) {
      throw Jwt.refused("its algorithm is not among jwt_supported_algs");
    }
    setting.role().bindings().lifetime().check(token.claims(), clock.instant());
    Optional<String> issuer = setting.config().issuer();
    if (issuer.isPresent() && !issuer.equals(token.claims().text("iss"))) {
      throw Jwt.refused("invalid issuer (iss) claim");
    }
  }

  /**
   * Who it is.
   *
   * @param token whose signature counts
   * @param path of the lease, below the mount
   */
  Proof proof(Setting setting, Jwt token, String address, String path) {
    JwtRole role = setting.role();
    Json.Object claims = token.claims();
    requireBindings(role.bindings(), token);
    TokenParameters tokens = role.tokens();
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
    String name = name(role.naming(), claims);
    Map<String, String> mapped = mapped(role.naming(), claims);
    Map<String, String> metadata = new HashMap<>(mapped);
    metadata.put(JwtRole.ROLE, setting.roleName());
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + path,
        name,
        name,
        metadata,
        mapped,
        groups(role.naming(), claims),
        tokens,
        setting.changes());
  }

  private static void requireBindings(JwtRole.Bindings bindings, Jwt token) {
    if (!bindings.subject().isEmpty()
        && token.claims().text("sub").filter(bindings.subject()::equals).isEmpty()) {
      throw JwtRole.refused("the sub claim is not the role's bound_subject");
    }
    if (!bindings.audiences().isEmpty()
        && token.audiences().stream().noneMatch(bindings.audiences()::contains)) {
      throw JwtRole.refused("invalid audience (aud) claim: audience claim does not match any bound audience");
    }
    bindings.claims().require(token.claims());
  }

  private static String name(JwtRole.Naming naming, Json.Object claims) {
    Optional<Json> claim =
        naming.pointer() ? Claims.find(claims, naming.userClaim()) : claims.get(naming.userClaim());
    return claim
        .flatMap(value -> value instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty())
        .filter(text -> !text.isEmpty() && text.length() <= NAME_CHARS_MAX)
        .orElseThrow(() -> JwtRole.refused("the user_claim of the role is missing, no text or too long"));
  }

  private static Map<String, String> mapped(JwtRole.Naming naming, Json.Object claims) {
    Map<String, String> metadata = new HashMap<>();
    naming.mappings().forEach((claim, key) ->
        Claims.find(claims, claim).ifPresent(value -> metadata.put(key, scalar(value))));
    return metadata;
  }

  private static String scalar(Json value) {
    return switch (value) {
      case Json.Text text -> text.value();
      case Json.Number number -> number.literal();
      case Json.Bool bool -> Boolean.toString(bool.value());
      case Json.Array _, Json.Object _, Json.Null _ ->
          throw JwtRole.refused("a claim of claim_mappings is no text, number or boolean");
    };
  }

  private static List<String> groups(JwtRole.Naming naming, Json.Object claims) {
    if (naming.groupsClaim().isEmpty()) {
      return List.of();
    }
    Json value =
        Claims.find(claims, naming.groupsClaim())
            .orElseThrow(() -> JwtRole.refused("the groups_claim of the role is missing"));
    List<String> groups = Claims.texts(value);
    if (groups.size() != Claims.items(value).size()) {
      throw JwtRole.refused("the groups_claim of the role is no list of texts");
    }
    return groups;
  }
}
