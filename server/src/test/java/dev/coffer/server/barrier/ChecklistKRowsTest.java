package dev.coffer.server.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever owns the disk can change bytes, move and cut rows: each is named and none is served. */
class ChecklistKRowsTest {
  private static final UUID CLUSTER = new UUID(1, 1);
  private static final Key ONE = Key.of("mount/m/versions/a/1");
  private static final Key TWO = Key.of("mount/m/versions/a/2");

  private final Store store = new MemoryStore();
  private final SecretBytes rootKey = SecretBytes.owning(new byte[32]);
  private final KeyringBarrier barrier = created(store, CLUSTER);

  private KeyringBarrier created(Store over, UUID cluster) {
    KeyringBarrier fresh =
        new KeyringBarrier(over, new SecureRandom(), InstantSource.fixed(Instant.EPOCH));
    fresh.create(cluster, rootKey);
    fresh.commit(
        new Changes().put(ONE, SecretBytes.ofText("first")).put(TWO, SecretBytes.ofText("second")));
    return fresh;
  }

  @Test
  void everyFlippedBitIsNamed() {
    byte[] genuine = stored(ONE);
    for (int bit = 0; bit < genuine.length * 8; bit++) {
      byte[] flipped = genuine.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      plant(ONE, flipped);
      assertNamed(ONE);
    }
    plant(ONE, genuine);
    assertThat(text(ONE)).isEqualTo("first");
  }

  @Test
  void everyTruncationIsNamed() {
    byte[] genuine = stored(ONE);
    for (int length = 0; length < genuine.length; length++) {
      plant(ONE, Arrays.copyOf(genuine, length));
      assertNamed(ONE);
    }
    plant(ONE, Arrays.copyOf(genuine, genuine.length + 1));
    assertNamed(ONE);
  }

  @Test
  void swappedVersionsAreNamed() {
    byte[] one = stored(ONE);
    plant(ONE, stored(TWO));
    plant(TWO, one);
    assertNamed(ONE);
    assertNamed(TWO);
  }

  @Test
  void aRowOfAnotherClusterIsNamedEvenUnderTheSameKeys() {
    Store otherStore = new MemoryStore();
    created(otherStore, new UUID(9, 9));
    try (Snapshot snapshot = otherStore.snapshot()) {
      plant(ONE, snapshot.get(ONE).orElseThrow().value().bytes());
      assertNamed(ONE);
      // The keyring's own row is bound to its cluster, too.
      plant(CoreKeys.KEYRING, snapshot.get(CoreKeys.KEYRING).orElseThrow().value().bytes());
    }
    barrier.seal();
    assertThatThrownBy(() -> barrier.unseal(CLUSTER, rootKey))
        .isInstanceOfSatisfying(Refused.class, refused ->
            assertThat(refused.failure()).isEqualTo(new Failure.Integrity("core/keyring")));
  }

  @Test
  void aDamagedRowInAScanIsNamedAndItsNeighboursKeepServing() {
    byte[] broken = stored(TWO);
    broken[broken.length - 1] ^= 1;
    plant(TWO, broken);
    try (Reading reading = barrier.read()) {
      assertThatThrownBy(() -> reading.scan("mount/", Optional.empty(), 10))
          .isInstanceOfSatisfying(Refused.class, refused ->
              assertThat(refused.failure()).isEqualTo(new Failure.Integrity(TWO.text())));
    }
    assertThat(text(ONE)).isEqualTo("first");
  }

  @Test
  void anUnknownKeyNumberIsAnErrorAndNoneIsMadeUp() {
    byte[] row = stored(ONE);
    row[4] = 99;
    plant(ONE, row);
    assertNamed(ONE);
    row[4] = 0; // The root key opens nothing but the keyring.
    plant(ONE, row);
    assertNamed(ONE);
  }

  @Test
  void theKeyNumberStandsInFrontAndNoncesNeverRepeatAcrossRotations() {
    Set<String> nonces = new HashSet<>();
    for (int number = 1; number <= 3; number++) {
      for (int i = 0; i < 300; i++) {
        barrier.commit(new Changes().put(ONE, SecretBytes.ofText("same text")));
        byte[] row = stored(ONE);
        assertThat(RowFormat.keyNumber(Ciphertext.owning(row))).isEqualTo(number);
        assertThat(nonces.add(HexFormat.of().formatHex(row, 5, 17))).isTrue();
      }
      barrier.rotate(List.of());
    }
  }

  @Test
  void nothingOfTheTextIsInTheStore() {
    barrier.commit(new Changes().put(ONE, SecretBytes.ofText("canary-9f1c")));
    barrier.purposeKey("token").close();
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.scan("", Optional.empty(), 100))
          .allSatisfy(entry ->
              assertThat(new String(entry.row().value().bytes(), StandardCharsets.ISO_8859_1))
                  .doesNotContain("canary-9f1c").doesNotContain("\"key\""));
    }
  }

  private void assertNamed(Key key) {
    try (Reading reading = barrier.read()) {
      assertThatThrownBy(() -> reading.get(key))
          .isInstanceOfSatisfying(Refused.class, refused ->
              assertThat(refused.failure()).isEqualTo(new Failure.Integrity(key.text())));
    }
  }

  private String text(Key key) {
    try (Reading reading = barrier.read();
        SecretBytes value = reading.get(key).orElseThrow().value()) {
      return value.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private byte[] stored(Key key) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.get(key).orElseThrow().value().bytes().clone();
    }
  }

  private void plant(Key key, byte[] bytes) {
    store.commit(new Batch(List.of(new Batch.Put(key, Ciphertext.owning(bytes.clone()))), List.of()));
  }
}
