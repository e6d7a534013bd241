package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.identity.token.Presented;
import dev.coffer.server.identity.token.SecondStep;
import java.util.Map;

/** The second request of a login (Vault API, /system/mfa/validate). */
public final class SecondStepRoutes {
  private static final Field REQUEST = Field.text("mfa_request_id", "The id that the login's answer told");

  private SecondStepRoutes() {}

  /** Below {@code sys/}. */
  public static RouteTable<SecondStep> table() {
    return RouteTable.of(
        Route.login(
            Verb.WRITE, "mfa/validate", "Finish a login with its second factor", SecondStepRoutes::validate, REQUEST,
            Field.map("mfa_payload", "For each method's id a list with its code")));
  }

  /** Below {@code identity/}. */
  public static RouteTable<SecondStep> enrolling() {
    return RouteTable.of(
        Route.login(
            Verb.WRITE, "mfa/method/totp/self-enroll", "Get the secret for the second factor of a login that has begun",
            SecondStepRoutes::enrol, REQUEST, Field.text("mfa_method_id", "The method's id")));
  }

  private static Passed validate(SecondStep step, LoginRequest request) {
    return request.login(
        permit -> {
          Map<String, String> codes =
              MfaWire.codes(request.object("mfa_payload").orElseGet(Json.Object::empty));
          Presented presented = new Presented(request.peer().certificates());
          return LoginAnswers.of(
              step.finish(permit, request.requiredText("mfa_request_id"), codes, presented));
        });
  }

  private static Passed enrol(SecondStep step, LoginRequest request) {
    return request.login(
        _ ->
            Answer.of(
                MfaWire.told(
                    step.enrol(request.requiredText("mfa_request_id"), request.requiredText("mfa_method_id")))));
  }
}
