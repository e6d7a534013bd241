package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.fake.RealPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials on demand, from the public door to a real PostgreSQL and back. */
class DatabaseCredentialsTest {
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
    database = new DatabaseVault(postgres);
    assertThat(database.role().status()).isEqualTo(204);
  }

  @AfterEach
  void unmount() {
    database.vault.post("sys/leases/revoke-prefix/database", "");
    assertThat(postgres.generated()).isEmpty();
    database.close();
  }

  @Test
  void aUserIsMadeWithTheRightsOfTheRoleAndNoOthers() throws SQLException {
    DatabaseVault.Made made = database.make();
    assertThat(made.seconds()).isEqualTo(3600);
    assertThat(made.lease()).startsWith("database/creds/readonly/");
    assertThat(made.user()).matches("v-root-readonly-[A-Za-z0-9]{20}-[0-9]{10}");
    assertThat(made.password()).hasSize(20);
    try (Connection connection = postgres.login(made.user(), made.password());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(refused(statement, "DELETE FROM orders")).isEqualTo("42501");
    }
    assertThat(postgres.accepts(made.user(), "another")).isFalse();
  }

  private static String refused(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }

  @Test
  void revokingEndsSessionsAndRemovesTheUserAndWhatTheyOwn() throws SQLException {
    database.role(
        "other", DatabaseVault.CREATION + " GRANT CREATE ON SCHEMA public TO \"{{name}}\";", Json.Object.empty());
    DatabaseVault.Made made = database.make(AssembledVault.ROOT, "other");
    try (Connection connection = postgres.login(made.user(), made.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE theirs (id int)");
      assertThat(revoke(made).status()).isEqualTo(204);
      assertThat(refused(statement, "SELECT 1")).startsWith("57P");
    }
    assertThat(postgres.generated()).isEmpty();
    assertThat(postgres.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'theirs'")).containsExactly("vault");
    postgres.run("DROP TABLE theirs");
    assertThat(database.vault.post("sys/leases/lookup", "{\"lease_id\": \"" + made.lease() + "\"}").status()).isEqualTo(400);
  }

  private AssembledVault.Told revoke(DatabaseVault.Made made) {
    return database.vault.post("sys/leases/revoke", "{\"lease_id\": \"" + made.lease() + "\"}");
  }

  private AssembledVault.Told renew(DatabaseVault.Made made, String increment) {
    return database.vault.post(
        "sys/leases/renew", "{\"lease_id\": \"" + made.lease() + "\", \"increment\": \"" + increment + "\"}");
  }

  @Test
  void theUserEndsWithTheLeaseAndLivesLongerWhenItIsRenewed() {
    DatabaseVault.Made short1 = database.make();
    DatabaseVault.Made long1 = database.make();
    AssembledVault.Told renewed = renew(long1, "2h");
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.body().integer("lease_duration")).contains(7200L);
    String until = postgres.ask("SELECT valid_until - now() > interval '110 minutes' FROM pg_user JOIN LATERAL"
        + " (SELECT valuntil AS valid_until) v ON true WHERE usename = '" + long1.user() + "'").getFirst();
    assertThat(until).isEqualTo("t");
    database.pass(Duration.ofMinutes(61));
    assertThat(postgres.generated()).containsExactly(long1.user());
    assertThat(renew(short1, "1h").status()).isEqualTo(400);
    database.pass(Duration.ofMinutes(61));
    assertThat(postgres.generated()).isEmpty();
  }

  @Test
  void aLeaseNeverOutlivesTheMaximumOfItsRole() {
    database.role("readonly", DatabaseVault.CREATION, Json.object().put("max_ttl", "90m").build());
    DatabaseVault.Made made = database.make();
    database.pass(Duration.ofMinutes(59));
    AssembledVault.Told renewed = renew(made, "24h");
    assertThat(renewed.body().integer("lease_duration")).contains(31L * 60);
    database.pass(Duration.ofMinutes(32));
    assertThat(postgres.generated()).isEmpty();
  }

  @Test
  void usersGoWithTheTokenThatMadeThem() {
    String token = database.vault.tokenWith("database/creds/readonly", "read");
    DatabaseVault.Made made = database.make(token, "readonly");
    assertThat(postgres.accepts(made.user(), made.password())).isTrue();
    database.vault.as(token, "POST", "auth/token/revoke-self", "");
    database.pass(Duration.ofSeconds(1));
    assertThat(postgres.generated()).isEmpty();
  }

  @Test
  void usersGoWithTheirMount() {
    database.make();
    database.vault.delete("sys/mounts/database");
    database.pass(Duration.ofSeconds(5));
    assertThat(postgres.generated()).isEmpty();
  }

  @Test
  void aFailingStatementLeavesNeitherUserNorLeaseNorAnythingSecret() {
    for (String broken : List.of("GRANT NONSENSE", "SELECT * FROM missing WHERE x = '{{password}}'", "GRANT pg_read_server_files TO \"{{name}}\"")) {
      database.role("other", DatabaseVault.CREATION + broken, Json.Object.empty());
      AssembledVault.Told told = database.vault.get("database/creds/other");
      assertThat(told.status()).isEqualTo(400);
      assertThat(DatabaseVault.error(told))
          .startsWith("connection \"postgresql\": creation statements of role \"other\": the database refused (SQLSTATE 42")
          .doesNotContain("missing", "NONSENSE");
      assertThat(postgres.generated()).isEmpty();
      assertThat(database.vault.list("sys/leases/lookup/database/creds/other/").status()).isEqualTo(404);
    }
  }

  @Test
  void aNameInATokenCannotBecomeAStatement() {
    AssembledVault.Told token =
        database.vault.post(
            "auth/token/create",
            "{\"display_name\": \"x\\\"; DROP TABLE orders; --\", \"policies\": [\"root\"]}");
    DatabaseVault.Made made = database.make(token.token(), "readonly");
    assertThat(made.user()).matches("[A-Za-z0-9-]+");
    assertThat(postgres.ask("SELECT id FROM orders")).containsExactly("7");
  }

  @Test
  void anUnreachableDatabaseIsNamedAndItsLeasesWaitInTheListOfTheStuck() {
    DatabaseVault.Made made = database.make();
    database.post(
        "config/postgresql",
        "{'connection_url': 'postgresql://{{username}}:{{password}}@localhost:1/mydb', 'verify_connection': false}");
    AssembledVault.Told refused = database.vault.get("database/creds/readonly");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(DatabaseVault.error(refused)).contains("\"postgresql\"", "\"readonly\"").doesNotContain("vaultpass");
    assertThat(revoke(made).status()).isEqualTo(503);
    AssembledVault.Told stuck = database.vault.get("sys/leases?type=irrevocable");
    assertThat(stuck.text()).contains(made.lease(), "postgresql").doesNotContain("vaultpass");
    assertThat(renew(made, "1h").status()).isEqualTo(400);
    assertThat(database.configure("").status()).isEqualTo(204);
    database.pass(Duration.ofMinutes(3));
    assertThat(postgres.generated()).isEmpty();
    assertThat(database.vault.get("sys/leases?type=irrevocable").data().integer("lease_count")).contains(0L);
  }

  @Test
  void aWrongPasswordIsRefusedBeforeItIsKeptAndNeverTold() {
    AssembledVault.Told told = database.post("config/postgresql", "{'password': 'not-the-password'}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(told))
        .isEqualTo("connection \"postgresql\": verifying it: the database refused the user name or password");
    assertThat(database.make().user()).isNotEmpty();
    assertThat(database.vault.get("database/config/postgresql").text()).doesNotContain("vaultpass");
  }

  @Test
  void capsLimitLiveLeasesOfARoleAndOfAHolder() {
    database.role("readonly", DatabaseVault.CREATION, Json.object().put("max_leases", 3).put("max_leases_per_identity", 2).build());
    String token = database.vault.tokenWith("database/creds/readonly", "read");
    DatabaseVault.Made first = database.make(token, "readonly");
    database.make(token, "readonly");
    AssembledVault.Told more = database.vault.as(token, "GET", "database/creds/readonly", "");
    assertThat(more.status()).isEqualTo(400);
    assertThat(DatabaseVault.error(more)).startsWith("role \"readonly\": the caller holds 2 live leases");
    database.make();
    assertThat(DatabaseVault.error(database.vault.get("database/creds/readonly")))
        .startsWith("role \"readonly\": the role has 3 live leases");
    Json.Object most = (Json.Object) database.vault.get("sys/leases/holders").data().array("holders").orElseThrow().items().getFirst();
    assertThat(most.integer("leases")).contains(2L);
    assertThat(most.text("holder").orElseThrow()).startsWith("token/");
    assertThat(revoke(first).status()).isEqualTo(204);
    assertThat(database.make(token, "readonly").user()).isNotEmpty();
  }

  /** Grants on the same table fail in PostgreSQL when they happen at once; callers must not see that. */
  @Test
  void manyAtOnceAllGetTheirUsersAndLoseThemAll() throws Exception {
    List<Callable<DatabaseVault.Made>> callers = Collections.nCopies(24, database::make);
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Set<String> users = new HashSet<>();
      for (Future<DatabaseVault.Made> made : many.invokeAll(callers)) {
        users.add(made.get().user());
      }
      assertThat(users).hasSize(24);
      assertThat(postgres.generated()).containsExactlyInAnyOrderElementsOf(users);
    }
    assertThat(database.vault.post("sys/leases/revoke-prefix/database", "").status()).isEqualTo(204);
  }

  @Test
  void onlyAllowedRolesUseTheConnection() {
    database.role("writer", DatabaseVault.CREATION, Json.Object.empty());
    assertThat(DatabaseVault.error(database.vault.get("database/creds/writer")))
        .isEqualTo("\"writer\" is not an allowed role of connection \"postgresql\"");
  }

  @Test
  void withScramTheDatabaseNeverSeesThePassword() throws SQLException {
    database.post("config/postgresql", "{'password_authentication': 'scram-sha-256'}");
    DatabaseVault.Made made = database.make();
    assertThat(postgres.accepts(made.user(), made.password())).isTrue();
    assertThat(postgres.ask("SELECT rolpassword FROM pg_authid WHERE rolname = '" + made.user() + "'").getFirst())
        .startsWith("SCRAM-SHA-256$4096:");
  }

  @Test
  void passwordsAndNamesFollowPolicyAndTemplate() {
    String policy = "length = 12 rule \"charset\" { charset = \"'\\\\\" min-chars = 2 } rule \"charset\" { charset = \"abc\" }";
    database.vault.post("sys/policies/password/odd", "{\"policy\": \"" + policy.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    assertThat(database.post("config/postgresql",
        "{'password_policy': 'odd', 'username_template': 'v-{{.RoleName | truncate 4 | uppercase}}-{{random 6}}'}").status()).isEqualTo(204);
    DatabaseVault.Made made = database.make();
    assertThat(made.user()).matches("v-READ-[A-Za-z0-9]{6}");
    assertThat(made.password()).hasSize(12).matches("[abc'\\\\]+").containsPattern("['\\\\].*['\\\\]");
    assertThat(postgres.accepts(made.user(), made.password())).isTrue();
  }

  @Test
  void theReconcilerRemovesItsOwnOrphansAndNobodyElsesUsers() {
    DatabaseVault.Made kept = database.make();
    database.role("other", DatabaseVault.CREATION, Json.Object.empty());
    DatabaseVault.Made forgotten = database.make(AssembledVault.ROOT, "other");
    postgres.run("CREATE ROLE \"someone-else\" LOGIN");
    database.vault.post("database/config/postgresql", "{\"connection_url\": \"postgresql://{{username}}:{{password}}@localhost:1/mydb\", \"verify_connection\": false}");
    assertThat(database.vault.post("sys/leases/revoke-force/database/creds/other", "").status()).isEqualTo(204);
    database.configure("");
    Json.Object drift = database.vault.get("database/reconcile/postgresql").data();
    assertThat(drift.array("orphans").orElseThrow()).isEqualTo(Json.texts(List.of(forgotten.user())));
    assertThat(postgres.accepts(forgotten.user(), forgotten.password())).isTrue();
    assertThat(database.vault.post("database/reconcile/postgresql", "").data().array("removed").orElseThrow())
        .isEqualTo(Json.texts(List.of(forgotten.user())));
    assertThat(postgres.generated()).containsExactly(kept.user());
    postgres.run("DROP ROLE \"someone-else\""); // It is still there.
  }

  @Test
  void massRevocationKeepsToTheRateOfTheTarget() {
    database.post("config/postgresql", "{'max_revocations_per_second': 2}");
    for (int count = 0; count < 5; count++) {
      database.make();
    }
    database.pass(Duration.ofHours(2));
    assertThat(postgres.generated()).hasSize(3);
    database.pass(Duration.ofSeconds(1));
    assertThat(postgres.generated()).hasSize(1);
    assertThat(database.vault.get("sys/leases?type=irrevocable").data().integer("lease_count")).contains(0L);
    database.pass(Duration.ofSeconds(1));
    assertThat(postgres.generated()).isEmpty();
  }
}
