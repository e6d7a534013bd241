package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store keeps, whatever it stands on. */
public abstract class StoreContractTest {
  private static final Optional<Key> FROM_START = Optional.empty();

  private Store store;

  /** An empty store. */
  protected abstract Store open();

  @BeforeEach
  void startEmpty() {
    store = open();
    assertThat(scan("")).isEmpty();
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Test
  void readsBackWhatWasWritten() {
    long position = put("a", "one");
    assertThat(get("a")).hasValueSatisfying(row -> {
      assertThat(text(row)).isEqualTo("one");
      assertThat(row.version()).isEqualTo(position).isPositive();
    });
    assertThat(get("b")).isEmpty();
  }

  @Test
  void anEmptyValueIsAValue() {
    put("a", "");
    assertThat(get("a").map(StoreContractTest::text)).contains("");
  }

  @Test
  void getAllGivesTheRowsThatAreThere() {
    put("a", "1");
    put("c", "3");
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.getAll(List.of(Key.of("a"), Key.of("b"), Key.of("c"))))
          .containsOnlyKeys(Key.of("a"), Key.of("c"));
      assertThat(snapshot.getAll(List.of())).isEmpty();
    }
  }

  @Test
  void p4ABatchIsAllOrNothing() {
    long first = put("a", "old");
    assertThatThrownBy(
            () ->
                commit(
                    List.of(putting("a", "new"), putting("b", "new"), deleting("c")),
                    new Expectation(Key.of("a"), first),
                    new Expectation(Key.of("missing"), 7)))
        .isInstanceOf(Conflict.class);
    assertThat(get("a").map(StoreContractTest::text)).contains("old");
    assertThat(get("b")).isEmpty();
  }

  @Test
  void expectationsMayNameRowsTheBatchDoesNotWrite() {
    long parent = put("parent", "1");
    commit(List.of(putting("child/1", "x")), new Expectation(Key.of("parent"), parent));
    put("parent", "revoked");
    assertThatThrownBy(
            () -> commit(List.of(putting("child/2", "x")), new Expectation(Key.of("parent"), parent)))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.key()).isEqualTo(Key.of("parent")));
    assertThat(scan("child/")).containsExactly("child/1");
  }

  @Test
  void absenceCanBeExpected() {
    commit(List.of(putting("a", "1")), Expectation.absent(Key.of("a")));
    assertThatThrownBy(() -> commit(List.of(putting("a", "2")), Expectation.absent(Key.of("a"))))
        .isInstanceOf(Conflict.class);
    commit(List.of(deleting("a")));
    commit(List.of(putting("a", "3")), Expectation.absent(Key.of("a")));
    assertThat(get("a").map(StoreContractTest::text)).contains("3");
  }

  @Test
  void aBatchMayOnlyExpect() {
    long version = put("a", "1");
    long position = commit(List.of(), new Expectation(Key.of("a"), version));
    assertThat(position).isGreaterThanOrEqualTo(version);
    assertThatThrownBy(() -> commit(List.of(), Expectation.absent(Key.of("a"))))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void versionsAreNeverUsedAgainAlsoAfterADelete() {
    long first = put("a", "1");
    long deletion = commit(List.of(deleting("a")));
    long second = put("a", "1");
    assertThat(second).isGreaterThan(deletion);
    assertThat(deletion).isGreaterThan(first);
    assertThatThrownBy(() -> commit(List.of(deleting("a")), new Expectation(Key.of("a"), first)))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void deletingWhatIsNotThereIsNoFailure() {
    commit(List.of(deleting("a")));
    assertThat(get("a")).isEmpty();
  }

  @Test
  void rowsOfOneBatchShareItsPosition() {
    long position = commit(List.of(putting("a", "1"), putting("b", "2")));
    assertThat(get("a").map(Row::version)).contains(position);
    assertThat(get("b").map(Row::version)).contains(position);
  }

  @Test
  void aSnapshotStaysAtItsPosition() {
    put("f/a", "old");
    put("f/gone", "old");
    try (Snapshot before = store.snapshot()) {
      commit(List.of(putting("f/a", "new"), putting("f/b/c", "new"), deleting("f/gone")));
      assertThat(before.get(Key.of("f/a")).map(StoreContractTest::text)).contains("old");
      assertThat(before.get(Key.of("f/b/c"))).isEmpty();
      assertThat(before.getAll(List.of(Key.of("f/gone")))).hasSize(1);
      assertThat(before.scan("f/", FROM_START, 9)).hasSize(2);
      assertThat(before.children("f/", "", 9)).containsExactly("a", "gone");
    }
    assertThat(children("f/")).containsExactly("a", "b/");
  }

  @Test
  void namesAreOrderedByTheirUtf8Bytes() {
    List<String> ordered =
        List.of("n/", "n/\0", "n/-", "n//", "n/0", "n/a", "n/a-b", "n/a/", "n/a/x", "n/a0", "n/é",
            "n/\ud7ff", "n/\ue000", "n/\uffff", "n/\ud800\udc00", "n/\udbff\udfff");
    for (int at = ordered.size() - 1; at >= 0; at--) {
      put(ordered.get(at), "x");
    }
    assertThat(scan("n/")).containsExactlyElementsOf(ordered);
    assertThat(children("n/"))
        .containsExactly(
            "\0", "-", "/", "0", "a", "a-b", "a/", "a0", "é", "\ud7ff", "\ue000", "\uffff",
            "\ud800\udc00", "\udbff\udfff");
  }

  @Test
  void scansGiveTheRowsOfAPrefixInPages() {
    for (String name : List.of("p", "p/1", "p/2", "p/3", "p/4", "q/1")) {
      put(name, name);
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(names(snapshot.scan("p/", FROM_START, 2))).containsExactly("p/1", "p/2");
      assertThat(names(snapshot.scan("p/", Optional.of(Key.of("p/2")), 2)))
          .containsExactly("p/3", "p/4");
      assertThat(snapshot.scan("p/", Optional.of(Key.of("p/4")), 2)).isEmpty();
      assertThat(names(snapshot.scan("p/", Optional.of(Key.of("p/2zz")), 1))).containsExactly("p/3");
      assertThat(names(snapshot.scan("p/", Optional.of(Key.of("a")), 1))).containsExactly("p/1");
      assertThat(snapshot.scan("p/", Optional.of(Key.of("z")), 1)).isEmpty();
      assertThat(names(snapshot.scan("p", FROM_START, 2))).containsExactly("p", "p/1");
      assertThat(snapshot.scan("p/", FROM_START, 1).getFirst().row())
          .satisfies(row -> assertThat(text(row)).isEqualTo("p/1"));
    }
  }

  @Test
  void childrenAreTheNextSegmentsEachOnce() {
    for (String name :
        List.of("f/a", "f/a/1", "f/a/2/3", "f/a-b", "f/a-b/c", "f/b/1", "f/b/2", "f/c", "g/x", "f")) {
      put(name, "x");
    }
    assertThat(children("f/")).containsExactly("a", "a-b", "a-b/", "a/", "b/", "c");
    assertThat(children("f/a/")).containsExactly("1", "2/");
    assertThat(children("f/empty/")).isEmpty();
    assertThat(children("f/c/")).isEmpty();
  }

  @Test
  void childrenComeInPages() {
    for (String name : List.of("f/a", "f/a/1", "f/a-b", "f/b/1", "f/b/2", "f/b0", "f/c")) {
      put(name, "x");
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.children("f/", "", 2)).containsExactly("a", "a-b");
      assertThat(snapshot.children("f/", "a", 2)).containsExactly("a-b", "a/");
      assertThat(snapshot.children("f/", "a-b", 2)).containsExactly("a/", "b/");
      assertThat(snapshot.children("f/", "b/", 2)).containsExactly("b0", "c");
      assertThat(snapshot.children("f/", "b", 1)).containsExactly("b/");
      assertThat(snapshot.children("f/", "b/1", 9)).containsExactly("b0", "c");
      assertThat(snapshot.children("f/", "c", 9)).isEmpty();
      assertThat(snapshot.children("f/", "zzz", 9)).isEmpty();
    }
  }

  @Test
  void aFolderEndsInASlash() {
    assertThatThrownBy(() -> children("f")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> children("")).isInstanceOf(IllegalArgumentException.class);
  }

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
      total += get(counter.text()).map(StoreContractTest::number).orElse(0L);
    }
    assertThat(total).isEqualTo((long) writers * increments);
  }

  private void increment(Key counter) {
    while (true) {
      Optional<Row> row = get(counter.text());
      long version = row.map(Row::version).orElse(Expectation.ABSENT);
      long next = row.map(StoreContractTest::number).orElse(0L) + 1;
      try {
        commit(List.of(new Batch.Put(counter, number(next))), new Expectation(counter, version));
        return;
      } catch (Conflict lost) {
        assertThat(lost.key()).isEqualTo(counter);
      }
    }
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

  private static List<Change> pair(long value) {
    return List.of(
        new Batch.Put(Key.of("pair/left"), number(value)),
        new Batch.Put(Key.of("pair/right"), number(value)));
  }

  /** Returns how often it looked; time never runs backwards for it. */
  private int watchPairs(AtomicBoolean writing) {
    int looks = 0;
    long last = 0;
    do {
      try (Snapshot snapshot = store.snapshot()) {
        long left = snapshot.get(Key.of("pair/left")).map(StoreContractTest::number).orElseThrow();
        List<Entry> both = snapshot.scan("pair/", FROM_START, 2);
        assertThat(both).extracting(entry -> number(entry.row())).containsExactly(left, left);
        assertThat(left).isGreaterThanOrEqualTo(last);
        last = left;
        looks++;
      }
    } while (writing.get());
    return looks;
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

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void behavesAsAnOrderedMap(long seed) {
    new OrderedMapModel(store, Long.getLong("seed", seed)).run(200);
  }

  @Test
  void aClosedStoreRefusesByName() {
    put("a", "1");
    store.close();
    assertThatThrownBy(() -> put("a", "2"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class));
    assertThatThrownBy(() -> store.snapshot()).isInstanceOf(Refused.class);
  }

  private interface Work {
    void run(int worker) throws Exception;
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

  private Optional<Row> get(String name) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.get(Key.of(name));
    }
  }

  private List<String> scan(String prefix) {
    try (Snapshot snapshot = store.snapshot()) {
      return names(snapshot.scan(prefix, FROM_START, 10_000));
    }
  }

  private List<String> children(String folder) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.children(folder, "", 10_000);
    }
  }

  private long put(String name, String value) {
    return commit(List.of(putting(name, value)));
  }

  private long commit(List<Change> changes, Expectation... expectations) {
    return store.commit(new Batch(changes, List.of(expectations)));
  }

  private static Change putting(String name, String value) {
    return new Batch.Put(Key.of(name), Ciphertext.owning(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static Change deleting(String name) {
    return new Batch.Delete(Key.of(name));
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(entry -> entry.key().text()).toList();
  }

  private static String text(Row row) {
    return new String(row.value().bytes(), StandardCharsets.UTF_8);
  }

  private static Ciphertext number(long value) {
    return Ciphertext.owning(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static long number(Row row) {
    return ByteBuffer.wrap(row.value().bytes()).getLong();
  }
}
