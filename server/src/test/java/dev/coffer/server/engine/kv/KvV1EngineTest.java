package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.storage.Conflict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvV1EngineTest {
  private final KvWorld world = new KvWorld();
  private final KvV1Engine kv = (KvV1Engine) world.factory.open(world.view("1"));

  @Test
  void aWriteReplacesWhatWasThere() {
    write("a", "{\"x\":1.0}");
    write("a", "{\"y\":2}");
    assertThat(told("a")).contains("{\"y\":2}");
    kv.delete(world.permit, "a");
    assertThat(told("a")).isEmpty();
    assertThat(kv.exists("a")).isFalse();
  }

  @Test
  void listsNamesOfOneFolder() {
    write("a", "{}");
    write("a/b", "{}");
    write("c", "{}");
    assertThat(kv.list(world.permit, "", Page.ALL)).containsExactly("a", "a/", "c");
    assertThat(kv.list(world.permit, "a/", Page.ALL)).containsExactly("b");
  }

  @Test
  void theExistenceTheDecisionRestsOnIsExpected() {
    write("a", "{}");
    var creating = Permits.deciding(false, kv.writeNeed("a"));
    assertThatThrownBy(() -> kv.write(creating, "a", SecretBytes.ofText("{\"other\":1}")))
        .isInstanceOf(Conflict.class);
    assertThat(told("a")).contains("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/", "a//b", "../a", "a\u0000"})
  void strangePathsAreRefused(String path) {
    assertThat(KvRulesTest.failure(() -> write(path, "{}"))).isInstanceOf(Failure.Malformed.class);
  }

  @Test
  void anotherVersionThanOneOrTwoIsRefused() {
    assertThat(KvRulesTest.failure(() -> world.factory.open(world.view("3"))))
        .isInstanceOf(Failure.Malformed.class);
  }

  private void write(String path, String json) {
    kv.write(world.permit, path, SecretBytes.ofText(json));
  }

  private Optional<String> told(String path) {
    return kv.read(world.permit, path)
        .map(value -> value.read(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }
}
