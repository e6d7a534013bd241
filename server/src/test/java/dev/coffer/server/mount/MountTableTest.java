package dev.coffer.server.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.kv.ExpectedVersion;
import dev.coffer.server.engine.kv.KvFactory;
import dev.coffer.server.engine.kv.KvV1Engine;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.engine.kv.Payload;
import dev.coffer.server.engine.kv.PayloadKind;
import dev.coffer.server.engine.kv.Which;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {
  private final Barrier barrier = TestBarrier.unsealed();
  private final SecureRandom random = new SecureRandom();
  private final EngineTypes types =
      new EngineTypes(
          Map.of("kv", new KvFactory(new SettableClock(), random)),
          Map.of("approle", _ -> new Engine.Elsewhere()));
  private final Router router = new Router(barrier, types, TtlTuning.SYSTEM);
  private final MountTable table = new MountTable(barrier, router, types, random);
  private final Permit permit = Permits.everything();

  @BeforeEach
  void begin() {
    table.initialize();
    table.initialize();
  }

  @Test
  void everyServerHasTheMountsItLivesIn() {
    assertThat(table.list(permit, MountKind.SECRET))
        .extracting(Mount::path)
        .containsExactly("cubbyhole/", "identity/", "sys/");
    assertThat(table.list(permit, MountKind.AUTH)).extracting(Mount::path).containsExactly("token/");
  }

  @Test
  void aPathLeadsToItsMountAndToNoOther() {
    enable("secret", "2");
    enable("team/kv", "1");
    Mounted mounted = router.route("secret/data/a/b").orElseThrow();
    assertThat(mounted.rest()).isEqualTo("data/a/b");
    assertThat(mounted.engine()).isInstanceOf(KvV2Engine.class);
    assertThat(router.route("team/kv/x").orElseThrow().engine()).isInstanceOf(KvV1Engine.class);
    assertThat(router.route("auth/token/create").orElseThrow().mount().type()).isEqualTo("token");
    for (String none : List.of("secret", "secrets/a", "team/a", "Secret/a", "token/x", "")) {
      assertThat(router.route(none)).as(none).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "secret, path is already in use at secret/",
    "secret/below, path is already in use at secret/",
    "team, path is already in use at team/kv/",
    "sys, cannot mount \"sys/\"",
    "sys/x, cannot mount \"sys/\"",
    "auth/x, cannot mount \"auth/\"",
    "cubbyhole, cannot mount \"cubbyhole/\"",
    "projects, cannot mount \"projects/\""
  })
  void aPathInUseOrReservedIsRefused(String path, String words) {
    enable("secret", "2");
    enable("team/kv", "1");
    assertThat(failure(() -> enable(path, "2"))).isEqualTo(new Failure.Malformed(words));
    enable("secret2", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a//b", "a/../b", "..", ".", "a b", "a\u0000", "a\ud800"})
  void aPathThatIsNoneIsRefused(String path) {
    assertThat(failure(() -> enable(path, "2"))).isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void typesAndOptionsThatAreNoneAreRefused() {
    assertThat(failure(() -> table.enable(permit, MountKind.SECRET, "x", NewMount.of("nosuch", "", Map.of()))))
        .isEqualTo(new Failure.Malformed("plugin not found in the catalog"));
    assertThat(failure(() -> enable("x", "3"))).isInstanceOf(Failure.Malformed.class);
    assertThat(failure(() -> table.enable(permit, MountKind.AUTH, "x", NewMount.of("kv", "", Map.of()))))
        .isInstanceOf(Failure.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sys", "cubbyhole", "identity"})
  void theServersOwnMountsStay(String path) {
    assertThat(failure(() -> table.disable(permit, MountKind.SECRET, path)))
        .isEqualTo(new Failure.Malformed("cannot unmount \"" + path + "/\""));
    assertThat(failure(() -> table.remount(permit, path, "elsewhere"))).isInstanceOf(Failure.Malformed.class);
    assertThat(failure(() -> table.disable(permit, MountKind.AUTH, "token")))
        .isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void aRemountTakesTheDataAlongWithoutWritingIt() {
    enable("secret", "2");
    write("secret", "a");
    List<Key> before = rows();
    Mounted mounted = router.route("secret/data/b").orElseThrow();
    Permit during =
        Permits.expecting(
            mounted.facts().revisions(), ((KvV2Engine) mounted.engine()).needs().write("b"));
    Remount moved = table.remount(permit, "secret/", "moved");
    assertThat(rows()).isEqualTo(before);
    assertThat(router.route("secret/data/a")).isEmpty();
    assertThatThrownBy(() -> write((KvV2Engine) mounted.engine(), during, "b"))
        .isInstanceOf(Conflict.class);
    assertThat(engine("moved").reads().read(permit, "a", new Which.Current())).isPresent();
    assertThat(table.remountStatus(permit, moved.id())).contains(moved);
    assertThat(failure(() -> table.remount(permit, "moved", "sys/x"))).isInstanceOf(Failure.Malformed.class);
    assertThat(failure(() -> table.remount(permit, "moved", "auth/x"))).isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void nothingIsServedOnceAMountIsDisabledAndNothingIsWrittenIntoIt() {
    Mount mount = enable("secret", "2");
    write("secret", "a");
    Mounted mounted = router.route("secret/data/b").orElseThrow();
    Permit during =
        Permits.expecting(
            mounted.facts().revisions(), ((KvV2Engine) mounted.engine()).needs().write("b"));
    enable("other", "2");
    write((KvV2Engine) mounted.engine(), during, "b");
    assertThat(table.disable(permit, MountKind.SECRET, "secret")).isTrue();
    assertThat(router.route("secret/data/a")).isEmpty();
    assertThatThrownBy(() -> write((KvV2Engine) mounted.engine(), during, "b"))
        .isInstanceOf(Conflict.class);
    new Abandoned(barrier, _ -> {}).run(Instant.EPOCH);
    assertThat(rows()).isEmpty();
    assertThatThrownBy(() -> write((KvV2Engine) mounted.engine(), during, "b"))
        .isInstanceOf(Conflict.class);
    Mount again = enable("secret", "2");
    assertThat(again.uuid()).isNotEqualTo(mount.uuid());
    assertThat(table.disable(permit, MountKind.SECRET, "nosuch")).isFalse();
  }

  @Test
  void removalGoesOnWhereACrashStoppedIt() {
    Mount mount = enable("secret", "1");
    Changes rows = new Changes();
    for (int n = 0; n < 1_800; n++) {
      rows.put(Key.of(mount.prefix() + "v1/" + n), new byte[] {1});
    }
    barrier.commit(rows);
    table.disable(permit, MountKind.SECRET, "secret");
    List<String> ended = new ArrayList<>();
    int runs = 0;
    for (int commits = 0; !rows().isEmpty(); commits++) {
      CrashingBarrier crashing = new CrashingBarrier(barrier, commits);
      int left = rows().size();
      runs++;
      try {
        new Abandoned(crashing, gone -> ended.add(gone.path())).run(Instant.EPOCH);
      } catch (CrashingBarrier.Crash _) {
        assertThat(left - rows().size()).isEqualTo(Math.min(left, 500 * commits));
      }
    }
    assertThat(runs).isBetween(2, 5);
    assertThat(ended).containsOnly("secret/");
    new Abandoned(barrier, gone -> ended.add(gone.path())).run(Instant.EPOCH);
    int before = ended.size();
    new Abandoned(barrier, gone -> ended.add(gone.path())).run(Instant.EPOCH);
    assertThat(ended).hasSize(before);
  }

  @Test
  void tuningChangesWhatIsSaidAndNothingElse() {
    Mount old = enable("secret", "2");
    table.tune(permit, MountKind.SECRET, "secret", tuning(Optional.of("new"), Optional.of(Duration.ofHours(1))));
    Mount tuned = table.read(permit, MountKind.SECRET, "secret").orElseThrow();
    assertThat(tuned.description()).isEqualTo("new");
    assertThat(table.ttls(tuned).usual()).isEqualTo(Duration.ofHours(1));
    assertThat(tuned.uuid()).isEqualTo(old.uuid());
    assertThat(tuned.options()).isEqualTo(old.options());
    assertThat(
            failure(
                () -> table.tune(permit, MountKind.SECRET, "secret",
                    tuning(Optional.empty(), Optional.of(Duration.ofHours(-1))))))
        .isInstanceOf(Failure.Malformed.class);
    assertThat(
            failure(
                () -> table.tune(permit, MountKind.SECRET, "secret",
                    options(Map.of("version", "1")))))
        .isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void theTableOutlivesTheServer() {
    enable("secret", "2");
    Router fresh = new Router(barrier, types, TtlTuning.SYSTEM);
    assertThat(fresh.mounts()).isEqualTo(router.mounts());
    assertThat(MountRows.decode(MountRows.encode(router.mounts()))).isEqualTo(router.mounts());
  }

  @Test
  void aMountThatSaysNothingLastsAsLongAsTheServerSaysAndNeverLongerThanItsMaximum() {
    TtlTuning.Ttls server = new TtlTuning.Ttls(Duration.ofHours(2), Duration.ofHours(3));
    Router told = new Router(barrier, types, server);
    enable("secret", "2");
    table.tune(permit, MountKind.SECRET, "secret", tuning(Optional.empty(), Optional.of(Duration.ofHours(4))));
    Mount longer = table.read(permit, MountKind.SECRET, "secret").orElseThrow();
    assertThat(told.ttls(longer)).isEqualTo(new TtlTuning.Ttls(Duration.ofHours(3), Duration.ofHours(3)));
    assertThat(told.ttls(enable("silent", "2"))).isEqualTo(server);
  }

  @Test
  void aPermitForOneMountDoesNotServeAnother() {
    Permit one = Permits.granting(MountNeeds.enable(MountKind.SECRET, "a"));
    assertThatThrownBy(
            () -> table.enable(one, MountKind.SECRET, "b", NewMount.of("kv", "", Map.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> table.disable(one, MountKind.SECRET, "a"))
        .isInstanceOf(IllegalStateException.class);
  }

  private Mount enable(String path, String version) {
    return table.enable(
        permit, MountKind.SECRET, path, NewMount.of("kv", "", Map.of("version", version)));
  }

  private KvV2Engine engine(String path) {
    return (KvV2Engine) router.route(path + "/x").orElseThrow().engine();
  }

  private void write(String mount, String path) {
    write(engine(mount), permit, path);
  }

  private static void write(KvV2Engine kv, Permit permit, String path) {
    kv.writes()
        .write(
            permit, path, new Payload(PayloadKind.JSON, SecretBytes.ofText("{}")),
            new ExpectedVersion.Any());
  }

  private List<Key> rows() {
    try (var reading = barrier.read()) {
      return reading.keys("mount/", Optional.empty(), 10_000);
    }
  }

  private static Tuning tuning(Optional<String> description, Optional<Duration> ttl) {
    return new Tuning(
        description, Optional.empty(), ttl, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Tuning options(Map<String, String> options) {
    return new Tuning(
        Optional.empty(), Optional.of(options), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  private static Failure failure(Runnable call) {
    try {
      call.run();
    } catch (Refused refused) {
      return refused.failure();
    }
    throw new AssertionError("not refused");
  }
}
