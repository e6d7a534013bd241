package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastTest {
  private final KvWorld world = new KvWorld();

  @Test
  void whatWasDestroyedSinceIsNamedWithItsTime() {
    world.write("a", "{\"n\":1}");
    Instant then = world.clock.instant();
    Instant destroyed = world.clock.advance(Duration.ofHours(1));
    world.kv.versions().destroy(world.permit, "a", List.of(1));
    ReadVersion found = world.read("a", new Which.AsOf(then)).orElseThrow();
    assertThat(found.payload()).isEmpty();
    assertThat(found.version().number()).isEqualTo(1);
    assertThat(found.version().destroyed()).contains(destroyed);
  }

  @Test
  void aSecretOfTheSameNameIsNotTakenForTheOneThatWasRemoved() {
    world.write("a", "{\"old\":1}");
    Instant then = world.clock.instant();
    Instant removed = world.clock.advance(Duration.ofHours(1));
    world.kv.metadata().remove(world.permit, "a");
    world.clock.advance(Duration.ofHours(1));
    world.write("a", "{\"new\":1}");
    assertThat(world.told("a", new Which.Current())).isEqualTo("{\"new\":1}");
    ReadVersion found = world.read("a", new Which.AsOf(then)).orElseThrow();
    assertThat(found.state()).isEqualTo(VersionState.DESTROYED);
    assertThat(found.version().destroyed()).contains(removed);
    assertThat(world.told("a", new Which.AsOf(removed))).isEqualTo("-");
  }

  @Test
  void historyTellsWhoDidWhatNewestFirst() {
    Permit ana = Permits.everything(caller("ana"));
    world.kv.writes().write(ana, "a", KvWorld.payload("{}"), new ExpectedVersion.Any());
    world.settings("a", KvWorld.custom(Map.of("owner", "team")));
    world.kv.metadata().remove(ana, "a");
    List<HistoryEntry> history = world.kv.metadata().history(world.permit, "a", 0, 10);
    assertThat(history)
        .extracting(HistoryEntry::event)
        .containsExactly(
            HistoryEntry.Event.REMOVE, HistoryEntry.Event.METADATA, HistoryEntry.Event.WRITE);
    assertThat(history.getLast().actor()).isEqualTo(new Actor("ana", "entity-ana", "accessor-ana"));
    assertThat(world.kv.metadata().history(world.permit, "a", 2, 1))
        .extracting(HistoryEntry::sequence)
        .containsExactly(1L);
  }

  @Test
  void timeInTheHistoryNeverGoesBack() {
    world.write("a", "{}");
    world.clock.set(world.clock.instant().minusSeconds(3600));
    world.write("a", "{}");
    List<HistoryEntry> history = world.kv.metadata().history(world.permit, "a", 0, 10);
    assertThat(history.get(0).at()).isEqualTo(history.get(1).at());
  }

  @Test
  void historyIsKeptUpToItsLimitAndThePastBeforeIsRefusedNotGuessed() {
    world.config(KvWorld.historyMax(100));
    Instant first = world.clock.instant();
    for (int n = 0; n < 300; n++) {
      world.write("a", "{\"n\":" + n + "}");
      world.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(KvRulesTest.failure(() -> world.read("a", new Which.AsOf(first))))
        .isInstanceOf(Failure.WrongState.class);
    assertThat(world.told("a", new Which.AsOf(first.plusSeconds(295)))).isEqualTo("{\"n\":295}");
    assertThat(world.told("a", new Which.AsOf(first.plusSeconds(230)))).isEqualTo("DESTROYED");
    try (var reading = world.barrier.read()) {
      List<Key> rows = reading.keys("mount/u-1/hist/", Optional.empty(), 1_000);
      assertThat(rows.size()).isBetween(100, 100 + Edit.STATE_EVERY);
    }
  }

  @Test
  void namesOfThePastAreThoseThatWereThere() {
    world.write("f/old", "{}");
    world.write("f/both", "{}");
    world.write("f/deep/x/y", "{}");
    Instant then = world.clock.instant();
    world.clock.advance(Duration.ofSeconds(10));
    world.kv.metadata().remove(world.permit, "f/old");
    world.kv.metadata().remove(world.permit, "f/deep/x/y");
    world.write("f/new", "{}");
    world.write("f/other/z", "{}");
    assertThat(names("f/", then)).containsExactly("both", "deep/", "old");
    assertThat(names("", then)).containsExactly("f/");
    assertThat(names("f/", world.clock.instant())).containsExactly("both", "new", "other/");
    assertThat(names("f/", then.minusSeconds(1))).isEmpty();
    assertThat(world.kv.lists().listAsOf(world.permit, "f/", new Page("both", 1), then))
        .containsExactly("deep/");
  }

  @Test
  void theFutureIsRefused() {
    world.write("a", "{}");
    Instant future = world.clock.instant().plusSeconds(1);
    assertThat(KvRulesTest.failure(() -> world.read("a", new Which.AsOf(future))))
        .isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> names("", future))).isInstanceOf(Failure.Malformed.class);
  }

  private List<String> names(String folder, Instant time) {
    return world.kv.lists().listAsOf(world.permit, folder, Page.ALL, time);
  }

  private static Caller caller(String name) {
    return new Caller(
        "hash-" + name, "accessor-" + name, "service", name, "entity-" + name, List.of(), List.of(),
        Map.of(), Duration.ZERO, Instant.EPOCH, Optional.empty(), 0, List.of());
  }
}
