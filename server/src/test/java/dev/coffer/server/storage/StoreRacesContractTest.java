package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.storage.Batch.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store keeps when many use it at once. */
public abstract class StoreRacesContractTest extends StoreFixture {

  @Test
  void p2IncrementsOfManyWritersAreAllCounted() throws Exception {
    int writers = 16;
    int increments = 20;
    List<Key> counters = List.of(Key.of("n/0"), Key.of("n/1"), Key.of("n/2"));
    inParallel(
        writers,
        writer -> {
          for (int done = 0; done < increments; done++) {
            increment(counters.get((writer + done) % counters.size()));
          }
        });
    long total = 0;
    for (Key counter : counters) {
      total += get(counter.text()).map(StoreFixture::number).orElse(0L);
    }
    assertThat(total).isEqualTo((long) writers * increments);
  }

  @Test
  void aConflictFailsItsOwnBatchAndNoOther() throws Exception {
    int writers = 32;
    inParallel(
        writers,
        writer -> {
          for (int round = 0; round < 10; round++) {
            String name = "w/" + writer + "/" + round;
            if (writer % 2 == 0) {
              put(name, "kept");
            } else {
              assertThatThrownBy(
                      () -> commit(List.of(putting(name, "lost")), new Expectation(Key.of("none"), 1)))
                  .isInstanceOf(Conflict.class);
            }
          }
        });
    assertThat(children("w/")).hasSize(writers / 2);
    assertThat(scan("w/")).hasSize(writers / 2 * 10);
  }

  @Test
  void p2SnapshotsUnderWritersSeeWholeBatches() throws Exception {
    commit(pair(0));
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> reader = threads.submit(() -> watchPairs(writing));
      for (int value = 1; value <= 200; value++) {
        commit(pair(value));
      }
      writing.set(false);
      assertThat(reader.get()).isPositive();
    }
  }

  @Test
  void aWriterReadsItsOwnWrite() throws Exception {
    inParallel(
        16,
        writer -> {
          for (int round = 0; round < 10; round++) {
            long position = put("own/" + writer, "round " + round);
            assertThat(get("own/" + writer).map(Row::version)).contains(position);
          }
        });
  }

  private void increment(Key counter) {
    while (true) {
      Optional<Row> row = get(counter.text());
      long version = row.map(Row::version).orElse(Expectation.ABSENT);
      long next = row.map(StoreFixture::number).orElse(0L) + 1;
      try {
        commit(List.of(new Batch.Put(counter, number(next))), new Expectation(counter, version));
        return;
      } catch (Conflict lost) {
        assertThat(lost.key()).isEqualTo(counter);
      }
    }
  }

  private static List<Change> pair(long value) {
    return List.of(
        new Batch.Put(Key.of("pair/left"), number(value)),
        new Batch.Put(Key.of("pair/right"), number(value)));
  }

  private int watchPairs(AtomicBoolean writing) {
    int looks = 0;
    long last = 0;
    do {
      try (Snapshot snapshot = store.snapshot()) {
        long left = snapshot.get(Key.of("pair/left")).map(StoreFixture::number).orElseThrow();
        List<Entry> both = snapshot.scan("pair/", FROM_START, 2);
        assertThat(both).extracting(entry -> number(entry.row())).containsExactly(left, left);
        assertThat(left).isGreaterThanOrEqualTo(last);
        last = left;
        looks++;
      }
    } while (writing.get());
    return looks;
  }

  private static void inParallel(int workers, Work work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int worker : IntStream.range(0, workers).toArray()) {
        running.add(
            threads.submit(
                () -> {
                  work.run(worker);
                  return worker;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private interface Work {
    void run(int worker) throws Exception;
  }
}
