package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.system.PasswordDesk;

/** {@code sys/policies/password} (Vault API, /sys/policies-password). */
public final class PasswordPolicyRoutes {
  private static final Field POLICY =
      Field.text("policy", "Length and charset rules in HCL or JSON, as it is or in base64");

  private PasswordPolicyRoutes() {}

  public static RouteTable<PasswordDesk> table() {
    return RouteTable.of(
        Route.list("policies/password", "Names of password policies", PasswordPolicyRoutes::list),
        Route.read("policies/password/{name}", "A password policy", PasswordPolicyRoutes::read),
        Route.write(
            "policies/password/{name}", "Create or replace a password policy", PasswordPolicyRoutes::write, POLICY),
        Route.delete("policies/password/{name}", "Delete a password policy", PasswordPolicyRoutes::delete),
        Route.read("policies/password/{name}/generate", "A password made by a policy", PasswordPolicyRoutes::generate));
  }

  private static Passed list(PasswordDesk desk, VaultRequest request) {
    return KvWire.names(
        request, request.need(Capability.LIST), permit -> desk.names(permit, request.need(Capability.LIST)));
  }

  private static Passed read(PasswordDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        permit -> {
          String text =
              desk.text(permit, request.need(Capability.READ), request.capture("name"))
                  .orElseThrow(PasswordPolicyRoutes::missing);
          return Answer.of(Json.object().put("policy", text).build());
        });
  }

  private static Passed write(PasswordDesk desk, VaultRequest request) {
    return KvWire.done(
        request,
        request.need(Capability.UPDATE),
        permit ->
            desk.put(
                permit, request.need(Capability.UPDATE), request.capture("name"),
                PolicyRoutes.plain(request.requiredText("policy"))));
  }

  private static Passed delete(PasswordDesk desk, VaultRequest request) {
    return KvWire.done(
        request,
        request.need(Capability.DELETE),
        permit -> desk.delete(permit, request.need(Capability.DELETE), request.capture("name")));
  }

  private static Passed generate(PasswordDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        permit -> {
          String password =
              desk.generate(permit, request.need(Capability.READ), request.capture("name"))
                  .orElseThrow(PasswordPolicyRoutes::missing);
          return Answer.of(Json.object().put("password", password).build());
        });
  }

  private static Refused missing() {
    return new Refused(new Failure.NotFound("password policy"));
  }
}
