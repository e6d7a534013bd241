package dev.coffer.server.gate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Operation;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Capability;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of devices, and when the broker refuses. */
final class AuditDevicesTest {
  private static final Need NEED = Need.of("sys/audit", Capability.UPDATE);
  private static final Permit PERMIT = Permits.granting(NEED);
  private static final Map<String, String> STDOUT = Map.of("file_path", "stdout");

  private final Barrier barrier = TestBarrier.unsealed();
  private final Map<String, MemoryDevice> opened = new HashMap<>();

  private MemoryDevice device(String path) {
    return Objects.requireNonNull(opened.get(path), path);
  }
  private final AuditBroker broker =
      new AuditBroker(InstantSource.system(), System.getLogger("test"));
  private final AuditDevices devices = devices(broker);

  private AuditDevices devices(AuditBroker over) {
    return new AuditDevices(
        barrier,
        over,
        (path, _) -> opened.computeIfAbsent(path, _ -> new MemoryDevice()),
        new SecureRandom(),
        System.getLogger("test"));
  }

  @Test
  void nothingIsServedBeforeTheDevicesAreOpen() {
    assertThatThrownBy(this::record)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Sealed.class));
  }

  @Test
  void withoutDevicesEverythingIsServed() {
    devices.open();
    record();
  }

  @Test
  void aDeviceIsEnabledOnceATestRecordIsWritten() {
    devices.open();
    opened.put("bad/", new MemoryDevice().failing(true));
    assertThatThrownBy(() -> enable("bad")).isInstanceOf(Refused.class);
    assertThat(device("bad/").isClosed()).isTrue();
    enable("good");
    assertThat(devices.list(PERMIT, NEED).members().keySet()).containsExactly("good/");
    assertThat(device("good/").lines()).containsExactly("{\"type\":\"test\",\"path\":\"good/\"}");
  }

  @Test
  void oneDeviceThatRecordsIsEnoughAndNoneIsNot() {
    devices.open();
    enable("a");
    enable("b");
    device("a/").failing(true);
    record();
    assertThat(device("b/").lines()).hasSize(3);
    device("b/").failing(true);
    assertThatThrownBy(this::record)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class));
  }

  @Test
  void devicesAndHeadersComeBackAfterARestart() {
    devices.open();
    enable("a");
    devices.recordHeader(PERMIT, NEED, "X-Team", true);
    String hash = devices.hash(PERMIT, NEED, "a/", "value");
    AuditBroker later = new AuditBroker(InstantSource.system(), System.getLogger("test"));
    AuditDevices again = devices(later);
    again.open();
    assertThat(again.hash(PERMIT, NEED, "a", "value")).isEqualTo(hash);
    assertThat(later.headers().rule("x-team")).contains(true);
  }

  @Test
  void aDeviceThatCannotBeOpenedAfterARestartFailsClosed() {
    devices.open();
    enable("a");
    AuditBroker later = new AuditBroker(InstantSource.system(), System.getLogger("test"));
    new AuditDevices(
            barrier,
            later,
            (_, _) -> {
              throw new Refused(new Failure.Malformed("gone"));
            },
            new SecureRandom(),
            System.getLogger("test"))
        .open();
    assertThatThrownBy(() -> record(later)).isInstanceOf(Refused.class);
  }

  @Test
  void twoDevicesHashWithDifferentSalts() {
    devices.open();
    enable("a");
    enable("b");
    assertThat(devices.hash(PERMIT, NEED, "a", "x")).isNotEqualTo(devices.hash(PERMIT, NEED, "b", "x"));
  }

  @Test
  void aDisabledDeviceIsClosedAndForgotten() {
    devices.open();
    enable("a");
    devices.disable(PERMIT, NEED, "a/");
    devices.disable(PERMIT, NEED, "never-there");
    assertThat(device("a/").isClosed()).isTrue();
    assertThat(devices.list(PERMIT, NEED).members()).isEmpty();
    record();
  }

  @Test
  void aRequestUnderWayRecordsItsEndThoughTheBarrierWasSealed() {
    devices.open();
    enable("a");
    Audit.Seen seen = seen();
    Audit.Entry entry = broker.before(seen);
    broker.seal();
    entry.after(seen, Optional.of(Answer.empty()));
    assertThat(device("a/").lines()).hasSize(3);
    assertThatThrownBy(this::record).isInstanceOf(Refused.class);
  }

  @Test
  void pathsAndTypesThatCannotBeAreRefused() {
    devices.open();
    for (String path : new String[] {"../a", "a//b", "", "a b", "-a", "a/../b", "x".repeat(100)}) {
      assertThatThrownBy(() -> enable(path)).as(path).isInstanceOf(Refused.class);
    }
    enable("a");
    assertThatThrownBy(() -> enable("a/")).isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> devices.enable(PERMIT, NEED, "s", "syslog", "", false, STDOUT))
        .isInstanceOf(Refused.class);
  }

  private void enable(String path) {
    devices.enable(PERMIT, NEED, path, "file", "for tests", false, STDOUT);
  }

  private void record() {
    record(broker);
  }

  private static void record(AuditBroker over) {
    Audit.Seen seen = seen();
    over.before(seen).after(seen, Optional.of(Answer.empty()));
  }

  private static Audit.Seen seen() {
    return new Audit.Seen(
        Asks.of(Operation.READ, "secret/data/a"), ScriptedCallers.caller(0), Optional.empty(), "");
  }
}
