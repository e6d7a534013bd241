package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store keeps, whatever it stands on: rows, versions, batches and what they expect. */
public abstract class StoreContractTest extends StoreFixture {

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
    assertThat(get("a").map(StoreFixture::text)).contains("");
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
    assertThat(get("a").map(StoreFixture::text)).contains("old");
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
    assertThat(get("a").map(StoreFixture::text)).contains("3");
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
  void aClosedStoreRefusesByName() {
    put("a", "1");
    store.close();
    assertThatThrownBy(() -> put("a", "2"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Unavailable.class));
    assertThatThrownBy(() -> store.snapshot()).isInstanceOf(Refused.class);
  }
}
