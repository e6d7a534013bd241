package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.database.DatabaseEngine;
import dev.coffer.server.engine.database.StaticRole;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Static roles (Vault API, /secret/databases#create-static-role). */
final class DatabaseStaticRoutes {
  private static final Field[] FIELDS = {
    Field.text("db_name", "The connection"),
    Field.text("username", "The user, who is there already"),
    Field.list("rotation_statements", "What sets the password: {{name}} and {{password}} are filled in"),
    Field.duration("rotation_period", "How often the password changes"),
    Field.text("rotation_schedule", "When it changes: five fields of cron, in UTC"),
    Field.bool("skip_import_rotation", "Leave the password until the first rotation is due"),
    Field.text("credential_type", "password, the only type"),
    Field.map("credential_config", "password_policy: the policy for these passwords"),
  };

  private DatabaseStaticRoutes() {}

  static RouteTable<DatabaseEngine> table() {
    return RouteTable.of(
        Route.list("static-roles", "Names of static roles", DatabaseStaticRoutes::list),
        Route.read("static-roles/{name}", "A static role", DatabaseStaticRoutes::read),
        Route.write("static-roles/{name}", "Make or change a static role", DatabaseStaticRoutes::write, FIELDS),
        Route.delete("static-roles/{name}", "Forget a static role", DatabaseStaticRoutes::delete),
        Route.read("static-creds/{name}", "User and password of a static role", DatabaseStaticRoutes::credentials),
        Route.write("rotate-role/{name}", "Change a static role's password now", DatabaseStaticRoutes::rotate));
  }

  private static Passed list(DatabaseEngine engine, VaultRequest request) {
    return KvWire.names(request, engine.needs().list("static-roles"), engine.staticRoles()::names);
  }

  private static Passed read(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("static-roles", name),
        permit -> {
          StaticRole role = engine.staticRoles().find(permit, name).orElseThrow(DatabaseStaticRoutes::missing);
          Json.Builder data =
              Json.object()
                  .put("credential_type", "password")
                  .put("db_name", role.connection())
                  .put("rotation_statements", Json.texts(role.statements()))
                  .put("username", role.username());
          if (!role.passwordPolicy().isEmpty()) {
            data.put("credential_config", Json.object().put("password_policy", role.passwordPolicy()).build());
          }
          return Answer.of(rotation(data, role).build());
        });
  }

  private static Passed write(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.write(
        () -> engine.staticRoles().exists(name),
        permit -> {
          if (!request.text("credential_type", "password").equals("password")) {
            throw Refused.malformed("credential_type is password; other types are not supported");
          }
          engine.staticRoles()
              .put(permit, name, request.bool("skip_import_rotation", false), known -> change(known, request));
          return Answer.empty();
        });
  }

  /** A period and a schedule replace each other. */
  private static StaticRole change(StaticRole known, VaultRequest request) {
    boolean newPeriod = request.duration("rotation_period").isPresent();
    boolean newSchedule = request.text("rotation_schedule").isPresent();
    return new StaticRole(
        known.name(),
        request.text("db_name", known.connection()),
        request.text("username", known.username()),
        DatabaseWire.statements(request, "rotation_statements", known.statements()),
        newSchedule && !newPeriod ? Duration.ZERO : request.duration("rotation_period").orElse(known.period()),
        newPeriod && !newSchedule ? "" : request.text("rotation_schedule", known.schedule()),
        DatabaseWire.passwordPolicy(request, known.passwordPolicy()),
        known.password(),
        known.pending(),
        known.rotated(),
        known.due());
  }

  private static Passed delete(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().delete("static-roles", name), permit -> engine.staticRoles().delete(permit, name));
  }

  private static Passed credentials(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("static-creds", name),
        permit -> {
          StaticRole role =
              engine.staticRoles().credentials(permit, name).orElseThrow(DatabaseStaticRoutes::missing);
          long left = Duration.between(engine.staticRoles().now(), role.due()).toSeconds();
          String password = role.password().read(bytes -> new String(bytes, StandardCharsets.UTF_8));
          Json.Builder data =
              Json.object()
                  .put("password", password)
                  .put("ttl", Math.max(0, left))
                  .put("username", role.username());
          return Answer.of(rotation(data, role).build());
        });
  }

  private static Json.Builder rotation(Json.Builder data, StaticRole role) {
    data.put("last_vault_rotation", role.rotated().map(TokenWire::time).orElseGet(Json::ofNull));
    return role.schedule().isEmpty()
        ? data.put("rotation_period", role.period().toSeconds())
        : data.put("rotation_schedule", role.schedule());
  }

  private static Passed rotate(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().act("rotate-role", name), permit -> engine.staticRoles().rotate(permit, name));
  }

  private static Refused missing() {
    return new Refused(new Failure.NotFound("static role"));
  }
}
