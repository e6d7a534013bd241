package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Lifetime;
import dev.coffer.server.identity.jwt.BoundClaims;
import dev.coffer.server.identity.jwt.JwtMethod;
import dev.coffer.server.identity.jwt.JwtRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The roles of a mount of signed tokens. Their names mean the same in any case. */
final class JwtRoleRoutes {
  private static final Field[] FIELDS =
      OlderTokenParameters.fields(
          Field.text("role_type", "jwt for those who have a token, oidc (unless told) for people with a browser"),
          Field.list("bound_audiences", "One of them must be in aud"),
          Field.text("bound_subject", "What sub must be"),
          Field.map("bound_claims", "Claims and what each must be: a value or a list of them"),
          Field.text("bound_claims_type", "string (unless told) or glob"),
          Field.text("user_claim", "The claim that names the caller"),
          Field.bool("user_claim_json_pointer", "user_claim is a JSON pointer"),
          Field.text("groups_claim", "The claim that names their groups"),
          Field.map("claim_mappings", "Claims that become metadata, and under which names"),
          Field.duration("clock_skew_leeway", "How far clocks may differ: 60 s unless told, -1 for none"),
          Field.duration("expiration_leeway", "Life of a token without exp: 150 s unless told, -1 for none"),
          Field.duration("not_before_leeway", "Before iat, of a token without nbf; likewise"),
          Field.list("allowed_redirect_uris", "Where a browser may come back to, each exactly so"),
          Field.list("oidc_scopes", "What is asked for beside openid"));

  private JwtRoleRoutes() {}

  static List<Route<JwtMethod>> lines() {
    return new NamedRoutes<>("role", JwtMethod::roles, JwtRoleRoutes::wire, JwtRoleRoutes::changed)
        .lines(FIELDS).stream().map(Route::foldingCase).toList();
  }

  private static JwtRole changed(Optional<JwtRole> there, VaultRequest request) {
    JwtRole known = there.orElse(JwtRole.FRESH);
    return new JwtRole(
            request.text("role_type").map(JwtRole.Type::ofWord).orElse(known.type()),
            bindings(known.bindings(), request),
            naming(known.naming(), request),
            new JwtRole.Browser(
                request.list("allowed_redirect_uris").orElse(known.browser().redirects()),
                request.list("oidc_scopes").orElse(known.browser().scopes())),
            OlderTokenParameters.changed(known.tokens(), request))
        .checked();
  }

  private static JwtRole.Bindings bindings(JwtRole.Bindings known, VaultRequest request) {
    boolean globs =
        request
            .text("bound_claims_type")
            .map(
                type ->
                    switch (type) {
                      case "", "string" -> false;
                      case "glob" -> true;
                      default -> throw Refused.malformed("invalid 'bound_claims_type'");
                    })
            .orElse(known.claims().globs());
    Lifetime lifetime = known.lifetime();
    return new JwtRole.Bindings(
        request.list("bound_audiences").orElse(known.audiences()),
        request.text("bound_subject", known.subject()),
        new BoundClaims(request.object("bound_claims").orElse(known.claims().expected()), globs),
        new Lifetime(
            leeway(request, "clock_skew_leeway", lifetime.clockSkew()),
            leeway(request, "expiration_leeway", lifetime.expiration()),
            leeway(request, "not_before_leeway", lifetime.notBefore())));
  }

  private static Duration leeway(VaultRequest request, String field, Duration known) {
    return request.signedDuration(field).map(TokenParametersWire::seconds).orElse(known);
  }

  private static JwtRole.Naming naming(JwtRole.Naming known, VaultRequest request) {
    return new JwtRole.Naming(
        request.text("user_claim", known.userClaim()),
        request.bool("user_claim_json_pointer", known.pointer()),
        request.text("groups_claim", known.groupsClaim()),
        request.textMap("claim_mappings").orElse(known.mappings()));
  }

  private static Json.Object wire(JwtRole role) {
    JwtRole.Bindings bindings = role.bindings();
    JwtRole.Naming naming = role.naming();
    Json.Builder data =
        Json.object()
            .put("allowed_redirect_uris", Json.texts(role.browser().redirects()))
            .put("bound_audiences", Json.texts(bindings.audiences()))
            .put("bound_claims", bindings.claims().expected())
            .put("bound_claims_type", bindings.claims().globs() ? "glob" : "string")
            .put("bound_subject", bindings.subject())
            .put("claim_mappings", Json.textMap(naming.mappings()))
            .put("clock_skew_leeway", bindings.lifetime().clockSkew().toSeconds())
            .put("expiration_leeway", bindings.lifetime().expiration().toSeconds())
            .put("groups_claim", naming.groupsClaim())
            .put("not_before_leeway", bindings.lifetime().notBefore().toSeconds())
            .put("oidc_scopes", Json.texts(role.browser().scopes()))
            .put("role_type", role.type().word())
            .put("user_claim", naming.userClaim())
            .put("user_claim_json_pointer", naming.pointer());
    TokenParametersWire.put(data, role.tokens());
    return data.build();
  }
}
