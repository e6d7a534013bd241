package dev.coffer.server.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.fake.RealPostgres;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.fake.WatchedBarrier;
import dev.coffer.server.fake.WatchedBarrier.PowerCut;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.lease.ForwardClock;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.password.PasswordPolicies;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The power goes before each commit in turn, and a token is revoked at the worst moment: nothing is left. */
class DatabaseCrashTest {
  private static final int COMMITS_MAX = 10;
  private static final Key TOKEN = Key.of("token/id/t");
  private static RealPostgres postgres;

  private final SettableClock machine = new SettableClock();
  private final SecureRandom random = new SecureRandom();
  private final LeaseBook book = new LeaseBook();

  @BeforeAll
  static void startPostgres() {
    postgres = RealPostgres.start();
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  /** One mount over a barrier, and its sweep. */
  private record World(DatabaseEngine engine, Leases leases) {}

  private World world(Barrier barrier) {
    machine.set(Instant.now());
    ForwardClock clock = new ForwardClock(machine);
    DatabaseFactory factory = new DatabaseFactory(book, new PasswordPolicies(barrier, random), clock, random);
    EngineView view = new EngineView(barrier, "mount/m-1/", "database/", Map.of(), Duration.ofDays(32));
    DatabaseEngine engine = (DatabaseEngine) factory.open(view);
    Leases leases =
        Leases.over(
            barrier, book, clock, _ -> TtlTuning.SYSTEM,
            Map.of(DatabaseFactory.REVOKER, factory.revoker(barrier)),
            Map.of(DatabaseFactory.REVOKER, factory.renewer(barrier)));
    configure(engine);
    return new World(engine, leases);
  }

  private static void configure(DatabaseEngine engine) {
    Permit permit = Permits.everything();
    postgres.run("ALTER ROLE vault PASSWORD 'vaultpass'");
    engine.connections()
        .put(
            permit,
            "pg",
            known ->
                new ConnectionConfig(
                    "pg", "postgresql-database-plugin",
                    "postgresql://{{username}}:{{password}}@localhost:" + postgres.port() + "/mydb", "vault",
                    SecretBytes.ofText("vaultpass"), Optional.empty(), List.of("*"), List.of(), "", "", true,
                    known.limits(), known.tls(), false));
    engine.roles()
        .put(
            permit,
            "r",
            known ->
                new DatabaseRole(
                    "r", "pg",
                    new DatabaseRole.Statements(
                        List.of("CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}'"), List.of(), List.of(), List.of()),
                    "", Duration.ofHours(1), Duration.ZERO, DatabaseRole.Caps.NONE));
  }

  @Test
  void whereverThePowerGoesTheUserGoesToo() {
    boolean complete = false;
    for (int commits = 0; !complete; commits++) {
      assertThat(commits).isLessThan(COMMITS_MAX);
      WatchedBarrier barrier = new WatchedBarrier(TestBarrier.unsealed());
      World world = world(barrier);
      barrier.cutAfter(commits);
      complete = made(world);
      barrier.cutAfter(Integer.MAX_VALUE);
      assertThat(postgres.generated()).hasSize(commits == 0 ? 0 : 1);
      machine.advance(complete ? Duration.ofHours(1) : Credentials.INTENT);
      world.leases().revocations().run(machine.instant());
      assertThat(postgres.generated()).isEmpty();
      assertThat(world.leases().lists().count("")).isZero();
    }
  }

  private static boolean made(World world) {
    try {
      world.engine().credentials().make(Permits.everything(), "r").password().close();
      return true;
    } catch (PowerCut _) {
      return false;
    }
  }

  @Test
  void aTokenThatIsRevokedMeanwhileLeavesNoUser() {
    Barrier inner = TestBarrier.unsealed();
    Meddling barrier = new Meddling(inner);
    World world = world(barrier);
    inner.commit(new Changes().put(TOKEN, new byte[] {1}));
    Expectation lives;
    try (Reading reading = inner.read()) {
      lives = reading.expectation(TOKEN);
    }
    barrier.meddleBefore = 2; // The intent is the first commit, the confirmation the second.
    assertThatThrownBy(
            () -> world.engine().credentials().make(Permits.expecting(List.of(lives), creds(world)), "r"))
        .isInstanceOf(Conflict.class);
    assertThat(barrier.meddleBefore).isZero();
    assertThat(postgres.generated()).isEmpty();
    assertThat(world.leases().lists().count("")).isZero();
  }

  private static Need creds(World world) {
    return world.engine().needs().read("creds", "r");
  }

  @Test
  void whereverThePowerGoesOneOfTheKeptPasswordsIsTheDatabases() {
    boolean complete = false;
    for (int commits = 0; !complete; commits++) {
      assertThat(commits).isLessThan(COMMITS_MAX);
      WatchedBarrier barrier = new WatchedBarrier(TestBarrier.unsealed());
      World world = world(barrier);
      barrier.cutAfter(commits);
      complete = rotated(world);
      barrier.cutAfter(Integer.MAX_VALUE);
      assertThat(postgres.accepts("vault", "vaultpass")).isEqualTo(commits == 0);
      assertThat(made(world)).isTrue();
      assertThat(rotated(world)).isTrue();
      world.leases().revocations().revokePrefix("database/", List.of());
      assertThat(postgres.generated()).isEmpty();
    }
  }

  private static boolean rotated(World world) {
    try {
      world.engine().connections().rotateRoot(Permits.everything(), "pg");
      return true;
    } catch (PowerCut _) {
      return false;
    }
  }

  /** Revokes a token just before a given commit. */
  private static final class Meddling implements Barrier {
    private final Barrier inner;
    private int meddleBefore;

    Meddling(Barrier inner) {
      this.inner = inner;
    }

    @Override
    public Reading read() {
      return inner.read();
    }

    @Override
    public long commit(Changes changes) {
      if (meddleBefore > 0 && --meddleBefore == 0) {
        inner.commit(new Changes().delete(TOKEN));
      }
      return inner.commit(changes);
    }

    @Override
    public SecretBytes purposeKey(String purpose) {
      return inner.purposeKey(purpose);
    }
  }
}
