package dev.coffer.server.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.kv.HistoryEntry;
import dev.coffer.server.engine.kv.KvFactory;
import dev.coffer.server.engine.kv.KvUpgrade;
import dev.coffer.server.engine.kv.KvV1Engine;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.engine.kv.ReadVersion;
import dev.coffer.server.engine.kv.Which;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KV version 1 becomes version 2 with every secret, whatever happens in between. */
class UpgradesTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Tuning TO_2 = version("2");

  private final Barrier barrier = TestBarrier.unsealed();
  private final Permit permit = Permits.everything();
  private final World world = new World(barrier);

  /** A node: everything in it is gone when the node dies, the barrier's rows are not. */
  private static final class World {
    private final Router router;
    private final MountTable table;
    private final Upgrades upgrades;

    World(Barrier barrier) {
      SecureRandom random = new SecureRandom();
      EngineTypes types =
          new EngineTypes(Map.of("kv", new KvFactory(new SettableClock(), random)), Map.of());
      router = new Router(barrier, types, TtlTuning.SYSTEM);
      table = new MountTable(barrier, router, types, random);
      upgrades = new Upgrades(barrier, router);
    }

    Object engine() {
      return router.route("kv/x").orElseThrow().engine();
    }
  }

  @BeforeEach
  void begin() {
    world.table.initialize();
    world.table.enable(permit, MountKind.SECRET, "kv", NewMount.of("kv", "", Map.of()));
  }

  private static Tuning version(String version) {
    return new Tuning(
        Optional.empty(), Optional.of(Map.of("version", version)), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  private void write(int secrets) {
    KvV1Engine kv = (KvV1Engine) world.engine();
    for (int number = 0; number < secrets; number++) {
      kv.write(permit, path(number), SecretBytes.ofText(value(number)));
    }
  }

  private static String path(int number) {
    return "folder " + number % 7 + "/" + number;
  }

  private static String value(int number) {
    return "{\"number\":" + number + ".0}";
  }

  private void upgrade(World node) {
    node.table.tune(permit, MountKind.SECRET, "kv", TO_2);
  }

  private void assertAllAreThere(World node, int secrets) {
    KvV2Engine kv = (KvV2Engine) node.engine();
    for (int number = 0; number < secrets; number++) {
      ReadVersion found = kv.reads().read(permit, path(number), new Which.Current()).orElseThrow();
      assertThat(found.version().number()).isEqualTo(1);
      String text =
          found.payload().orElseThrow().bytes().read(bytes -> new String(bytes, StandardCharsets.UTF_8));
      assertThat(text).isEqualTo(value(number));
      List<HistoryEntry> history = kv.metadata().history(permit, path(number), 0, 10);
      assertThat(history).singleElement().matches(entry -> entry.actor().displayName().contains("upgrade"));
    }
    try (Reading reading = barrier.read()) {
      String old = node.router.route("kv/x").orElseThrow().mount().prefix() + "v1/";
      assertThat(reading.keys(old, Optional.empty(), 10)).isEmpty();
    }
  }

  @Test
  void everySecretBecomesVersion1AndNothingIsServedMeanwhile() {
    write(200);
    upgrade(world);
    assertThat(world.engine()).isInstanceOf(KvUpgrade.class);
    assertThat(world.upgrades.advance("kv/")).isTrue();
    assertAllAreThere(world, 200);
    KvV2Engine kv = (KvV2Engine) world.engine();
    kv.versions().deleteCurrent(permit, path(3));
    assertThat(kv.reads().read(permit, path(3), new Which.Current()).orElseThrow().payload()).isEmpty();
  }

  @Test
  void aMountWithoutSecretsIsUpgradedToo() {
    upgrade(world);
    world.upgrades.run(NOW);
    assertAllAreThere(world, 0);
  }

  /** 200 secrets are four steps and a commit of the table. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aCrashInTheMiddleForgetsNothing(int commits) {
    write(200);
    upgrade(world);
    World dying = new World(new CrashingBarrier(barrier, commits));
    assertThatThrownBy(() -> dying.upgrades.run(NOW)).isInstanceOf(CrashingBarrier.Crash.class);
    World next = new World(barrier);
    assertThat(next.engine()).isInstanceOf(KvUpgrade.class);
    next.upgrades.run(NOW);
    assertAllAreThere(next, 200);
  }

  @Test
  void theCommitThatBeginsItIsAllOrNothing() {
    write(3);
    World dying = new World(new CrashingBarrier(barrier, 0));
    assertThatThrownBy(() -> upgrade(dying)).isInstanceOf(CrashingBarrier.Crash.class);
    assertThat(new World(barrier).engine()).isInstanceOf(KvV1Engine.class);
  }

  @Test
  void aWriteThatBeganBeforeTheUpgradeIsNotLostButRefused() {
    Mounted routed = world.router.route("kv/late").orElseThrow();
    upgrade(world);
    world.upgrades.run(NOW);
    // As KvV1Engine commits it: with what the mount of its request demands.
    Changes late =
        new Changes()
            .put(Key.of(routed.mount().prefix() + "v1/late"), SecretBytes.ofText("{}"))
            .expectAll(routed.facts().revisions());
    assertThatThrownBy(() -> barrier.commit(late)).isInstanceOf(Conflict.class);
  }

  @Test
  void twoNodesAtOnceBringEachSecretAlongOnce() {
    write(150);
    upgrade(world);
    World other = new World(barrier);
    KvUpgrade mine = (KvUpgrade) world.engine();
    KvUpgrade theirs = (KvUpgrade) other.engine();
    assertThat(mine.step()).isTrue();
    assertThat(theirs.step()).isTrue();
    world.upgrades.run(NOW);
    other.upgrades.run(NOW);
    assertAllAreThere(other, 150);
  }

  @Test
  void aMountBeingUpgradedCanBeMovedAndTuned() {
    write(100);
    upgrade(world);
    world.table.remount(permit, "kv", "moved");
    world.upgrades.run(NOW);
    assertThat(world.router.route("moved/x").orElseThrow().engine()).isInstanceOf(KvV2Engine.class);
  }

  @Test
  void aVersionNeverGoesDownAndOnlyKnownOnesAreTaken() {
    upgrade(world);
    world.upgrades.run(NOW);
    assertThatThrownBy(() -> world.table.tune(permit, MountKind.SECRET, "kv", version("1")))
        .hasMessageContaining("cannot downgrade mount from version 2");
    assertThatThrownBy(() -> world.table.tune(permit, MountKind.SECRET, "kv", version("3")))
        .hasMessageContaining("version 1 or 2");
    upgrade(world); // Again: nothing to do.
    assertThat(world.engine()).isInstanceOf(KvV2Engine.class);
  }
}
