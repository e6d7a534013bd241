package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.storage.Conflict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvRulesTest {
  private static final JsonReader JSON = new JsonReader(JsonLimits.REQUEST);
  private final KvWorld world = new KvWorld();

  @Test
  void numbersAreKeptAsTheyWereWritten() {
    world.write("a", "{\"x\":1.0,\"y\":1e400,\"z\":-0}");
    assertThat(world.told("a", new Which.Current())).isEqualTo("{\"x\":1.0,\"y\":1e400,\"z\":-0}");
  }

  @Test
  void zeroMeansThatThereIsNoCurrentVersion() {
    world.write("a", "{}", new ExpectedVersion.Exactly(0));
    assertThat(failure(() -> world.write("a", "{}", new ExpectedVersion.Exactly(0))))
        .isEqualTo(
            new Failure.VersionMismatch(
                "check-and-set parameter did not match the current version"));
  }

  @Test
  void theMountMayDemandCheckAndSet() {
    world.config(
        new KvConfigs.Change(
            Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty()));
    assertThat(failure(() -> world.write("a", "{}")))
        .isEqualTo(new Failure.Malformed("check-and-set parameter required for this call"));
    assertThat(world.write("a", "{}", new ExpectedVersion.Exactly(0)).version().number()).isEqualTo(1);
  }

  @Test
  void aRefusedWriteLeavesNothing() {
    assertThat(failure(() -> world.write("a", "{}", new ExpectedVersion.Exactly(5))))
        .isInstanceOf(Failure.VersionMismatch.class);
    assertThat(world.kv.reads().exists("a")).isFalse();
    assertThat(world.kv.metadata().history(world.permit, "a", 0, 10)).isEmpty();
  }

  @Test
  void tenVersionsAreKeptAndTheOldestIsTold() {
    for (int n = 1; n <= 12; n++) {
      world.write("a", "{\"n\":" + n + "}");
    }
    assertThat(world.numbers("a")).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(record("a").oldest()).isEqualTo(3);
    assertThat(world.told("a", new Which.Number(2))).isEqualTo("-");
  }

  @Test
  void theOldestIsToldAsVaultCounts() {
    for (int n = 1; n <= 9; n++) {
      world.write("a", "{}");
    }
    assertThat(record("a").oldest()).isZero();
    world.write("a", "{}");
    assertThat(record("a").oldest()).isEqualTo(1);
  }

  @Test
  void thePreviousVersionCarriesALabelAndIsNotPruned() {
    world.settings("a", KvWorld.versionsMax(1));
    world.write("a", "{\"n\":1}");
    world.write("a", "{\"n\":2}");
    world.write("a", "{\"n\":3}");
    assertThat(world.numbers("a")).containsExactly(2, 3);
    assertThat(record("a").labels())
        .containsEntry(SecretRecord.CURRENT, 3)
        .containsEntry(SecretRecord.PREVIOUS, 2);
  }

  @Test
  void aPrunedPayloadIsGoneFromTheStore() {
    world.settings("a", KvWorld.versionsMax(1));
    for (int n = 0; n < 5; n++) {
      world.write("a", "{}");
    }
    try (var reading = world.barrier.read()) {
      assertThat(reading.keys("mount/u-1/data/", Optional.empty(), 10)).hasSize(2);
    }
  }

  @Test
  void aVersionCountsAsDeletedFromItsTimeOn() {
    world.settings("a", KvWorld.deleteAfter(Duration.ofSeconds(60)));
    world.write("a", "{}");
    world.clock.advance(Duration.ofSeconds(59));
    assertThat(world.told("a", new Which.Current())).isEqualTo("{}");
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.told("a", new Which.Current())).isEqualTo("DELETED");
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "60,0,60", "0,60,60", "60,30,30", "30,60,30", "-1,60,0"})
  void theShorterTimeOfMountAndSecretCounts(int mount, int secret, int expected) {
    KvConfig config = new KvConfig(0, false, Duration.ofSeconds(mount), 0);
    Settings settings = new Settings(0, false, Duration.ofSeconds(secret), Map.of());
    assertThat(config.deleteAfter(settings)).isEqualTo(Duration.ofSeconds(expected));
  }

  @Test
  void aPatchMergesIntoTheCurrentVersion() {
    world.write("a", "{\"keep\":1.50,\"drop\":true,\"in\":{\"x\":1,\"y\":2}}");
    Json.Object patch = JSON.readObject("{\"drop\":null,\"in\":{\"y\":null,\"z\":[null]},\"new\":{\"a\":null,\"b\":1}}".getBytes(StandardCharsets.UTF_8));
    world.kv.writes().patch(world.permit, "a", patch, new ExpectedVersion.Exactly(1));
    assertThat(world.told("a", new Which.Current()))
        .isEqualTo("{\"keep\":1.50,\"in\":{\"x\":1,\"z\":[null]},\"new\":{\"b\":1}}");
  }

  @Test
  void nothingIsPatchedWhereNothingCanBeRead() {
    assertThat(world.kv.writes().patch(world.permit, "a", Json.Object.empty(), new ExpectedVersion.Any()))
        .isInstanceOf(KvWrites.Patched.Absent.class);
    world.write("a", "{}");
    world.kv.versions().deleteCurrent(world.permit, "a");
    assertThat(world.kv.writes().patch(world.permit, "a", Json.Object.empty(), new ExpectedVersion.Any()))
        .isInstanceOf(KvWrites.Patched.Gone.class);
    assertThat(world.numbers("a")).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | {\"a\":{\"b\":{\"c\":null}},\"d\":null,\"e\":null}",
        "1 | {\"a\":null,\"d\":null,\"e\":null}",
        "2 | {\"a\":{\"b\":null},\"d\":null,\"e\":null}"
      })
  void subkeysTellNamesAndNoValue(int depth, String expected) {
    world.write("s", "{\"a\":{\"b\":{\"c\":\"secret\"}},\"d\":[1],\"e\":{}}");
    KvReads.Subkeys found =
        world.kv.reads().subkeys(world.permit, "s", new Which.Current(), depth).orElseThrow();
    assertThat(JsonWriter.text(found.names().orElseThrow())).isEqualTo(expected);
  }

  @Test
  void ownMetadataHasVaultsLimits() {
    Map<String, String> many = new HashMap<>();
    for (int n = 0; n < 64; n++) {
      many.put("k" + n, "v");
    }
    world.settings("a", KvWorld.custom(many));
    many.put("one more", "v");
    List<Map<String, String>> refused =
        List.of(
            many, Map.of("", "v"), Map.of("k", ""), Map.of("k".repeat(129), "v"),
            Map.of("k", "v".repeat(513)), Map.of("k\n", "v"), Map.of("k", "v\u0000"));
    for (Map<String, String> entries : refused) {
      assertThat(failure(() -> world.settings("a", KvWorld.custom(entries))))
          .isInstanceOf(Failure.Malformed.class);
    }
    assertThat(record("a").settings().custom()).hasSize(64);
  }

  @Test
  void aPatchOfMetadataChangesSingleEntries() {
    world.settings("a", KvWorld.custom(Map.of("keep", "1", "drop", "2")));
    SettingsChange change =
        new SettingsChange(
            Optional.empty(), Optional.of(true), Optional.empty(),
            new SettingsChange.Custom.Patched(
                Map.of("drop", Optional.empty(), "new", Optional.of("3"))));
    assertThat(world.kv.metadata().patch(world.permit, "a", change)).contains(false);
    assertThat(record("a").settings().custom()).isEqualTo(Map.of("keep", "1", "new", "3"));
    assertThat(record("a").settings().casRequired()).isTrue();
    assertThat(world.kv.metadata().patch(world.permit, "missing", change)).isEmpty();
  }

  @Test
  void listsAreOfOneFolderInByteOrderAndInPages() {
    for (String path : List.of("b", "a", "a/x", "a/y/z", "Z", "\uD83D\uDE00", "\uFFFD")) {
      world.write(path, "{}");
    }
    assertThat(world.kv.lists().list(world.permit, "", Page.ALL))
        .containsExactly("Z", "a", "a/", "b", "\uFFFD", "\uD83D\uDE00");
    assertThat(world.kv.lists().list(world.permit, "a/", Page.ALL)).containsExactly("x", "y/");
    assertThat(world.kv.lists().list(world.permit, "", new Page("a", 2))).containsExactly("a/", "b");
    assertThat(world.kv.lists().scan(world.permit, "a/", Page.ALL)).containsExactly("x", "y/z");
    assertThat(world.kv.lists().scan(world.permit, "", new Page("a", 2)))
        .containsExactly("a/x", "a/y/z");
    assertThat(world.kv.lists().listDetailed(world.permit, "a/", Page.ALL).get("x")).isPresent();
  }

  @Test
  void aSecretWithoutVersionsIsListedAndHasNothingToRead() {
    world.settings("a", KvWorld.versionsMax(3));
    assertThat(world.told("a", new Which.Current())).isEqualTo("-");
    assertThat(world.kv.lists().list(world.permit, "", Page.ALL)).containsExactly("a");
    world.write("a", "{}", new ExpectedVersion.Exactly(0));
  }

  @Test
  void aPermitForOneThingDoesNotServeAnother() {
    world.write("a", "{}");
    KvNeeds needs = world.kv.needs();
    List<ThrowingCallable> attempts =
        List.of(
            () -> world.kv.reads().read(Permits.granting(needs.read("b")), "a", new Which.Current()),
            () -> world.kv.reads().read(Permits.granting(needs.readMetadata("a")), "a", new Which.Current()),
            () -> world.kv.versions().destroy(Permits.granting(needs.delete("a")), "a", List.of(1)),
            () -> world.kv.metadata().remove(Permits.granting(needs.deleteCurrent("a")), "a"),
            () -> world.kv.lists().scan(Permits.granting(needs.list("")), "", Page.ALL),
            () -> world.kv.reads().read(Permits.ended(Permits.everything()), "a", new Which.Current()));
    for (ThrowingCallable attempt : attempts) {
      assertThatThrownBy(attempt).isInstanceOf(IllegalStateException.class);
    }
    assertThat(world.told("a", new Which.Current())).isEqualTo("{}");
  }

  @Test
  void aDecisionByAnExistenceThatIsOverIsMadeAgain() {
    var creating = Permits.deciding(false, world.kv.needs().write("a"));
    world.write("a", "{}");
    assertThatThrownBy(
            () ->
                world.kv.writes()
                    .write(creating, "a", KvWorld.payload("{}"), new ExpectedVersion.Any()))
        .isInstanceOf(Conflict.class);
    assertThat(world.numbers("a")).containsExactly(1);
  }

  @Test
  void undeleteDoesNotBringBackWhatIsDestroyed() {
    world.write("a", "{}");
    world.kv.versions().destroy(world.permit, "a", List.of(1));
    world.kv.versions().undelete(world.permit, "a", List.of(1));
    assertThat(world.told("a", new Which.Current())).isEqualTo("DESTROYED");
  }

  private SecretRecord record(String path) {
    return world.kv.metadata().read(world.permit, path).orElseThrow();
  }

  static Failure failure(ThrowingCallable call) {
    try {
      call.call();
    } catch (Refused refused) {
      return refused.failure();
    } catch (Throwable other) {
      throw new AssertionError("not refused", other);
    }
    throw new AssertionError("not refused");
  }
}
