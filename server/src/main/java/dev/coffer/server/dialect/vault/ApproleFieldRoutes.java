package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.approle.Approle;
import dev.coffer.server.identity.approle.ApproleRole;
import dev.coffer.server.identity.token.TokenParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The addresses below a role that read, set and reset one field of it. Each reads only that field of
 * the request, so a policy for one address changes nothing else.
 */
final class ApproleFieldRoutes {

  /**
   * One field of a role.
   *
   * @param segment of the path: {@code secret-id-ttl}
   * @param name on the wire, then its older names
   * @param read empty where nothing of that name was sent
   */
  private record One<T>(
      String segment,
      Field name,
      List<Field> older,
      Function<ApproleRole, Json> told,
      Sent<T> read,
      Setter<T> set,
      Optional<T> initial) {
    List<Field> names() {
      List<Field> names = new ArrayList<>(older);
      names.addFirst(name);
      return names;
    }
  }

  @FunctionalInterface
  private interface Sent<T> {
    Optional<T> in(VaultRequest request, String name);
  }

  @FunctionalInterface
  private interface Setter<T> {
    ApproleRole in(ApproleRole role, T value);
  }

  private ApproleFieldRoutes() {}

  static List<Route<Approle>> lines() {
    List<Route<Approle>> lines = new ArrayList<>();
    lines.addAll(lines(policies()));
    lines.addAll(lines(networks("secret-id-bound-cidrs", "secret_id_bound_cidrs")));
    lines.addAll(lines(networks("bound-cidr-list", "bound_cidr_list")));
    lines.addAll(lines(tokenNetworks()));
    lines.addAll(
        lines(
            new One<>(
                "bind-secret-id",
                Field.bool("bind_secret_id", "A login needs a secret id"),
                List.of(),
                role -> Json.bool(role.bindSecretId()),
                VaultRequest::bool,
                ApproleRole::withBindSecretId,
                Optional.of(true))));
    lines.addAll(
        lines(
            uses(
                "secret-id-num-uses",
                "secret_id_num_uses",
                ApproleRole::secretIdNumUses,
                ApproleRole::withSecretIdNumUses)));
    lines.addAll(
        lines(
            uses(
                "token-num-uses",
                "token_num_uses",
                role -> role.tokens().numUses(),
                (role, uses) -> role.withTokens(role.tokens().withNumUses(uses)))));
    lines.addAll(
        lines(
            time("secret-id-ttl", "secret_id_ttl", ApproleRole::secretIdTtl, ApproleRole::withSecretIdTtl)));
    lines.addAll(lines(tokenTime("token-ttl", "token_ttl", TokenParameters::ttl, TokenParameters::withTtl)));
    lines.addAll(
        lines(tokenTime("token-max-ttl", "token_max_ttl", TokenParameters::maxTtl, TokenParameters::withMaxTtl)));
    lines.addAll(lines(period()));
    One<String> roleId =
        new One<>(
            "role-id",
            Field.text("role_id", "What callers log in with"),
            List.of(),
            role -> Json.text(role.roleId()),
            VaultRequest::text,
            ApproleRole::withRoleId,
            Optional.empty());
    lines.add(reading(roleId));
    lines.add(writing(roleId));
    lines.add(
        Route.<Approle>read(
                "role/{role_name}/local-secret-ids",
                "local_secret_ids of a role",
                (approle, request) ->
                    told(approle, request, "local_secret_ids", role -> Json.bool(role.localSecretIds())))
            .foldingCase());
    return lines;
  }

  private static <T> List<Route<Approle>> lines(One<T> one) {
    return List.of(reading(one), writing(one), resetting(one));
  }

  private static <T> Route<Approle> reading(One<T> one) {
    return Route.<Approle>read(
            "role/{role_name}/" + one.segment(),
            one.name().name() + " of a role",
            (approle, request) -> told(approle, request, one.name().name(), one.told()))
        .foldingCase();
  }

  private static Passed told(
      Approle approle, VaultRequest request, String name, Function<ApproleRole, Json> value) {
    String roleName = request.capture("role_name");
    return request.pass(
        Capability.READ,
        _ ->
            approle
                .roles()
                .find(roleName)
                .map(role -> Answer.of(Json.object().put(name, value.apply(role)).build()))
                .orElseThrow(() -> new Refused(new Failure.NotFound("role"))));
  }

  private static <T> Route<Approle> writing(One<T> one) {
    return Route.<Approle>write(
            "role/{role_name}/" + one.segment(),
            "Set " + one.name().name() + " of a role",
            (approle, request) ->
                changed(
                    approle, request, Capability.UPDATE, role -> one.set().in(role, sent(one, request))),
            one.names().toArray(Field[]::new))
        .foldingCase();
  }

  private static <T> T sent(One<T> one, VaultRequest request) {
    for (Field name : one.names()) {
      Optional<T> value = one.read().in(request, name.name());
      if (value.isPresent()) {
        return value.get();
      }
    }
    throw Refused.malformed("missing " + one.name().name());
  }

  private static <T> Route<Approle> resetting(One<T> one) {
    return Route.<Approle>delete(
            "role/{role_name}/" + one.segment(),
            "Reset " + one.name().name() + " of a role",
            (approle, request) ->
                changed(
                    approle,
                    request,
                    Capability.DELETE,
                    role -> one.set().in(role, one.initial().orElseThrow())))
        .foldingCase();
  }

  private static Passed changed(
      Approle approle, VaultRequest request, Capability capability, UnaryOperator<ApproleRole> change) {
    String roleName = request.capture("role_name");
    return request.pass(
        capability,
        permit -> {
          approle.roles().change(permit, roleName, change);
          return Answer.empty();
        });
  }

  private static One<List<String>> policies() {
    return new One<>(
        "policies",
        Field.list("token_policies", "Policies of the tokens"),
        List.of(Field.list("policies", "Older name of token_policies")),
        role -> Json.texts(role.tokens().policies()),
        (request, name) -> request.list(name).map(TokenParametersWire::policies),
        (role, names) -> role.withTokens(role.tokens().withPolicies(names)),
        Optional.of(List.of()));
  }

  private static One<List<String>> networks(String segment, String name) {
    return new One<>(
        segment,
        Field.list(name, "Networks that logins may come from"),
        List.of(),
        role -> Json.texts(role.secretIdBoundCidrs()),
        (request, field) -> request.list(field).map(list -> TokenParametersWire.networks(name, list)),
        ApproleRole::withSecretIdBoundCidrs,
        Optional.of(List.of()));
  }

  private static One<List<String>> tokenNetworks() {
    return new One<>(
        "token-bound-cidrs",
        Field.list("token_bound_cidrs", "Networks that tokens may be used from"),
        List.of(),
        role -> Json.texts(role.tokens().boundCidrs()),
        (request, name) -> request.list(name).map(list -> TokenParametersWire.networks(name, list)),
        (role, list) -> role.withTokens(role.tokens().boundTo(list)),
        Optional.of(List.of()));
  }

  private static One<Integer> uses(
      String segment, String name, Function<ApproleRole, Integer> told, Setter<Integer> set) {
    return new One<>(
        segment,
        Field.integer(name, "How often; 0 is without limit"),
        List.of(),
        role -> Json.number(told.apply(role)),
        (request, field) -> request.integer(field).map(uses -> TokenParametersWire.uses(field, uses)),
        set,
        Optional.of(0));
  }

  private static One<Duration> time(
      String segment, String name, Function<ApproleRole, Duration> told, Setter<Duration> set) {
    return new One<>(
        segment,
        Field.duration(name, "Seconds, or such as 1h"),
        List.of(),
        role -> Json.number(told.apply(role).toSeconds()),
        (request, field) -> request.duration(field).map(TokenParametersWire::seconds),
        set,
        Optional.of(Duration.ZERO));
  }

  private static One<Duration> tokenTime(
      String segment,
      String name,
      Function<TokenParameters, Duration> told,
      BiFunction<TokenParameters, Duration, TokenParameters> set) {
    return time(
        segment,
        name,
        role -> told.apply(role.tokens()),
        (role, value) -> role.withTokens(set.apply(role.tokens(), value)));
  }

  private static One<Duration> period() {
    One<Duration> period =
        tokenTime("period", "token_period", TokenParameters::period, TokenParameters::withPeriod);
    return new One<>(
        period.segment(),
        period.name(),
        List.of(Field.duration("period", "Older name of token_period")),
        period.told(),
        period.read(),
        period.set(),
        period.initial());
  }
}
