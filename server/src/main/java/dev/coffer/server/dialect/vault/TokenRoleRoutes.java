package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.token.TokenRole;
import dev.coffer.server.identity.token.TokenRoles;
import dev.coffer.server.identity.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code auth/token/roles} (Vault API, token roles). A field that is not sent stays as it was. */
public final class TokenRoleRoutes {
  private static final int LIST_MAX = 10_000;
  private static final Pattern SUFFIX = Pattern.compile("\\w[\\w.-]{0,254}\\w|\\w");

  private static final Field[] FIELDS = {
    Field.list("allowed_policies", "Policies that tokens may have"),
    Field.list("allowed_policies_glob", "The same, with *"),
    Field.list("disallowed_policies", "Policies that tokens may not have"),
    Field.list("disallowed_policies_glob", "The same, with *"),
    Field.list("allowed_entity_aliases", "Aliases that may be named at creation, with *"),
    Field.bool("orphan", "Tokens have no parent"),
    Field.bool("renewable", "Tokens may be renewed; true unless told"),
    Field.text("path_suffix", "A last segment of the path of the tokens' leases"),
    Field.duration("period", "Older name of token_period"),
    Field.duration("token_period", "Every renewal is for this long"),
    Field.duration("explicit_max_ttl", "Older name of token_explicit_max_ttl"),
    Field.duration("token_explicit_max_ttl", "What no renewal passes"),
    Field.list("bound_cidrs", "Older name of token_bound_cidrs"),
    Field.list("token_bound_cidrs", "Networks that tokens may be used from"),
    Field.bool("token_no_default_policy", "Tokens do not get the default policy by themselves"),
    Field.integer("token_num_uses", "How often tokens may be used; 0 is without limit"),
    Field.text("token_type", "service, batch, default-service or default-batch"),
    Field.duration("token_ttl", "Without effect, as in Vault"),
    Field.duration("token_max_ttl", "Without effect, as in Vault"),
    Field.list("token_policies", "Without effect, as in Vault")
  };

  private TokenRoleRoutes() {}

  public static RouteTable<Tokens> table() {
    return RouteTable.of(
        Route.<Tokens>list("roles", "Names of the token roles", TokenRoleRoutes::list),
        Route.<Tokens>read("roles/{role_name}", "A token role", TokenRoleRoutes::read),
        Route.<Tokens>write("roles/{role_name}", "Make or change a token role", TokenRoleRoutes::write, FIELDS),
        Route.<Tokens>delete("roles/{role_name}", "Remove a token role", TokenRoleRoutes::delete));
  }

  private static Passed list(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ ->
            Answer.of(
                Json.object().put("keys", Json.texts(tokens.roles().names("", LIST_MAX))).build()));
  }

  private static Passed read(Tokens tokens, VaultRequest request) {
    String name = request.capture("role_name");
    return request.pass(
        Capability.READ,
        _ -> {
          TokenRole role =
              tokens.roles().find(name).orElseThrow(() -> new Refused(new Failure.NotFound("token role")));
          return Answer.of(wire(role));
        });
  }

  private static Passed write(Tokens tokens, VaultRequest request) {
    String name = request.capture("role_name");
    TokenRoles roles = tokens.roles();
    return request.write(
        () -> roles.exists(name),
        permit -> {
          roles.put(permit, name, known -> change(known, request));
          return Answer.empty();
        });
  }

  private static Passed delete(Tokens tokens, VaultRequest request) {
    String name = request.capture("role_name");
    return request.pass(
        Capability.DELETE,
        permit -> {
          tokens.roles().delete(permit, name);
          return Answer.empty();
        });
  }

  private static TokenRole change(TokenRole role, VaultRequest request) {
    return new TokenRole(
        role.name(),
        names(request, "allowed_policies", role.allowedPolicies()),
        names(request, "allowed_policies_glob", role.allowedPoliciesGlob()),
        names(request, "disallowed_policies", role.disallowedPolicies()),
        names(request, "disallowed_policies_glob", role.disallowedPoliciesGlob()),
        names(request, "allowed_entity_aliases", role.allowedEntityAliases()),
        request.bool("orphan", role.orphan()),
        request.bool("renewable", role.renewable()),
        suffix(request.text("path_suffix", role.pathSuffix())),
        duration(request, "token_period", "period").orElse(role.period()),
        duration(request, "token_explicit_max_ttl", "explicit_max_ttl").orElse(role.explicitMaxTtl()),
        TokenParametersWire.networks(
            "token_bound_cidrs",
            request.list("token_bound_cidrs").or(() -> request.list("bound_cidrs")).orElse(role.boundCidrs())),
        request.bool("token_no_default_policy", role.noDefaultPolicy()),
        TokenParametersWire.uses("token_num_uses", request.integer("token_num_uses", role.numUses())),
        type(request.text("token_type", role.type())));
  }

  private static List<String> names(VaultRequest request, String field, List<String> known) {
    return request
        .list(field)
        .map(list -> list.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().sorted().toList())
        .orElse(known);
  }

  private static Optional<Duration> duration(VaultRequest request, String field, String older) {
    return request.duration(field).or(() -> request.duration(older));
  }

  private static String suffix(String suffix) {
    if (!suffix.isEmpty() && (!SUFFIX.matcher(suffix).matches() || suffix.contains(".."))) {
      throw Refused.malformed("given role path suffix contains invalid characters; use letters, digits, '_', '.' and '-'");
    }
    return suffix;
  }

  private static String type(String type) {
    return switch (type) {
      case "service", "batch", "default-service", "default-batch" -> type;
      case "default", "" -> TokenRole.DEFAULT_SERVICE;
      default -> throw Refused.malformed("invalid 'token_type' value");
    };
  }

  private static Json.Object wire(TokenRole role) {
    Json.Builder data =
        Json.object()
            .put("allowed_entity_aliases", Json.texts(role.allowedEntityAliases()))
            .put("allowed_policies", Json.texts(role.allowedPolicies()))
            .put("allowed_policies_glob", Json.texts(role.allowedPoliciesGlob()))
            .put("disallowed_policies", Json.texts(role.disallowedPolicies()))
            .put("disallowed_policies_glob", Json.texts(role.disallowedPoliciesGlob()))
            .put("explicit_max_ttl", role.explicitMaxTtl().toSeconds())
            .put("name", role.name())
            .put("orphan", role.orphan())
            .put("path_suffix", role.pathSuffix())
            .put("period", role.period().toSeconds())
            .put("renewable", role.renewable())
            .put("token_explicit_max_ttl", role.explicitMaxTtl().toSeconds())
            .put("token_no_default_policy", role.noDefaultPolicy())
            .put("token_period", role.period().toSeconds())
            .put("token_type", role.type());
    if (!role.boundCidrs().isEmpty()) {
      data.put("bound_cidrs", Json.texts(role.boundCidrs()))
          .put("token_bound_cidrs", Json.texts(role.boundCidrs()));
    }
    if (role.numUses() > 0) {
      data.put("token_num_uses", role.numUses());
    }
    return data.build();
  }
}
