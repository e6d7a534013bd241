package dev.coffer.server.engine.cubbyhole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CubbyholeEngineTest {
  private final Barrier barrier = TestBarrier.unsealed();
  private final CubbyholeEngine cubbyhole =
      new CubbyholeEngine(
          new EngineView(barrier, "mount/c-1/", "cubbyhole/", Map.of(), Duration.ofDays(32)));
  private final Permit ana = Permits.everything(caller("a", List.of()));
  private final Permit bob = Permits.everything(caller("ab", List.of()));

  @Test
  void noTokenSeesAnothersThings() {
    write(ana, "x", "{\"mine\":1}");
    write(bob, "x", "{\"his\":1}");
    assertThat(told(ana, "x")).contains("{\"mine\":1}");
    assertThat(told(bob, "x")).contains("{\"his\":1}");
    cubbyhole.delete(bob, "x");
    assertThat(told(ana, "x")).isPresent();
    assertThat(cubbyhole.list(bob, "")).isEmpty();
  }

  @Test
  void revocationTakesEverythingOfThatTokenAndNothingElse() {
    for (int n = 0; n < 600; n++) {
      write(ana, "k/" + n, "{}");
    }
    write(bob, "x", "{}");
    cubbyhole.purge("a");
    assertThat(cubbyhole.list(ana, "")).isEmpty();
    assertThat(cubbyhole.list(bob, "")).containsExactly("x");
  }

  @Test
  void nothingIsWrittenAfterTheTokensRowChanged() {
    Key row = Key.of("token/a");
    barrier.commit(new Changes().put(row, new byte[] {1}));
    Expectation alive;
    try (var reading = barrier.read()) {
      alive = reading.expectation(row);
    }
    Permit permit = Permits.everything(caller("a", List.of(alive)));
    barrier.commit(new Changes().delete(row));
    assertThatThrownBy(() -> write(permit, "x", "{}")).isInstanceOf(Conflict.class);
    assertThat(cubbyhole.list(ana, "")).isEmpty();
  }

  @Test
  void batchTokensHaveNone() {
    Permit batch = Permits.everything(caller("", List.of()));
    assertThatThrownBy(() -> cubbyhole.read(batch, "x"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isEqualTo(
                        new Failure.Malformed(
                            "cubbyhole operations are only supported by service tokens")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "../ab/x", "a/..", "a//b", "a/", "a\u0000"})
  void aPathCannotLeaveThePlace(String path) {
    write(bob, "x", "{}");
    assertThatThrownBy(() -> cubbyhole.read(ana, path)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> write(ana, path, "{}")).isInstanceOf(Refused.class);
  }

  @Test
  void aPermitForOneThingDoesNotServeAnother() {
    Permit reading = Permits.granting(caller("a", List.of()), cubbyhole.readNeed("x"));
    assertThatThrownBy(() -> cubbyhole.read(reading, "y")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cubbyhole.delete(reading, "x")).isInstanceOf(IllegalStateException.class);
  }

  private void write(Permit permit, String path, String json) {
    cubbyhole.write(permit, path, SecretBytes.ofText(json));
  }

  private Optional<String> told(Permit permit, String path) {
    return cubbyhole.read(permit, path)
        .map(value -> value.read(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Caller caller(String hash, List<Expectation> revisions) {
    return new Caller(
        hash, "accessor", "service", "token", "", List.of(), List.of(), Map.of(), Duration.ZERO,
        Instant.EPOCH, Optional.empty(), 0, revisions);
  }
}
