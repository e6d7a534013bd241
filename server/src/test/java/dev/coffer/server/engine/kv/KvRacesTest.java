package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KvRacesTest {
  private static final int WRITERS = 16;
  private static final int VERSIONS = 10;
  private final KvWorld world = new KvWorld();

  @Test
  void ofManyWritersWhoExpectTheSameVersionOneWins() throws Exception {
    for (int version = 0; version < VERSIONS; version++) {
      ExpectedVersion expected = new ExpectedVersion.Exactly(version);
      assertThat(together(() -> wins(expected))).filteredOn(won -> won).hasSize(1);
    }
    assertThat(world.kv.metadata().read(world.permit, "a").orElseThrow().current()).isEqualTo(VERSIONS);
  }

  @Test
  void writersWhoTryAgainAllGetANumberOfTheirOwn() throws Exception {
    List<Integer> numbers = together(this::writtenInTheEnd);
    assertThat(numbers).doesNotHaveDuplicates().hasSize(WRITERS);
    assertThat(world.kv.metadata().history(world.permit, "a", 0, 100))
        .extracting(HistoryEntry::sequence)
        .hasSize(WRITERS)
        .isSortedAccordingTo((left, right) -> Long.compare(right, left));
  }

  private boolean wins(ExpectedVersion expected) {
    while (true) {
      try {
        world.write("a", "{}", expected);
        return true;
      } catch (Conflict _) {
        // As the gate does: decided again with what is there now.
      } catch (Refused refused) {
        assertThat(refused.failure()).isInstanceOf(Failure.VersionMismatch.class);
        return false;
      }
    }
  }

  private int writtenInTheEnd() {
    while (true) {
      try {
        return world.write("a", "{}").version().number();
      } catch (Conflict _) {
        // As the gate does.
      }
    }
  }

  private static <T> List<T> together(Callable<T> work) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int n = 0; n < WRITERS; n++) {
        running.add(threads.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
