package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.failure.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist A: a path with a second spelling is refused by the engine too, whatever let it through. */
class ChecklistAKvPathsTest {
  private final KvWorld world = new KvWorld();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a/./b", "a/../b", "a\u0000b",
        "a\u001fb", "a\u007fb", "a\u0085b", "a\ud800", "\udc00b"
      })
  void aPathThatCouldBeReadInTwoWaysIsRefusedByEveryOperation(String path) {
    assertThat(KvRulesTest.failure(() -> world.write(path, "{}"))).isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> world.read(path))).isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> world.kv.reads().exists(path))).isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> world.kv.versions().destroy(world.permit, path, List.of(1))))
        .isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> world.kv.metadata().remove(world.permit, path)))
        .isInstanceOf(Failure.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "//", "a//", "../", "a/../", "./"})
  void aFolderIsSpelledInOneWay(String folder) {
    assertThat(KvRulesTest.failure(() -> world.kv.lists().list(world.permit, folder, Page.ALL)))
        .isInstanceOf(Failure.Malformed.class);
    assertThat(KvRulesTest.failure(() -> world.kv.lists().scan(world.permit, folder, Page.ALL)))
        .isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void namesThatLookAlikeAreDifferentSecrets() {
    List<String> paths =
        List.of("a", "A", "\u00e9", "e\u0301", "a b", "a%2fb", "a/b", "a.b", "...", "1", "a/1", "+", "*");
    for (String path : paths) {
      world.write(path, "{\"at\":\"" + paths.indexOf(path) + "\"}");
    }
    for (String path : paths) {
      assertThat(world.told(path, new Which.Current()))
          .isEqualTo("{\"at\":\"" + paths.indexOf(path) + "\"}");
    }
  }

  @Test
  void aPathOfNumbersDoesNotReachAnotherSecretsVersions() {
    world.write("a", "{\"secret\":1}");
    world.write("a/1", "{\"other\":1}");
    world.kv.metadata().remove(world.permit, "a/1");
    assertThat(world.told("a", new Which.Number(1))).isEqualTo("{\"secret\":1}");
    world.write("a/1", "{\"other\":2}");
    world.kv.metadata().remove(world.permit, "a");
    assertThat(world.told("a/1", new Which.Current())).isEqualTo("{\"other\":2}");
  }

  @Test
  void longPathsAreRefusedBeforeTheStoreMust() {
    assertThat(KvRulesTest.failure(() -> world.write("x".repeat(513), "{}")))
        .isInstanceOf(Failure.TooLarge.class);
    assertThat(KvRulesTest.failure(() -> world.write("x/".repeat(200) + "x", "{}")))
        .isInstanceOf(Failure.TooLarge.class);
    assertThat(KvRulesTest.failure(() -> world.write(("x".repeat(500) + "/").repeat(5) + "x", "{}")))
        .isInstanceOf(Failure.TooLarge.class);
    world.write(("x".repeat(500) + "/").repeat(4) + "x", "{}");
  }

  @Test
  void aLimitIsNoWayAroundItself() {
    for (String path : List.of("a", "b", "c")) {
      world.write(path, "{}");
    }
    assertThat(KvRulesTest.failure(() -> world.kv.lists().list(world.permit, "", new Page("", -1))))
        .isInstanceOf(Failure.Malformed.class);
    assertThat(world.kv.lists().list(world.permit, "", new Page("", 2))).containsExactly("a", "b");
    assertThat(world.kv.lists().list(world.permit, "", new Page("", Integer.MAX_VALUE))).hasSize(3);
  }
}
