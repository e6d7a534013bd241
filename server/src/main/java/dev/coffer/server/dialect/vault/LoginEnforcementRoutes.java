package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.mfa.Enforcement;
import dev.coffer.server.identity.mfa.MfaSettings;
import java.util.List;

/** Which logins demand a second factor (Vault API, /secret/identity/mfa/login-enforcement). */
public final class LoginEnforcementRoutes {
  private static final Field METHODS = Field.list("mfa_method_ids", "Ids of methods; one of them is enough");
  private static final Field ACCESSORS = Field.list("auth_method_accessors", "Accessors of login methods' mounts");
  private static final Field TYPES = Field.list("auth_method_types", "Types of login methods");
  private static final Field GROUPS = Field.list("identity_group_ids", "Ids of groups");
  private static final Field ENTITIES = Field.list("identity_entity_ids", "Ids of entities");

  private LoginEnforcementRoutes() {}

  public static RouteTable<MfaSettings> table() {
    return RouteTable.of(
        Route.list("mfa/login-enforcement", "Names of login enforcements", LoginEnforcementRoutes::list),
        Route.read("mfa/login-enforcement/{name}", "A login enforcement", LoginEnforcementRoutes::read),
        Route.write(
            "mfa/login-enforcement/{name}", "Make or replace a login enforcement", LoginEnforcementRoutes::write,
            METHODS, ACCESSORS, TYPES, GROUPS, ENTITIES),
        Route.delete("mfa/login-enforcement/{name}", "Remove a login enforcement", LoginEnforcementRoutes::delete));
  }

  private static Passed list(MfaSettings settings, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          List<String> names = settings.enforcements().stream().map(Enforcement::name).sorted().toList();
          return Answer.of(Json.object().put("keys", Json.texts(names)).build());
        });
  }

  private static Passed read(MfaSettings settings, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.read(
        request, "login enforcement", () -> settings.enforcement(name).map(LoginEnforcementRoutes::data));
  }

  private static Json.Object data(Enforcement enforcement) {
    return Json.object()
        .put("name", enforcement.name())
        .put("id", enforcement.id())
        .put("namespace_id", "root")
        .put("mfa_method_ids", Json.texts(enforcement.methods()))
        .put("auth_method_accessors", Json.texts(enforcement.accessors()))
        .put("auth_method_types", Json.texts(enforcement.types()))
        .put("identity_group_ids", Json.texts(enforcement.groups()))
        .put("identity_entity_ids", Json.texts(enforcement.entities()))
        .build();
  }

  private static Passed write(MfaSettings settings, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          settings.put(
              permit,
              new Enforcement(
                  name, "", list(request, METHODS), list(request, ACCESSORS), list(request, TYPES),
                  list(request, GROUPS), list(request, ENTITIES)));
          return Answer.empty();
        });
  }

  private static List<String> list(VaultRequest request, Field field) {
    return request.list(field.name()).orElse(List.of());
  }

  private static Passed delete(MfaSettings settings, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.delete(request, permit -> settings.deleteEnforcement(permit, name));
  }
}
