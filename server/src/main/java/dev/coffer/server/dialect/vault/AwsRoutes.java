package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.server.crypto.RandomUuid;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.aws.AwsMethod;
import dev.coffer.server.identity.aws.AwsRole;
import dev.coffer.server.identity.aws.AwsSettings;
import dev.coffer.server.identity.token.TokenLogin;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Logins by AWS principals (Vault API, AWS, type iam). Role names mean the same in any case. */
public final class AwsRoutes {
  /** What only logins of EC2 instances and inferred ones have. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "bound_ami_id", "bound_account_id", "bound_region", "bound_vpc_id", "bound_subnet_id", "bound_iam_role_arn",
          "bound_iam_instance_profile_arn", "bound_ec2_instance_id", "inferred_entity_type", "inferred_aws_region",
          "role_tag");

  private AwsRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   * @param random makes the ids of roles
   */
  public static RouteTable<AwsMethod> table(TokenLogin login, SecureRandom random) {
    List<Route<AwsMethod>> lines = new ArrayList<>();
    lines.add(
        Route.login(
            Verb.WRITE, "login", "Log in", (method, request) -> login(login, method, request),
            Field.text("role", "Unless told, the one that is called as the principal"),
            Field.text("iam_http_request_method", "POST"),
            Field.text("iam_request_url", "The URL of STS, in base64"),
            Field.text("iam_request_body", "The request's body, in base64"),
            Field.text("iam_request_headers", "The request's headers, as JSON in base64")));
    roles("role", random).lines(roleFields()).forEach(line -> lines.add(line.foldingCase()));
    lines.add(roles("roles", random).lines().getFirst()); // Vault lists them there too.
    lines.addAll(configLines());
    return new RouteTable<>(lines);
  }

  private static List<Route<AwsMethod>> configLines() {
    return List.of(
        Route.read("config/client", "How STS is asked", AwsRoutes::readClient),
        Route.write(
            "config/client", "Change how STS is asked", AwsRoutes::writeClient,
            Field.text("iam_server_id_header_value", "What the signed header X-Vault-AWS-IAM-Server-ID must say"),
            Field.bool("iam_server_id_header_optional", "Take logins without that header; false unless told"),
            Field.text("sts_endpoint", "Asked instead of AWS's own"),
            Field.text("sts_region", "The only region that logins may be signed for")),
        Route.read("config/identity", "What entities are known by", AwsRoutes::readIdentity),
        Route.write(
            "config/identity", "Change what entities are known by", AwsRoutes::writeIdentity,
            Field.text("iam_alias", "role_id (unless told), unique_id, canonical_arn or full_arn")));
  }

  private static NamedRoutes<AwsMethod, AwsRole> roles(String folder, SecureRandom random) {
    return new NamedRoutes<>(
        folder,
        AwsMethod::roles,
        AwsRoutes::wire,
        (there, request) ->
            changed(there.orElseGet(() -> AwsRole.fresh(RandomUuid.text(random))), request));
  }

  private static Field[] roleFields() {
    List<Field> own = new ArrayList<>();
    own.add(Field.text("auth_type", "Only iam"));
    own.add(Field.list("bound_iam_principal_arn", "Who is let in: ARNs, or beginnings and '*'"));
    own.add(Field.list("bound_iam_principal_id", "Their unique ids, where that matters"));
    own.add(Field.bool("resolve_aws_unique_ids", "Only false"));
    UNSUPPORTED.forEach(name -> own.add(Field.list(name, "Not supported")));
    return OlderTokenParameters.fields(own.toArray(Field[]::new));
  }

  private static Passed login(TokenLogin login, AwsMethod method, LoginRequest request) {
    return request.admit(
        login,
        () ->
            method.prove(
                new AwsMethod.Signed(
                    request.text("role", ""),
                    request.requiredText("iam_http_request_method"),
                    decoded(request, "iam_request_url"),
                    headers(request),
                    decoded(request, "iam_request_body")),
                request.peer().address()));
  }

  private static String decoded(LoginRequest request, String field) {
    try {
      return new String(Base64.getDecoder().decode(request.requiredText(field)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw Refused.malformed(field + " must be base64");
    }
  }

  /** An object, or that as JSON in base64; values are texts, or lists of one. */
  private static Map<String, String> headers(LoginRequest request) {
    Json sent =
        request.json("iam_request_headers").orElseThrow(() -> Refused.malformed("missing 'iam_request_headers'"));
    Json.Object object = sent instanceof Json.Object plain ? plain : parsed(request);
    Map<String, String> headers = new LinkedHashMap<>();
    object.members().forEach((name, value) -> headers.put(name, one(value)));
    return headers;
  }

  private static Json.Object parsed(LoginRequest request) {
    try {
      byte[] bytes = decoded(request, "iam_request_headers").getBytes(StandardCharsets.UTF_8);
      return request.peer().listener().json().readObject(bytes);
    } catch (JsonException _) {
      throw Refused.malformed("iam_request_headers must be JSON");
    }
  }

  private static String one(Json value) {
    if (value instanceof Json.Array list && list.items().size() == 1) {
      return one(list.items().getFirst());
    }
    if (value instanceof Json.Text text) {
      return text.value();
    }
    if (value instanceof Json.Number number) {
      return number.literal();
    }
    throw Refused.malformed("iam_request_headers must have one text for each header");
  }

  private static AwsRole changed(AwsRole known, VaultRequest request) {
    if (request.text("auth_type").filter(type -> !type.equals("iam")).isPresent()) {
      throw Refused.malformed("auth_type must be iam: logins of EC2 instances are not supported");
    }
    if (request.bool("resolve_aws_unique_ids", false)) {
      throw Refused.malformed(
          "resolve_aws_unique_ids=true is not supported: the server has no credentials at AWS; bind bound_iam_principal_id too");
    }
    for (String name : UNSUPPORTED) {
      if (request.list(name).filter(values -> !values.isEmpty()).isPresent()) {
        throw Refused.malformed(name + " is not supported: only principals can be bound, by bound_iam_principal_arn");
      }
    }
    return new AwsRole(
            known.id(),
            request.list("bound_iam_principal_arn").orElse(known.principals()),
            request.list("bound_iam_principal_id").orElse(known.principalIds()),
            OlderTokenParameters.changed(known.tokens(), request))
        .checked();
  }

  private static Json.Object wire(AwsRole role) {
    Json.Builder data =
        Json.object()
            .put("auth_type", "iam")
            .put("bound_iam_principal_arn", Json.texts(role.principals()))
            .put("bound_iam_principal_id", Json.texts(role.principalIds()))
            .put("inferred_entity_type", "")
            .put("resolve_aws_unique_ids", false)
            .put("role_id", role.id());
    TokenParametersWire.put(data, role.tokens());
    return data.build();
  }

  private static Passed readClient(AwsMethod method, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          AwsSettings settings = method.settings();
          return Answer.of(
              Json.object()
                  .put("iam_server_id_header_optional", settings.serverIdOptional())
                  .put("iam_server_id_header_value", settings.serverId())
                  .put("sts_endpoint", settings.stsEndpoint())
                  .put("sts_region", settings.stsRegion())
                  .build());
        });
  }

  private static Passed writeClient(AwsMethod method, VaultRequest request) {
    return configure(
        method,
        request,
        known ->
            new AwsSettings(
                request.text("iam_server_id_header_value", known.serverId()),
                request.bool("iam_server_id_header_optional", known.serverIdOptional()),
                request.text("sts_endpoint", known.stsEndpoint()),
                request.text("sts_region", known.stsRegion()),
                known.alias()));
  }

  private static Passed readIdentity(AwsMethod method, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> Answer.of(Json.object().put("iam_alias", method.settings().alias().word()).build()));
  }

  private static Passed writeIdentity(AwsMethod method, VaultRequest request) {
    return configure(
        method,
        request,
        known -> known.withAlias(request.text("iam_alias").map(AwsSettings.Alias::ofWord).orElse(known.alias())));
  }

  private static Passed configure(AwsMethod method, VaultRequest request, UnaryOperator<AwsSettings> change) {
    return request.pass(
        Capability.UPDATE,
        (Permit permit) -> {
          method.configure(permit, change);
          return Answer.empty();
        });
  }
}
