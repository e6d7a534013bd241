package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.approle.Approle;
import dev.coffer.server.identity.approle.ApproleRole;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An AppRole mount: roles and the login (Vault API, AppRole). Role names mean the same in any case.
 * What concerns one field of a role is in {@link ApproleFieldRoutes}, secret ids in {@link
 * SecretIdRoutes}.
 */
public final class ApproleRoutes {
  static final int LIST_MAX = 10_000;

  private static final Field[] ROLE_FIELDS = roleFields();

  private ApproleRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<Approle> table(TokenLogin login) {
    List<Route<Approle>> lines = new ArrayList<>();
    lines.add(
        Route.login(
            Verb.WRITE,
            "login",
            "Log in",
            (approle, request) -> login(login, approle, request),
            Field.text("role_id", "Which role"),
            Field.text("secret_id", "The proof, where the role asks for one")));
    lines.add(Route.<Approle>list("role", "Names of the roles", ApproleRoutes::list));
    lines.add(Route.<Approle>read("role/{role_name}", "A role", ApproleRoutes::read).foldingCase());
    lines.add(
        Route.<Approle>write("role/{role_name}", "Make or change a role", ApproleRoutes::write, ROLE_FIELDS)
            .foldingCase());
    lines.add(
        Route.<Approle>delete("role/{role_name}", "Remove a role with its secret ids", ApproleRoutes::delete)
            .foldingCase());
    lines.add(
        Route.<Approle>write("tidy/secret-id", "Remove secret ids that have ended", ApproleRoutes::tidy));
    lines.addAll(ApproleFieldRoutes.lines());
    lines.addAll(SecretIdRoutes.lines());
    return new RouteTable<>(lines);
  }

  private static Field[] roleFields() {
    List<Field> fields = new ArrayList<>(TokenParametersWire.FIELDS);
    fields.add(Field.text("role_id", "What callers log in with; random unless told"));
    fields.add(Field.bool("bind_secret_id", "A login needs a secret id; true unless told"));
    fields.add(Field.list("secret_id_bound_cidrs", "Networks that logins may come from"));
    fields.add(Field.list("bound_cidr_list", "Older name of secret_id_bound_cidrs"));
    fields.add(Field.integer("secret_id_num_uses", "How often a secret id may be used; 0 is without limit"));
    fields.add(Field.duration("secret_id_ttl", "How long a secret id lives; 0 is for ever"));
    fields.add(Field.bool("local_secret_ids", "Only when the role is made; kept and shown"));
    fields.add(Field.list("policies", "Older name of token_policies"));
    fields.add(Field.duration("period", "Older name of token_period"));
    return fields.toArray(Field[]::new);
  }

  private static Passed login(TokenLogin login, Approle approle, LoginRequest request) {
    return request.admit(
        login,
        () -> {
          String roleId = request.text("role_id", "").strip();
          String secretId = request.text("secret_id", "").strip();
          return approle.prove(roleId, secretId, request.peer().address());
        });
  }

  private static Passed list(Approle approle, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ ->
            Answer.of(
                Json.object().put("keys", Json.texts(approle.roles().names("", LIST_MAX))).build()));
  }

  private static Passed read(Approle approle, VaultRequest request) {
    String name = request.capture("role_name");
    return request.pass(
        Capability.READ,
        _ ->
            Answer.of(
                wire(
                    approle
                        .roles()
                        .find(name)
                        .orElseThrow(() -> new Refused(new Failure.NotFound("role"))))));
  }

  private static Passed write(Approle approle, VaultRequest request) {
    String name = request.capture("role_name");
    return request.write(
        () -> approle.roles().exists(name),
        permit -> {
          approle.roles().put(permit, name, (role, isNew) -> change(role, isNew, request));
          return Answer.empty();
        });
  }

  private static Passed delete(Approle approle, VaultRequest request) {
    String name = request.capture("role_name");
    return request.pass(
        Capability.DELETE,
        permit -> {
          approle.roles().delete(permit, name);
          return Answer.empty();
        });
  }

  private static Passed tidy(Approle approle, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          approle.tidy();
          return Answer.empty().warning("Tidy operation finished.");
        });
  }

  private static ApproleRole change(ApproleRole role, boolean isNew, VaultRequest request) {
    Optional<Boolean> local = request.bool("local_secret_ids");
    if (!isNew && local.filter(wanted -> wanted != role.localSecretIds()).isPresent()) {
      throw Refused.malformed("local_secret_ids can only be modified during role creation");
    }
    List<String> networks =
        request
            .list("secret_id_bound_cidrs")
            .or(() -> request.list("bound_cidr_list"))
            .orElse(role.secretIdBoundCidrs());
    return role.withRoleId(request.text("role_id", role.roleId()))
        .withBindSecretId(request.bool("bind_secret_id", role.bindSecretId()))
        .withSecretIdBoundCidrs(TokenParametersWire.networks("secret_id_bound_cidrs", networks))
        .withSecretIdNumUses(
            TokenParametersWire.uses(
                "secret_id_num_uses", request.integer("secret_id_num_uses", role.secretIdNumUses())))
        .withSecretIdTtl(
            TokenParametersWire.seconds(request.duration("secret_id_ttl").orElse(role.secretIdTtl())))
        .withLocalSecretIds(local.orElse(role.localSecretIds()))
        .withTokens(tokens(role.tokens(), request));
  }

  private static TokenParameters tokens(TokenParameters known, VaultRequest request) {
    TokenParameters older =
        known
            .withPolicies(
                request.list("policies").map(TokenParametersWire::policies).orElse(known.policies()))
            .withPeriod(
                request.duration("period").map(TokenParametersWire::seconds).orElse(known.period()));
    return TokenParametersWire.changed(older, request);
  }

  private static Json.Object wire(ApproleRole role) {
    Json.Builder data =
        Json.object()
            .put("bind_secret_id", role.bindSecretId())
            .put("local_secret_ids", role.localSecretIds())
            .put(
                "secret_id_bound_cidrs",
                role.secretIdBoundCidrs().isEmpty()
                    ? Json.ofNull()
                    : Json.texts(role.secretIdBoundCidrs()))
            .put("secret_id_num_uses", role.secretIdNumUses())
            .put("secret_id_ttl", role.secretIdTtl().toSeconds());
    TokenParametersWire.put(data, role.tokens());
    return data.build();
  }
}
