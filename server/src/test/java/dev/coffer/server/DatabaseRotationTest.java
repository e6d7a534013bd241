package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.fake.RealPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords that change: those of static roles and that of the connection itself. */
class DatabaseRotationTest {
  private static RealPostgres postgres;

  private DatabaseVault database;

  @BeforeAll
  static void startPostgres() {
    postgres = RealPostgres.start();
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void mount() {
    postgres.run("ALTER ROLE vault PASSWORD 'vaultpass'");
    postgres.run("DROP ROLE IF EXISTS app");
    postgres.run("CREATE ROLE app LOGIN PASSWORD 'old'");
    postgres.run("GRANT app TO vault WITH ADMIN OPTION");
    database = new DatabaseVault(postgres);
    database.post("config/postgresql", "{'allowed_roles': '*'}");
  }

  @AfterEach
  void unmount() {
    database.close();
  }

  private AssembledVault.Told app(String more) {
    return database.post("static-roles/app", "{'db_name': 'postgresql', 'username': 'app'" + more + "}");
  }

  private String password() {
    AssembledVault.Told told = database.vault.get("database/static-creds/app");
    assertThat(told.status()).describedAs(told.text()).isEqualTo(200);
    return told.data().text("password").orElseThrow();
  }

  @Test
  void aStaticRoleGetsItsFirstPasswordAtOnceAndTheNextOnTime() {
    assertThat(app(", 'rotation_period': '1h'").status()).isEqualTo(204);
    String first = password();
    assertThat(postgres.accepts("app", first)).isTrue();
    assertThat(postgres.accepts("app", "old")).isFalse();
    Json.Object told = database.vault.get("database/static-creds/app").data();
    assertThat(told.integer("ttl")).contains(3600L);
    assertThat(told.integer("rotation_period")).contains(3600L);
    database.pass(Duration.ofMinutes(59));
    assertThat(password()).isEqualTo(first);
    database.pass(Duration.ofMinutes(2));
    String second = password();
    assertThat(second).isNotEqualTo(first);
    assertThat(postgres.accepts("app", second)).isTrue();
    assertThat(postgres.accepts("app", first)).isFalse();
    assertThat(database.post("rotate-role/app", "{}").status()).isEqualTo(204);
    assertThat(postgres.accepts("app", password())).isTrue();
  }

  @Test
  void aScheduleSaysWhenInUtc() {
    assertThat(app(", 'rotation_schedule': '0 3 * * *', 'skip_import_rotation': true").status()).isEqualTo(204);
    assertThat(postgres.accepts("app", "old")).isTrue();
    database.pass(Duration.ofHours(25));
    assertThat(postgres.accepts("app", password())).isTrue();
    assertThat(DatabaseVault.error(app(", 'rotation_schedule': '0 3 * *'"))).startsWith("rotation_schedule has five fields");
    assertThat(DatabaseVault.error(app(", 'rotation_schedule': '0 3 30 2 *'"))).startsWith("rotation_schedule has five fields");
  }

  @Test
  void aStaticRoleThatCannotGetItsPasswordIsNotMade() {
    postgres.run("DROP ROLE app");
    AssembledVault.Told told = app(", 'rotation_period': '1h'");
    assertThat(told.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(told))
        .isEqualTo("connection \"postgresql\": static role \"app\": the database refused (SQLSTATE 42704, undefined object)");
    assertThat(database.vault.get("database/static-roles/app").status()).isEqualTo(404);
  }

  @Test
  void aDatabaseThatIsAwayKeepsTheOldPasswordUntilItIsBack() {
    app(", 'rotation_period': '1h'");
    String first = password();
    database.post("config/postgresql", "{'connection_url': 'postgresql://{{username}}:{{password}}@localhost:1/mydb', 'verify_connection': false}");
    database.pass(Duration.ofMinutes(61));
    assertThat(password()).isEqualTo(first);
    database.configure("");
    database.post("config/postgresql", "{'allowed_roles': '*'}");
    database.pass(Duration.ofMinutes(1));
    assertThat(password()).isNotEqualTo(first);
    assertThat(postgres.accepts("app", password())).isTrue();
  }

  @Test
  void aUsernameWithQuotesIsRefused() {
    AssembledVault.Told told =
        database.post("static-roles/odd", "{'db_name': 'postgresql', 'username': 'app; DROP ROLE vault', 'rotation_period': '1h'}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(told)).startsWith("username is a required field");
  }

  @Test
  void afterARootRotationOnlyCofferKnowsThePassword() {
    database.role();
    assertThat(database.post("rotate-root/postgresql", "{}").status()).isEqualTo(204);
    assertThat(postgres.accepts("vault", "vaultpass")).isFalse();
    DatabaseVault.Made made = database.make();
    assertThat(postgres.accepts(made.user(), made.password())).isTrue();
    assertThat(database.vault.post("sys/leases/revoke", "{\"lease_id\": \"" + made.lease() + "\"}").status()).isEqualTo(204);
    assertThat(postgres.generated()).isEmpty();
  }

  /** A candidate that the database refuses leaves the old password in force, and never comes again. */
  @Test
  void aRefusedRootPasswordChangesNothing() {
    database.role();
    database.post("config/postgresql", "{'root_rotation_statements': ['ALTER ROLE nobody_there PASSWORD \\'{{password}}\\'']}"
        .replace("\\'", "$$"));
    AssembledVault.Told told = database.post("rotate-root/postgresql", "{}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(told)).contains("root credentials", "42704");
    assertThat(postgres.accepts("vault", "vaultpass")).isTrue();
    assertThat(database.make().user()).isNotEmpty();
    database.vault.post("sys/leases/revoke-prefix/database", "");
  }

  /** The statement says yes and sets nothing: only the login tells. */
  @Test
  void aPasswordThatDoesNotLogInIsNotPromoted() {
    database.role();
    database.post("config/postgresql", "{'root_rotation_statements': ['SELECT 1']}");
    AssembledVault.Told told = database.post("rotate-root/postgresql", "{}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(told)).contains("refused it; it is not used");
    assertThat(postgres.accepts("vault", "vaultpass")).isTrue();
    assertThat(database.make().user()).isNotEmpty();
    database.vault.post("sys/leases/revoke-prefix/database", "");
  }
}
