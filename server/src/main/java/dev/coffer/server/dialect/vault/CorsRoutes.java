package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.system.CrossOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code sys/config/cors} (Vault API): which other sites' pages may call. Root-protected. */
public final class CorsRoutes {
  /** What every page that is allowed at all may send. */
  private static final List<String> STANDARD_HEADERS =
      List.of(
          "Content-Type",
          "X-Requested-With",
          "X-Vault-AWS-IAM-Server-ID",
          "X-Vault-No-Request-Forwarding",
          "X-Vault-Token",
          "Authorization",
          "X-Vault-Wrap-Format",
          "X-Vault-Wrap-TTL");

  private CorsRoutes() {}

  public static RouteTable<CrossOrigin> table() {
    return RouteTable.of(
        Route.<CrossOrigin>read("config/cors", "Which other sites' pages may call", CorsRoutes::read)
            .withSudo()
            .repeatedAtTop(),
        Route.<CrossOrigin>write(
                "config/cors",
                "Allow other sites' pages to call",
                CorsRoutes::allow,
                Field.list("allowed_origins", "Origins such as https://app.example.com, or * for all"),
                Field.list("allowed_headers", "Headers that pages may send beside the usual ones"),
                Field.bool("enable", "Accepted for old clients: writing allows, deleting ends it"),
                Field.bool("enabled", "As enable"))
            .withSudo(),
        Route.<CrossOrigin>delete("config/cors", "Allow no other site's page to call", CorsRoutes::disable)
            .withSudo());
  }

  private static Passed read(CrossOrigin cors, VaultRequest request) {
    Need need = request.need(Capability.READ);
    return request.pass(need, permit -> Answer.of(body(cors.read(permit, need))));
  }

  private static Json.Object body(Optional<CrossOrigin.Allowed> allowed) {
    Json.Builder body = Json.object().put("enabled", allowed.isPresent());
    allowed.ifPresent(
        what ->
            body.put("allowed_origins", Json.texts(what.origins()))
                .put("allowed_headers", Json.texts(headers(what))));
    return body.build();
  }

  /** The usual headers, and those of the operator. */
  static List<String> headers(CrossOrigin.Allowed allowed) {
    List<String> all = new ArrayList<>(STANDARD_HEADERS);
    all.addAll(allowed.headers());
    return all;
  }

  private static Passed allow(CrossOrigin cors, VaultRequest request) {
    Need need = request.need(Capability.UPDATE);
    return request.pass(
        need,
        permit -> {
          cors.allow(
              permit,
              need,
              request.list("allowed_origins").orElse(List.of()),
              request.list("allowed_headers").orElse(List.of()));
          return Answer.empty();
        });
  }

  private static Passed disable(CrossOrigin cors, VaultRequest request) {
    Need need = request.need(Capability.DELETE);
    return request.pass(
        need,
        permit -> {
          cors.disable(permit, need);
          return Answer.empty();
        });
  }
}
