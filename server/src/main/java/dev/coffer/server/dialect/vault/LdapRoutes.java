package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.ldap.Ldap;
import dev.coffer.server.identity.ldap.Mapping;
import dev.coffer.server.identity.ldap.Mappings;
import dev.coffer.server.identity.token.TokenLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Names and passwords that a directory checks: the login, and what the mount says of users and groups
 * (Vault API, LDAP). The configuration is in {@link LdapConfigRoutes}.
 */
public final class LdapRoutes {
  private static final int LIST_MAX = 10_000;
  private static final Field POLICIES = Field.list("policies", "Policies of the tokens");
  private static final Field GROUPS = Field.list("groups", "Groups beside those the directory tells");

  private LdapRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<Ldap> table(TokenLogin login) {
    List<Route<Ldap>> lines = new ArrayList<>();
    lines.add(
        Route.<Ldap>login(
                Verb.WRITE,
                "login/{username}",
                "Log in",
                (ldap, request) -> login(login, ldap, request),
                Field.text("password", "The password that the directory knows"))
            .foldingCase(Ldap::foldsCase));
    lines.addAll(mappings("users", "user", Ldap::users, POLICIES, GROUPS));
    lines.addAll(mappings("groups", "group", Ldap::groups, POLICIES));
    lines.addAll(LdapConfigRoutes.lines());
    return new RouteTable<>(lines);
  }

  private static Passed login(TokenLogin login, Ldap ldap, LoginRequest request) {
    String name = request.capture("username");
    return request.admit(
        login, () -> ldap.prove(name, request.text("password", ""), request.peer().address()));
  }

  private static List<Route<Ldap>> mappings(
      String folder, String thing, Function<Ldap, Mappings> of, Field... fields) {
    String one = folder + "/{name}";
    return List.of(
        Route.<Ldap>list(folder, "Names of the " + folder, (ldap, request) -> list(of.apply(ldap), request)),
        Route.<Ldap>read(one, "What is said of a " + thing, (ldap, request) -> read(of.apply(ldap), thing, request))
            .foldingCase(Ldap::foldsCase),
        Route.<Ldap>write(
                one, "Say something of a " + thing, (ldap, request) -> write(of.apply(ldap), request), fields)
            .foldingCase(Ldap::foldsCase),
        Route.<Ldap>delete(one, "Say nothing of a " + thing, (ldap, request) -> delete(of.apply(ldap), request))
            .foldingCase(Ldap::foldsCase));
  }

  private static Passed list(Mappings mappings, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> Answer.of(Json.object().put("keys", Json.texts(mappings.names("", LIST_MAX))).build()));
  }

  /** Vault tells the groups of a user as one text. */
  private static Passed read(Mappings mappings, String thing, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.READ,
        _ -> {
          Mapping mapping = mappings.find(name).orElseThrow(() -> new Refused(new Failure.NotFound(thing)));
          Json.Builder data = Json.object().put("policies", Json.texts(mapping.policies()));
          if (thing.equals("user")) {
            data.put("groups", String.join(",", mapping.groups()));
          }
          return Answer.of(data.build());
        });
  }

  private static Passed write(Mappings mappings, VaultRequest request) {
    String name = request.capture("name");
    return request.write(
        () -> mappings.exists(name),
        permit -> {
          mappings.put(permit, name, known -> changed(known, request));
          return Answer.empty();
        });
  }

  private static Mapping changed(Mapping known, VaultRequest request) {
    return new Mapping(
        request.list(POLICIES.name()).map(TokenParametersWire::policies).orElse(known.policies()),
        request.list(GROUPS.name()).orElse(known.groups()));
  }

  private static Passed delete(Mappings mappings, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.DELETE,
        permit -> {
          mappings.delete(permit, name);
          return Answer.empty();
        });
  }
}
