package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store shows to readers: positions, order, pages, folders. */
public abstract class StoreReadsContractTest extends StoreFixture {

  @Test
  void aSnapshotStaysAtItsPosition() {
    put("f/a", "old");
    put("f/gone", "old");
    try (Snapshot before = store.snapshot()) {
      commit(List.of(putting("f/a", "new"), putting("f/b/c", "new"), deleting("f/gone")));
      assertThat(before.get(Key.of("f/a")).map(StoreFixture::text)).contains("old");
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

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void behavesAsAnOrderedMap(long seed) {
    new OrderedMapModel(store, Long.getLong("seed", seed)).run(200);
  }
}
