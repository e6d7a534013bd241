package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.database.Credentials;
import dev.coffer.server.engine.database.DatabaseEngine;
import dev.coffer.server.engine.database.DatabaseRole;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.LeaseGrant;
import java.nio.charset.StandardCharsets;

/** Roles and the credentials made of them (Vault API, /secret/databases#create-role, #generate-credentials). */
final class DatabaseRoleRoutes {
  private static final Field[] FIELDS = {
    Field.text("db_name", "The connection"),
    Field.list("creation_statements", "What makes a user: {{name}}, {{password}} and {{expiration}} are filled in"),
    Field.list("revocation_statements", "What removes one; unless told, sessions end and all they own goes too"),
    Field.list("rollback_statements", "What removes one whose creation failed half-way"),
    Field.list("renew_statements", "What lets one live longer"),
    Field.duration("default_ttl", "How long credentials live; the mount's unless told"),
    Field.duration("max_ttl", "How long they live at most, however often they are renewed"),
    Field.text("credential_type", "password, the only type"),
    Field.map("credential_config", "password_policy: the policy for these passwords"),
    Field.integer("max_leases", "How many may live at the same time; 0 for as many as come"),
    Field.integer("max_leases_per_identity", "How many of them one entity or token may hold"),
  };

  private DatabaseRoleRoutes() {}

  static RouteTable<DatabaseEngine> table() {
    return RouteTable.of(
        Route.list("roles", "Names of roles", DatabaseRoleRoutes::list),
        Route.read("roles/{name}", "A role", DatabaseRoleRoutes::read),
        Route.write("roles/{name}", "Make or change a role", DatabaseRoleRoutes::write, FIELDS),
        Route.delete("roles/{name}", "Remove a role", DatabaseRoleRoutes::delete),
        Route.read("creds/{name}", "Make a user of a role", DatabaseRoleRoutes::credentials));
  }

  private static Passed list(DatabaseEngine engine, VaultRequest request) {
    return KvWire.names(request, engine.needs().list("roles"), engine.roles()::names);
  }

  private static Passed read(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("roles", name),
        permit ->
            Answer.of(
                wire(engine.roles().find(permit, name).orElseThrow(() -> new Refused(new Failure.NotFound("role"))))));
  }

  private static Passed write(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.write(
        () -> engine.roles().exists(name),
        permit -> {
          if (!request.text("credential_type", "password").equals("password")) {
            throw Refused.malformed("credential_type is password; other types are not supported");
          }
          engine.roles().put(permit, name, known -> change(known, request));
          return Answer.empty();
        });
  }

  private static DatabaseRole change(DatabaseRole known, VaultRequest request) {
    DatabaseRole.Statements old = known.statements();
    return new DatabaseRole(
        known.name(),
        request.text("db_name", known.connection()),
        new DatabaseRole.Statements(
            DatabaseWire.statements(request, "creation_statements", old.creation()),
            DatabaseWire.statements(request, "revocation_statements", old.revocation()),
            DatabaseWire.statements(request, "rollback_statements", old.rollback()),
            DatabaseWire.statements(request, "renew_statements", old.renewal())),
        DatabaseWire.passwordPolicy(request, known.passwordPolicy()),
        request.duration("default_ttl").orElse(known.ttl()),
        request.duration("max_ttl").orElse(known.maxTtl()),
        new DatabaseRole.Caps(
            DatabaseWire.integer(request, "max_leases", known.caps().role()),
            DatabaseWire.integer(request, "max_leases_per_identity", known.caps().holder())));
  }

  private static Passed delete(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().delete("roles", name), permit -> engine.roles().delete(permit, name));
  }

  private static Passed credentials(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("creds", name),
        permit -> {
          Credentials.Made made = engine.credentials().make(permit, name);
          try (var password = made.password()) {
            String text = password.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
            Answer answer =
                Answer.of(Json.object().put("password", text).put("username", made.username()).build())
                    .with(new LeaseGrant(made.lease().id(), made.lease().ttl(), made.lease().renewable()));
            for (String warning : made.warnings()) {
              answer = answer.warning(warning);
            }
            return answer;
          }
        });
  }

  private static Json.Object wire(DatabaseRole role) {
    Json.Builder data =
        Json.object()
            .put("creation_statements", Json.texts(role.statements().creation()))
            .put("credential_type", "password")
            .put("db_name", role.connection())
            .put("default_ttl", role.ttl().toSeconds())
            .put("max_ttl", role.maxTtl().toSeconds())
            .put("renew_statements", Json.texts(role.statements().renewal()))
            .put("revocation_statements", Json.texts(role.statements().revocation()))
            .put("rollback_statements", Json.texts(role.statements().rollback()));
    if (!role.passwordPolicy().isEmpty()) {
      data.put("credential_config", Json.object().put("password_policy", role.passwordPolicy()).build());
    }
    if (role.caps().role() > 0) {
      data.put("max_leases", role.caps().role());
    }
    if (role.caps().holder() > 0) {
      data.put("max_leases_per_identity", role.caps().holder());
    }
    return data.build();
  }
}
