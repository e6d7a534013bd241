package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.engine.database.ConnectionConfig;
import dev.coffer.server.engine.database.DatabaseEngine;
import dev.coffer.server.engine.database.Reconciler;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Connections to databases (Vault API, /secret/databases#configure-connection). */
final class DatabaseConnectionRoutes {
  /** A password that stands in the URL itself, of either form. */
  private static final Pattern IN_URL = Pattern.compile("(://[^:@/?]*:)(?!\\{\\{password}})[^@/?]*(?=@)");

  private static final Pattern IN_WORDS = Pattern.compile("(password\\s*=\\s*)(?!\\{\\{password}})('[^']*'|\\S+)");

  private static final Field[] FIELDS = {
    Field.text("plugin_name", "The kind of database: postgresql-database-plugin"),
    Field.text("plugin_version", "Kept for Vault's clients; without effect"),
    Field.text("connection_url", "Where it is; {{username}} and {{password}} stand for the two fields"),
    Field.text("username", "The user that makes users"),
    Field.text("password", "That user's password; never told again"),
    Field.list("allowed_roles", "Which roles may use it; * at an end stands for any rest"),
    Field.list("root_rotation_statements", "How to change that user's password"),
    Field.text("password_policy", "The password policy for generated passwords"),
    Field.text("username_template", "How names of users are made"),
    Field.bool("verify_connection", "Log in before the configuration is kept; true unless told"),
    Field.integer("max_open_connections", "Connections at the same time, 4 unless told"),
    Field.integer("max_idle_connections", "Kept and shown; unused connections are closed after a minute"),
    Field.duration("max_connection_lifetime", "How old a connection gets; 0 is for ever"),
    Field.integer("max_revocations_per_second", "How many users at most are removed in a second; 0 for as many as come"),
    Field.text("password_authentication", "password, or scram-sha-256 to send the verifier only"),
    Field.text("tls_ca", "Who may have signed the database's certificate, in PEM"),
    Field.text("tls_certificate", "The client's certificate, in PEM"),
    Field.text("private_key", "The client's private key, PKCS #8 in PEM; never told again"),
  };

  private DatabaseConnectionRoutes() {}

  static RouteTable<DatabaseEngine> table() {
    return RouteTable.of(
        Route.list("config", "Names of connections", DatabaseConnectionRoutes::list),
        Route.read("config/{name}", "A connection", DatabaseConnectionRoutes::read),
        Route.write("config/{name}", "Make or change a connection", DatabaseConnectionRoutes::write, FIELDS),
        Route.delete("config/{name}", "Remove a connection", DatabaseConnectionRoutes::delete),
        Route.write("reset/{name}", "Close what is open and connect anew", DatabaseConnectionRoutes::reset),
        Route.write("rotate-root/{name}", "Change the password of the connection's user", DatabaseConnectionRoutes::rotateRoot),
        Route.read("reconcile/{name}", "What differs between database and leases", DatabaseConnectionRoutes::look),
        Route.write("reconcile/{name}", "Remove users of Coffer's making that have no lease", DatabaseConnectionRoutes::mend));
  }

  private static Passed list(DatabaseEngine engine, VaultRequest request) {
    return KvWire.names(request, engine.needs().list("config"), engine.connections()::names);
  }

  private static Passed read(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("config", name),
        permit ->
            Answer.of(
                wire(
                    engine.connections().find(permit, name)
                        .orElseThrow(() -> new Refused(new Failure.NotFound("connection"))))));
  }

  private static Passed write(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.write(
        () -> engine.connections().exists(name),
        permit -> {
          engine.connections().put(permit, name, known -> change(known, request));
          return Answer.empty();
        });
  }

  private static Passed delete(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().delete("config", name), permit -> engine.connections().delete(permit, name));
  }

  private static Passed reset(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().act("reset", name), permit -> engine.connections().reset(permit, name));
  }

  private static Passed rotateRoot(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return KvWire.done(
        request, engine.needs().act("rotate-root", name), permit -> engine.connections().rotateRoot(permit, name));
  }

  private static Passed look(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().read("reconcile", name), permit -> told(engine.reconciler().look(permit, name)));
  }

  private static Passed mend(DatabaseEngine engine, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        engine.needs().act("reconcile", name), permit -> told(engine.reconciler().mend(permit, name)));
  }

  private static Answer told(Reconciler.Drift drift) {
    return Answer.of(
        Json.object()
            .put("users", drift.users())
            .put("leases", drift.leases())
            .put("orphans", Json.texts(drift.orphans()))
            .put("missing", Json.texts(drift.missing()))
            .put("removed", Json.texts(drift.removed()))
            .build());
  }

  private static ConnectionConfig change(ConnectionConfig known, VaultRequest request) {
    Optional<SecretBytes> password = request.text("password").map(SecretBytes::ofText);
    ConnectionConfig.Limits limits = known.limits();
    int open = DatabaseWire.integer(request, "max_open_connections", limits.open());
    return new ConnectionConfig(
        known.name(),
        request.text("plugin_name", known.plugin()),
        request.text("connection_url", known.url()),
        request.text("username", known.username()),
        password.orElse(known.password()),
        password.isPresent() ? Optional.empty() : known.pending(),
        request.list("allowed_roles").orElse(known.allowedRoles()),
        DatabaseWire.statements(request, "root_rotation_statements", known.rotationStatements()),
        request.text("password_policy", known.passwordPolicy()),
        request.text("username_template", known.usernameTemplate()),
        request.bool("verify_connection", known.verify()),
        new ConnectionConfig.Limits(
            open,
            DatabaseWire.integer(request, "max_idle_connections", limits.idle()),
            request.duration("max_connection_lifetime").orElse(limits.lifetime()),
            DatabaseWire.integer(request, "max_revocations_per_second", limits.revocationsPerSecond())),
        new ConnectionConfig.Tls(
            request.text("tls_ca", known.tls().ca()),
            request.text("tls_certificate", known.tls().certificate()),
            request.text("private_key").map(SecretBytes::ofText).orElse(known.tls().key())),
        scram(request, known.scram()));
  }

  private static boolean scram(VaultRequest request, boolean known) {
    return switch (request.text("password_authentication", known ? "scram-sha-256" : "password")) {
      case "scram-sha-256" -> true;
      case "password" -> false;
      default -> throw Refused.malformed("password_authentication is password or scram-sha-256");
    };
  }

  private static Json.Object wire(ConnectionConfig config) {
    Json.Builder details =
        Json.object()
            .put("connection_url", masked(config.url()))
            .put("username", config.username())
            .put("max_open_connections", config.limits().open())
            .put("max_idle_connections", config.limits().idle())
            .put("max_connection_lifetime", seconds(config.limits().lifetime()))
            .put("max_revocations_per_second", config.limits().revocationsPerSecond())
            .put("password_authentication", config.scram() ? "scram-sha-256" : "password")
            .put("username_template", config.usernameTemplate());
    if (config.tls().isUsed()) {
      details.put("tls_ca", config.tls().ca()).put("tls_certificate", config.tls().certificate());
    }
    return Json.object()
        .put("allowed_roles", Json.texts(config.allowedRoles()))
        .put("connection_details", details.build())
        .put("password_policy", config.passwordPolicy())
        .put("plugin_name", config.plugin())
        .put("plugin_version", "")
        .put("root_credentials_rotate_statements", Json.texts(config.rotationStatements()))
        .put("verify_connection", config.verify())
        .build();
  }


  private static String masked(String url) {
    return IN_WORDS.matcher(IN_URL.matcher(url).replaceAll("$1*****")).replaceAll("$1*****");
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
