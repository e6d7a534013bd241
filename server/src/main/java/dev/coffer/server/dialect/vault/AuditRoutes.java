package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.audit.AuditDevices;
import dev.coffer.server.gate.policy.Capability;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code sys/audit}, {@code sys/audit-hash} and {@code sys/config/auditing/request-headers} (Vault
 * API). All but the hash are root-protected.
 */
public final class AuditRoutes {
  private static final String HEADERS = "config/auditing/request-headers";

  private static final Field TYPE = Field.text("type", "\"file\"");
  private static final Field DESCRIPTION = Field.text("description", "For people");
  private static final Field LOCAL = Field.bool("local", "Kept and shown, without a meaning here");
  private static final Field OPTIONS =
      Field.map(
          "options",
          "file_path, mode, log_raw, hmac_accessor, elide_list_responses, format, sync");
  private static final Field INPUT = Field.text("input", "What to hash");
  private static final Field HMAC = Field.bool("hmac", "Record the values as keyed hashes");

  private AuditRoutes() {}

  public static RouteTable<AuditDevices> table() {
    return RouteTable.of(
        Route.<AuditDevices>read("audit", "Enabled audit devices", AuditRoutes::list)
            .withSudo()
            .repeatedAtTop(),
        Route.<AuditDevices>write(
                "audit/{path...}", "Enable", AuditRoutes::enable, TYPE, DESCRIPTION, LOCAL, OPTIONS)
            .withSudo()
            .allowingSlash(),
        Route.<AuditDevices>delete("audit/{path...}", "Disable", AuditRoutes::disable)
            .withSudo()
            .allowingSlash(),
        Route.<AuditDevices>write(
                "audit-hash/{path...}", "How a value looks in records", AuditRoutes::hash, INPUT)
            .allowingSlash(),
        Route.<AuditDevices>read(HEADERS, "Recorded headers", AuditRoutes::headers).withSudo(),
        Route.<AuditDevices>read(HEADERS + "/{header}", "A recorded header", AuditRoutes::header)
            .withSudo(),
        Route.<AuditDevices>write(
                HEADERS + "/{header}", "Record a header", AuditRoutes::recordHeader, HMAC)
            .withSudo(),
        Route.<AuditDevices>delete(
                HEADERS + "/{header}", "Record a header no more", AuditRoutes::forgetHeader)
            .withSudo());
  }

  private static Passed list(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.READ);
    return request.pass(need, permit -> Answer.of(devices.list(permit, need)));
  }

  private static Passed enable(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.UPDATE);
    return request.pass(
        need,
        permit -> {
          devices.enable(
              permit,
              need,
              request.capture("path"),
              request.requiredText("type"),
              request.text("description", ""),
              request.bool("local", false),
              request.textMap("options").orElse(Map.of()));
          return Answer.empty();
        });
  }

  private static Passed disable(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.DELETE);
    return request.pass(
        need,
        permit -> {
          devices.disable(permit, need, request.capture("path"));
          return Answer.empty();
        });
  }

  private static Passed hash(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.UPDATE);
    return request.pass(
        need,
        permit -> {
          String input = request.text("input", "");
          if (input.isEmpty()) {
            throw Refused.malformed("the \"input\" parameter is empty");
          }
          String hash = devices.hash(permit, need, request.capture("path"), input);
          return Answer.of(Json.object().put("hash", hash).build());
        });
  }

  private static Passed headers(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.READ);
    return request.pass(
        need,
        permit -> {
          Json.Builder all = Json.object();
          new TreeMap<>(devices.headers(permit, need).hashed())
              .forEach((name, hash) -> all.put(name, rule(hash)));
          return Answer.of(Json.object().put("headers", all.build()).build());
        });
  }

  private static Passed header(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.READ);
    return request.pass(
        need,
        permit -> {
          String name = request.capture("header").toLowerCase(Locale.ROOT);
          boolean hash =
              devices
                  .headers(permit, need)
                  .rule(name)
                  .orElseThrow(() -> Refused.malformed("Could not find header in config"));
          return Answer.of(Json.object().put(name, rule(hash)).build());
        });
  }

  private static Passed recordHeader(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.UPDATE);
    return request.pass(
        need,
        permit -> {
          boolean hash = request.bool("hmac", false);
          devices.recordHeader(permit, need, request.capture("header"), hash);
          return Answer.empty();
        });
  }

  private static Passed forgetHeader(AuditDevices devices, VaultRequest request) {
    Need need = request.need(Capability.DELETE);
    return request.pass(
        need,
        permit -> {
          devices.forgetHeader(permit, need, request.capture("header"));
          return Answer.empty();
        });
  }

  private static Json.Object rule(boolean hash) {
    return Json.object().put("hmac", hash).build();
  }
}
