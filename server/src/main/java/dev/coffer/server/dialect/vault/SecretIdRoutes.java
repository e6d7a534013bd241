package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.approle.Approle;
import dev.coffer.server.identity.approle.SecretId;
import dev.coffer.server.identity.approle.SecretIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secret ids of a role (Vault API, AppRole, "Generate new secret ID" and after). */
final class SecretIdRoutes {
  private static final String BELOW = "role/{role_name}/";
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private static final Field TEXT = Field.text("secret_id", "The secret id");
  private static final Field ACCESSOR = Field.text("secret_id_accessor", "Its accessor");
  private static final Field[] WISH = {
    Field.map("metadata", "Strings, as an object or as JSON in a string: metadata of the tokens"),
    Field.list("cidr_list", "Networks that logins with it may come from"),
    Field.list("token_bound_cidrs", "Networks that the tokens may be used from"),
    Field.integer("num_uses", "How often it may be used; at most what the role says"),
    Field.duration("ttl", "How long it lives; at most what the role says")
  };

  private SecretIdRoutes() {}

  static List<Route<Approle>> lines() {
    return List.of(
        Route.<Approle>list(BELOW + "secret-id", "Accessors of a role's secret ids", SecretIdRoutes::list)
            .foldingCase(),
        Route.<Approle>write(BELOW + "secret-id", "Make a secret id", SecretIdRoutes::generate, WISH)
            .foldingCase(),
        Route.<Approle>write(
                BELOW + "custom-secret-id", "Make a secret id of a chosen text", SecretIdRoutes::custom, withText())
            .foldingCase(),
        Route.<Approle>write(BELOW + "secret-id/lookup", "What is known of a secret id", SecretIdRoutes::lookup, TEXT)
            .foldingCase(),
        Route.<Approle>write(BELOW + "secret-id/destroy", "End a secret id", SecretIdRoutes::destroyOne, TEXT)
            .foldingCase(),
        Route.<Approle>delete(BELOW + "secret-id/destroy", "End a secret id", SecretIdRoutes::deleteOne, TEXT)
            .foldingCase(),
        Route.<Approle>write(
                BELOW + "secret-id-accessor/lookup",
                "What is known of the secret id with an accessor",
                SecretIdRoutes::lookupByAccessor,
                ACCESSOR)
            .foldingCase(),
        Route.<Approle>write(
                BELOW + "secret-id-accessor/destroy",
                "End the secret id with an accessor",
                SecretIdRoutes::destroyByAccessor,
                ACCESSOR)
            .foldingCase(),
        Route.<Approle>delete(
                BELOW + "secret-id-accessor/destroy",
                "End the secret id with an accessor",
                SecretIdRoutes::deleteByAccessor,
                ACCESSOR)
            .foldingCase());
  }

  private static Field[] withText() {
    Field[] fields = new Field[WISH.length + 1];
    System.arraycopy(WISH, 0, fields, 1, WISH.length);
    fields[0] = TEXT;
    return fields;
  }

  private static Passed list(Approle approle, VaultRequest request) {
    String role = request.capture("role_name");
    return request.pass(
        Capability.LIST,
        _ ->
            Answer.of(
                Json.object()
                    .put("keys", Json.texts(approle.secretIds().accessors(role, "", ApproleRoutes.LIST_MAX)))
                    .build()));
  }

  private static Passed generate(Approle approle, VaultRequest request) {
    return generate(approle, request, false);
  }

  private static Passed custom(Approle approle, VaultRequest request) {
    return generate(approle, request, true);
  }

  private static Passed generate(Approle approle, VaultRequest request, boolean chosen) {
    String role = request.capture("role_name");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          SecretIds.Made made = approle.secretIds().generate(permit, role, wish(request, chosen));
          return Answer.of(
              Json.object()
                  .put("secret_id", made.text())
                  .put("secret_id_accessor", made.secretId().accessor())
                  .put("secret_id_num_uses", made.secretId().usesLeft())
                  .put("secret_id_ttl", made.secretId().ttl().toSeconds())
                  .build());
        });
  }

  private static SecretIds.Wish wish(VaultRequest request, boolean chosen) {
    Optional<Duration> ttl = request.duration("ttl").map(TokenParametersWire::seconds);
    return new SecretIds.Wish(
        chosen ? Optional.of(request.text("secret_id", "").strip()) : Optional.empty(),
        metadata(request),
        TokenParametersWire.networks("cidr_list", request.list("cidr_list").orElse(List.of())),
        TokenParametersWire.networks(
            "token_bound_cidrs", request.list("token_bound_cidrs").orElse(List.of())),
        request.integer("num_uses").map(uses -> TokenParametersWire.uses("num_uses", uses)),
        ttl);
  }

  /** Clients send an object inside a string. */
  private static Map<String, String> metadata(VaultRequest request) {
    Optional<String> inside =
        request
            .json("metadata")
            .flatMap(value -> value instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty())
            .filter(text -> text.stripLeading().startsWith("{"));
    return inside.isPresent()
        ? parsed(inside.get(), request.peer().listener().json())
        : request.textMap("metadata").orElse(Map.of());
  }

  private static Map<String, String> parsed(String json, JsonReader within) {
    Map<String, String> metadata = new LinkedHashMap<>();
    try {
      within
          .readObject(json.getBytes(StandardCharsets.UTF_8))
          .members()
          .forEach((name, value) -> metadata.put(name, text(value)));
    } catch (JsonException _) {
      throw Refused.malformed("failed to parse metadata: it is an object of strings");
    }
    return metadata;
  }

  private static String text(Json value) {
    if (value instanceof Json.Text text) {
      return text.value();
    }
    throw Refused.malformed("failed to parse metadata: it is an object of strings");
  }

  private static Passed lookup(Approle approle, VaultRequest request) {
    String role = request.capture("role_name");
    return request.pass(
        Capability.UPDATE,
        _ ->
            approle
                .secretIds()
                .byText(role, secretId(request))
                .map(known -> Answer.of(wire(known)))
                .orElseGet(Answer::empty));
  }

  private static Passed lookupByAccessor(Approle approle, VaultRequest request) {
    String role = request.capture("role_name");
    return request.pass(
        Capability.UPDATE,
        _ ->
            approle
                .secretIds()
                .byAccessor(role, accessor(request))
                .map(known -> Answer.of(wire(known)))
                .orElseThrow(SecretIdRoutes::unknown));
  }

  private static Passed destroyOne(Approle approle, VaultRequest request) {
    return destroyOne(approle, request, Capability.UPDATE);
  }

  private static Passed deleteOne(Approle approle, VaultRequest request) {
    return destroyOne(approle, request, Capability.DELETE);
  }

  private static Passed destroyOne(Approle approle, VaultRequest request, Capability capability) {
    String role = request.capture("role_name");
    return request.pass(
        capability,
        permit -> {
          approle.secretIds().destroyByText(permit, role, secretId(request));
          return Answer.empty();
        });
  }

  private static Passed destroyByAccessor(Approle approle, VaultRequest request) {
    return destroyByAccessor(approle, request, Capability.UPDATE);
  }

  private static Passed deleteByAccessor(Approle approle, VaultRequest request) {
    return destroyByAccessor(approle, request, Capability.DELETE);
  }

  private static Passed destroyByAccessor(
      Approle approle, VaultRequest request, Capability capability) {
    String role = request.capture("role_name");
    return request.pass(
        capability,
        permit -> {
          if (!approle.secretIds().destroyByAccessor(permit, role, accessor(request))) {
            throw unknown();
          }
          return Answer.empty();
        });
  }

  private static String secretId(VaultRequest request) {
    return request
        .text("secret_id")
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> Refused.malformed("missing secret_id"));
  }

  private static String accessor(VaultRequest request) {
    return request
        .text("secret_id_accessor")
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> Refused.malformed("missing secret_id_accessor"));
  }

  private static Json.Object wire(SecretIds.Known known) {
    SecretId secretId = known.secretId();
    return Json.object()
        .put("cidr_list", Json.texts(secretId.cidrs()))
        .put("creation_time", TokenWire.time(secretId.created()))
        .put("expiration_time", secretId.expires().map(Instant::toString).orElse(NEVER))
        .put("last_updated_time", TokenWire.time(secretId.updated()))
        .put("last_used_time", known.lastUsed().<Json>map(TokenWire::time).orElseGet(Json::ofNull))
        .put("metadata", Json.textMap(secretId.metadata()))
        .put("secret_id_accessor", secretId.accessor())
        .put("secret_id_num_uses", secretId.usesLeft())
        .put("secret_id_ttl", secretId.ttl().toSeconds())
        .put("token_bound_cidrs", Json.texts(secretId.tokenBoundCidrs()))
        .build();
  }

  private static Refused unknown() {
    return new Refused(new Failure.NotFound("secret id"));
  }
}
