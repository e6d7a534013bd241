package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.mfa.Demand;
import dev.coffer.server.identity.mfa.TotpMethod;
import dev.coffer.server.identity.mfa.TotpSecrets;
import dev.coffer.server.identity.token.Admission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Second factors in Vault's words. */
final class MfaWire {
  /** The member of an answer's data that says what is missing. */
  static final String REQUIREMENT = "mfa_requirement";

  private static final int CODES_MAX = 10;
  private static final int CODE_CHARS_MAX = 64;
  private static final String PASSCODE = "passcode=";

  private MfaWire() {}

  static Json.Object requirement(Admission.Asked asked) {
    Json.Builder constraints = Json.object();
    for (Demand.AnyOf anyOf : asked.demand().all()) {
      List<Json> choices = new ArrayList<>();
      anyOf.methods().forEach(choice -> choices.add(choice(choice)));
      constraints.put(anyOf.enforcement(), Json.object().put("any", new Json.Array(choices)).build());
    }
    Json.Object requirement =
        Json.object()
            .put("mfa_request_id", asked.requestId())
            .put("mfa_constraints", constraints.build())
            .build();
    return Json.object().put(REQUIREMENT, requirement).build();
  }

  private static Json choice(Demand.Choice choice) {
    Json.Builder told =
        Json.object().put("type", "totp").put("id", choice.method().id()).put("uses_passcode", true);
    if (!choice.method().name().isEmpty()) {
      told.put("name", choice.method().name());
    }
    if (choice.enrols()) {
      told.put("self_enrollment_enabled", true);
    }
    return told.build();
  }

  /** The {@code auth} of a login that is not done. */
  static Json.Object unfinished(Json.Object data) {
    return Json.object()
        .put("client_token", "")
        .put("accessor", "")
        .put("policies", Json.ofNull())
        .put("token_policies", Json.ofNull())
        .put("metadata", Json.ofNull())
        .put("lease_duration", 0)
        .put("renewable", false)
        .put("entity_id", "")
        .put("token_type", "default")
        .put("orphan", false)
        .put(REQUIREMENT, data.get(REQUIREMENT).orElseGet(Json::ofNull))
        .put("num_uses", 0)
        .build();
  }

  /** The codes of {@code X-Vault-MFA} headers: {@code METHOD:CODE}, the method by id or name. */
  static Map<String, String> codes(List<String> headers) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        put(codes, header.substring(0, colon).strip(), header.substring(colon + 1));
      }
    }
    return codes;
  }

  /** The codes of a payload: {@code {METHOD: [CODE]}}. */
  static Map<String, String> codes(Json.Object payload) {
    Map<String, String> codes = new LinkedHashMap<>();
    payload
        .members()
        .forEach(
            (method, value) -> {
              Json first =
                  value instanceof Json.Array array && !array.items().isEmpty() ? array.items().getFirst() : value;
              if (!(first instanceof Json.Text text)) {
                throw Refused.malformed("mfa_payload holds a list of one code for each method");
              }
              put(codes, method, text.value());
            });
    return codes;
  }

  private static void put(Map<String, String> codes, String method, String code) {
    if (codes.size() >= CODES_MAX) {
      throw new Refused(new Failure.TooLarge("number of codes", CODES_MAX, "codes"));
    }
    String given = code.startsWith(PASSCODE) ? code.substring(PASSCODE.length()) : code;
    if (given.length() > CODE_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("a code", CODE_CHARS_MAX, "characters"));
    }
    codes.put(method, given);
  }

  static Json.Object method(TotpMethod method) {
    return Json.object()
        .put("id", method.id())
        .put("name", method.name())
        .put("type", "totp")
        .put("namespace_id", "root")
        .put("issuer", method.issuer())
        .put("period", method.period())
        .put("key_size", method.keySize())
        .put("qr_size", 0)
        .put("algorithm", method.algorithm())
        .put("digits", method.digits())
        .put("skew", method.skew())
        .put("max_validation_attempts", method.attemptsMax())
        .put("enable_self_enrollment", method.selfEnrolment())
        .build();
  }

  static Json.Object told(TotpSecrets.Told told) {
    return Json.object()
        .put("url", told.url())
        .put("barcode", "")
        .put("recovery_codes", Json.texts(told.recoveryCodes()))
        .build();
  }
}
