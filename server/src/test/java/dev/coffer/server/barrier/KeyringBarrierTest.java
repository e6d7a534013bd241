package dev.coffer.server.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyringBarrierTest {
  private static final UUID CLUSTER = UUID.fromString("6ec3b5a2-9e9a-4a25-8f77-1e8c5a1d2f30");
  private static final Instant START = Instant.parse("2026-01-15T10:30:00Z");
  private static final Key KEY = Key.of("mount/m/a");

  private final SecureRandom random = new SecureRandom();
  private final Store store = new MemoryStore();
  private final SecretBytes rootKey = SecretBytes.owning(new byte[32]);
  private final KeyringBarrier barrier = created(store);

  private KeyringBarrier created(Store over) {
    KeyringBarrier fresh = new KeyringBarrier(over, random, InstantSource.fixed(START));
    fresh.create(CLUSTER, rootKey);
    return fresh;
  }

  /** Another node, or the same one after a restart. */
  private KeyringBarrier another() {
    KeyringBarrier other = new KeyringBarrier(store, random, InstantSource.fixed(START));
    other.unseal(CLUSTER, rootKey);
    return other;
  }

  @Test
  void whatIsWrittenIsRead() {
    long version = put(barrier, KEY, "s3cret");
    assertThat(text(barrier, KEY)).contains("s3cret");
    try (Reading reading = barrier.read()) {
      assertThat(reading.expectation(KEY)).isEqualTo(new Expectation(KEY, version));
      assertThat(reading.expectation(Key.of("mount/m/b")).version()).isEqualTo(Expectation.ABSENT);
      assertThat(reading.scan("mount/", Optional.empty(), 10)).hasSize(1);
      assertThat(reading.keys("mount/", Optional.empty(), 10)).containsExactly(KEY);
      assertThat(reading.children("mount/m/", "", 10)).containsExactly("a");
    }
    barrier.commit(new Changes().delete(KEY));
    assertThat(text(barrier, KEY)).isEmpty();
  }

  @Test
  void beforeInitialisationAndWhileSealedNothingIsServed() {
    KeyringBarrier never = new KeyringBarrier(new MemoryStore(), random, InstantSource.fixed(START));
    assertThatThrownBy(never::read).extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Uninitialized());
    barrier.commit(new Changes().put(CoreKeys.SEAL, new byte[] {1}));
    try (Reading begun = barrier.read()) {
      barrier.seal();
      assertThatThrownBy(() -> begun.get(CoreKeys.SEAL)).extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Sealed());
    }
    assertThatThrownBy(barrier::read).extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Sealed());
    assertThatThrownBy(() -> put(barrier, KEY, "x")).extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Sealed());
    assertThatThrownBy(() -> barrier.mac("token", new byte[1])).extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Sealed());
    barrier.unseal(CLUSTER, rootKey);
    assertThat(barrier.isUnsealed()).isTrue();
  }

  @Test
  void aWrongRootKeyOpensNothing() {
    byte[] other = new byte[32];
    other[31] = 1;
    barrier.seal();
    assertThatThrownBy(() -> barrier.unseal(CLUSTER, SecretBytes.owning(other)))
        .extracting(KeyringBarrierTest::failure).isEqualTo(new Failure.Integrity("core/keyring"));
    assertThat(barrier.isUnsealed()).isFalse();
  }

  @Test
  void theCommitClosesItsValuesEvenWhenItLoses() {
    SecretBytes value = SecretBytes.ofText("s3cret");
    Changes changes = new Changes().put(KEY, value).expect(new Expectation(KEY, 77));
    assertThatThrownBy(() -> barrier.commit(changes)).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> value.read(bytes -> bytes)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oldKeysStillOpenAfterARotation() {
    put(barrier, KEY, "old");
    assertThat(barrier.rotate(List.of()).term()).isEqualTo(2);
    put(barrier, Key.of("mount/m/b"), "new");
    assertThat(text(barrier, KEY)).contains("old");
    barrier.seal();
    barrier.unseal(CLUSTER, rootKey);
    assertThat(text(barrier, KEY)).contains("old");
    assertThat(text(barrier, Key.of("mount/m/b"))).contains("new");
  }

  @Test
  void anotherNodeLearnsOfARotationWhenItReadsOrWrites() {
    KeyringBarrier other = another();
    barrier.rotate(List.of());
    put(barrier, KEY, "sealed under key 2");
    assertThat(text(other, KEY)).contains("sealed under key 2");
    barrier.rotate(List.of());
    put(other, KEY, "sealed again under key 3");
    assertThat(other.keyStatus().term()).isEqualTo(3);
    assertThat(text(barrier, KEY)).contains("sealed again under key 3");
  }

  @Test
  void rotationUnderLoadLosesNothingAndDisturbsNobody() throws Exception {
    AtomicInteger written = new AtomicInteger();
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      writers.add(
          () -> {
            for (int i = 0; i < 200; i++) {
              int number = written.getAndIncrement();
              put(barrier, Key.of("mount/m/" + number), "value " + number);
            }
            return 0;
          });
    }
    writers.add(
        () -> {
          for (int i = 0; i < 20; i++) {
            barrier.rotate(List.of());
          }
          return 0;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(writers)) {
        done.get();
      }
    }
    assertThat(barrier.keyStatus().term()).isEqualTo(21);
    KeyringBarrier restarted = another();
    for (int number = 0; number < written.get(); number++) {
      assertThat(text(restarted, Key.of("mount/m/" + number))).contains("value " + number);
    }
  }

  @Test
  void operatorsAreToldTheUsesThatAreKnownAndNotThoseThatAreReserved() {
    for (int use = 0; use < 50; use++) {
      put(barrier, KEY, "x");
    }
    assertThat(barrier.keyStatus().uses()).isBetween(51L, 60L);
    KeyringBarrier restarted = another(); // As after a kill: nobody knows of the fifty.
    put(restarted, KEY, "y");
    assertThat(restarted.keyStatus().uses()).isBetween(2L, 10L);
    for (long left = UseBudget.BLOCK; left > 0; left -= 100) {
      Changes many = new Changes();
      for (int row = 0; row < 100; row++) {
        many.put(Key.of("mount/n/" + row), new byte[] {1});
      }
      restarted.commit(many);
    }
    assertThat(restarted.keyStatus().uses())
        .as("counted on across reservations")
        .isBetween(UseBudget.BLOCK, UseBudget.BLOCK + 200);
  }

  @Test
  void aKeyIsReplacedBeforeItsUsesAreSpent() {
    barrier.rotationPolicy(new RotationPolicy(true, 3 * UseBudget.BLOCK, Duration.ZERO), List.of());
    for (int restart = 0; restart < 5; restart++) {
      put(another(), KEY, "restart " + restart);
    }
    assertThat(another().keyStatus().term()).isEqualTo(3);
    assertThat(text(barrier, KEY)).contains("restart 4");
  }

  @Test
  void aKeyIsReplacedWhenItsIntervalIsOver() {
    barrier.rotationPolicy(new RotationPolicy(true, 1L << 31, Duration.ofDays(30)), List.of());
    barrier.run(START.plus(Duration.ofDays(29)));
    assertThat(barrier.keyStatus().term()).isEqualTo(1);
    barrier.run(START.plus(Duration.ofDays(30)));
    assertThat(barrier.keyStatus().term()).isEqualTo(2);
    barrier.rotationPolicy(new RotationPolicy(false, 1L << 31, Duration.ofDays(30)), List.of());
    barrier.run(START.plus(Duration.ofDays(365)));
    assertThat(barrier.keyStatus().term()).isEqualTo(2);
  }

  @Test
  void purposeKeysAreTheSameForEverybodyAndAfterRotations() throws Exception {
    List<Callable<byte[]>> askers = new ArrayList<>();
    for (int asker = 0; asker < 8; asker++) {
      KeyringBarrier node = another();
      askers.add(() -> node.mac("token", new byte[] {1, 2, 3}));
    }
    byte[] expected = barrier.mac("token", new byte[] {1, 2, 3});
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> mac : threads.invokeAll(askers)) {
        assertThat(mac.get()).isEqualTo(expected);
      }
    }
    barrier.rotate(List.of());
    assertThat(another().mac("token", new byte[] {1, 2, 3})).isEqualTo(expected);
    assertThat(barrier.mac("audit", new byte[] {1, 2, 3})).isNotEqualTo(expected);
    try (SecretBytes one = barrier.purposeKey("token");
        SecretBytes two = another().purposeKey("token")) {
      assertThat(one.sameAs(two)).isTrue();
    }
  }

  @Test
  void replacingTheRootKeyKeepsEveryRowAndEndsTheOldKey() {
    put(barrier, KEY, "kept");
    byte[] bytes = new byte[32];
    bytes[0] = 9;
    try (SecretBytes next = SecretBytes.owning(bytes)) {
      barrier.replaceRootKey(next, List.of(), List.of());
      barrier.rotate(List.of());
      assertThat(text(barrier, KEY)).contains("kept");
      barrier.seal();
      assertThatThrownBy(() -> barrier.unseal(CLUSTER, rootKey)).isInstanceOf(Refused.class);
      barrier.unseal(CLUSTER, next);
      assertThat(text(barrier, KEY)).contains("kept");
    }
  }

  @Test
  void decodedRowsAreForgottenWhenTheBarrierSeals() {
    AtomicInteger decodings = new AtomicInteger();
    Decoded<String> cache =
        new Decoded<>(
            10,
            bytes -> {
              decodings.incrementAndGet();
              return new String(bytes, StandardCharsets.UTF_8);
            });
    put(barrier, KEY, "one");
    assertThat(decoded(cache)).isEqualTo("one");
    assertThat(decoded(cache)).isEqualTo("one");
    assertThat(decodings).hasValue(1);
    put(barrier, KEY, "two");
    assertThat(decoded(cache)).isEqualTo("two");
    barrier.seal();
    assertThat(cache.size()).isZero();
  }

  @Test
  void decodedRowsAreBounded() {
    Decoded<String> cache = new Decoded<>(10, bytes -> new String(bytes, StandardCharsets.UTF_8));
    for (int i = 0; i < 100; i++) {
      Key key = Key.of("mount/m/" + i);
      put(barrier, key, "v" + i);
      try (Reading reading = barrier.read()) {
        assertThat(reading.get(key, cache).orElseThrow().value()).isEqualTo("v" + i);
      }
    }
    assertThat(cache.size()).isLessThanOrEqualTo(10);
  }

  private String decoded(Decoded<String> cache) {
    try (Reading reading = barrier.read()) {
      return reading.get(KEY, cache).orElseThrow().value();
    }
  }

  private static long put(Barrier into, Key key, String text) {
    return into.commit(new Changes().put(key, SecretBytes.ofText(text)));
  }

  private static Optional<String> text(Barrier from, Key key) {
    try (Reading reading = from.read()) {
      return reading.get(key).map(KeyringBarrierTest::text);
    }
  }

  private static String text(Opened opened) {
    try (SecretBytes value = opened.value()) {
      return value.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static Object failure(Throwable thrown) {
    return thrown instanceof Refused refused ? refused.failure() : thrown;
  }
}
