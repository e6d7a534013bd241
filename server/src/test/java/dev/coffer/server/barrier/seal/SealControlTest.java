package dev.coffer.server.barrier.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.CoreKeys;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Initialising and unsealing with shares. */
class SealControlTest {
  private final SealFixture server = new SealFixture(Optional.empty());
  private final SealControl control = server.control;

  @Test
  void initialisingGivesSharesAndATokenAndLeavesTheServerSealed() {
    assertThat(control.status().initialized()).isFalse();
    SealControl.Initialized made = control.initialize(new Quorum(5, 3));
    assertThat(made.unsealShares()).hasSize(5).allSatisfy(share -> assertThat(share.size()).isEqualTo(33));
    assertThat(made.recoveryShares()).isEmpty();
    assertThat(made.rootToken().size()).isEqualTo(RootTokens.CHARACTERS);
    SealStatus status = control.status();
    assertThat(status).isEqualTo(new SealStatus("shamir", true, true, 3, 5, 0, "", "", "", false));
    assertThat(server.barrier.isUnsealed()).isFalse();
  }

  @Test
  void aQuorumUnseals() {
    List<SecretBytes> shares = control.initialize(new Quorum(5, 3)).unsealShares();
    SealStatus first = control.unseal(shares.get(4));
    assertThat(first.progress()).isEqualTo(1);
    assertThat(first.nonce()).isNotEmpty();
    assertThat(control.unseal(shares.get(4))).as("the same share again").isEqualTo(first);
    assertThat(control.unseal(shares.get(0)).nonce()).isEqualTo(first.nonce());
    SealStatus open = control.unseal(shares.get(2));
    assertThat(open.sealed()).isFalse();
    assertThat(open.progress()).isZero();
    assertThat(open.clusterName()).startsWith("coffer-cluster-");
    assertThat(server.row(SealFixture.MOUNTS)).contains("first mounts");
    assertThat(server.row(SealFixture.TOKENS)).contains("hvs.000000000000000000000001");
    assertThat(control.unseal(shares.get(1)).sealed()).as("further shares are not needed").isFalse();
    assertThatThrownBy(control::resetUnseal).hasMessageContaining("vault is unsealed");
    control.seal();
    assertThat(control.status().sealed()).isTrue();
    assertThat(control.status().clusterId()).isEmpty();
  }

  @Test
  void aWrongShareIsFoundOutAndEverybodyStartsAgain() {
    List<SecretBytes> shares = control.initialize(new Quorum(3, 2)).unsealShares();
    byte[] wrong = shares.get(1).read(byte[]::clone);
    wrong[7] ^= 1;
    control.unseal(shares.get(0));
    assertThatThrownBy(() -> control.unseal(SecretBytes.owning(wrong))).hasMessageContaining("Unseal failed, invalid key");
    assertThat(control.status().progress()).isZero();
    assertThat(control.status().sealed()).isTrue();
    control.unseal(shares.get(0));
    assertThat(control.unseal(shares.get(1)).sealed()).isFalse();
  }

  @Test
  void oneShareOfOneIsTheKeyItself() {
    List<SecretBytes> shares = control.initialize(new Quorum(1, 1)).unsealShares();
    assertThat(shares.getFirst().size()).isEqualTo(32);
    assertThat(control.unseal(shares.getFirst()).sealed()).isFalse();
  }

  @Test
  void resettingForgetsTheShares() {
    List<SecretBytes> shares = control.initialize(new Quorum(3, 2)).unsealShares();
    control.unseal(shares.get(0));
    SealStatus reset = control.resetUnseal();
    assertThat(reset.progress()).isZero();
    assertThat(reset.nonce()).isEmpty();
    assertThat(control.unseal(shares.get(1)).sealed()).isTrue();
  }

  @Test
  void sharesOfAnotherLengthAreRefusedBeforeTheyCount() {
    control.initialize(new Quorum(3, 2));
    assertThatThrownBy(() -> control.unseal(SecretBytes.owning(new byte[15]))).hasMessageContaining("shorter than minimum 16");
    assertThatThrownBy(() -> control.unseal(SecretBytes.owning(new byte[34]))).hasMessageContaining("longer than maximum 33");
    control.unseal(SecretBytes.owning(new byte[16]));
    assertThatThrownBy(() -> control.unseal(SecretBytes.owning(new byte[33]))).hasMessageContaining("same length");
    assertThat(control.status().progress()).isZero();
  }

  @Test
  void beforeInitialisationThereIsNothingToUnseal() {
    assertThatThrownBy(() -> control.unseal(SecretBytes.owning(new byte[33])))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure()).isEqualTo(new Failure.Uninitialized()));
    assertThatThrownBy(server.rootGeneration()::status).isInstanceOf(Refused.class);
    assertThatThrownBy(server.rekey()::status).isInstanceOf(Refused.class);
    control.seal();
    assertThat(control.unsealItself()).isFalse();
  }

  @Test
  void ofManyInitialisationsAtTheSameTimeOneWinsAndTheOthersLeaveNoTrace() throws Exception {
    List<Callable<Optional<SealControl.Initialized>>> racers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      SealFixture racer = new SealFixture(server.store, Optional.empty());
      racers.add(
          () -> {
            try {
              return Optional.of(racer.control.initialize(new Quorum(1, 1)));
            } catch (Refused refused) {
              assertThat(refused.failure()).isEqualTo(new Failure.WrongState("Vault is already initialized"));
              return Optional.empty();
            }
          });
    }
    List<SealControl.Initialized> winners = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<SealControl.Initialized>> racer : threads.invokeAll(racers)) {
        racer.get().ifPresent(winners::add);
      }
    }
    assertThat(winners).hasSize(1);
    assertThat(control.unseal(winners.getFirst().unsealShares().getFirst()).sealed()).isFalse();
    assertThat(server.row(SealFixture.TOKENS)).contains(SealFixture.text(winners.getFirst().rootToken()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, shares must be at least one",
    "-1, 1, shares must be at least one",
    "1, 0, threshold must be at least one",
    "3, 1, threshold must be greater than one for multiple shares",
    "256, 3, shares must be less than 256",
    "3, 4, threshold cannot be larger than shares",
  })
  void impossibleQuorumsAreRefused(long shares, long threshold, String why) {
    assertThatThrownBy(() -> Quorum.checked(shares, threshold)).hasMessageContaining(why);
  }

  @Test
  void theReadableRowCannotBeChangedUnnoticed() {
    List<SecretBytes> shares = control.initialize(new Quorum(5, 3)).unsealShares();
    String genuine = sealRow();
    plant(genuine.replace("\"threshold\":3", "\"threshold\":2"));
    control.unseal(shares.get(0));
    assertThatThrownBy(() -> control.unseal(shares.get(1))).hasMessageContaining("invalid key");
    plant(genuine.replace("\"format\":1", "\"format\":1,\"later\":true"));
    control.unseal(shares.get(0));
    control.unseal(shares.get(1));
    assertThatThrownBy(() -> control.unseal(shares.get(2))).hasMessageContaining("invalid key");
    plant(genuine.substring(0, genuine.length() - 5));
    assertThatThrownBy(control::status)
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure()).isEqualTo(new Failure.Integrity("core/seal")));
    plant(genuine);
    control.unseal(shares.get(0));
    control.unseal(shares.get(1));
    assertThat(control.unseal(shares.get(2)).sealed()).isFalse();
  }

  @Test
  void noShareIsInTheStore() {
    SealControl.Initialized made = control.initialize(new Quorum(1, 1));
    byte[] key = made.unsealShares().getFirst().read(byte[]::clone);
    String raw = new String(key, StandardCharsets.ISO_8859_1);
    try (Snapshot snapshot = server.store.snapshot()) {
      assertThat(snapshot.scan("", Optional.empty(), 100))
          .hasSizeGreaterThan(3)
          .allSatisfy(entry -> assertThat(new String(entry.row().value().bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(raw));
    }
  }

  @Test
  void aStoreOfAnotherSealIsNamedAsSuch() {
    control.initialize(new Quorum(1, 1));
    SealFixture other = new SealFixture(server.store, Optional.of(new KeyFileSeal(Path.of("absent"), server.random)));
    assertThatThrownBy(other.control::unsealItself).hasMessageContaining("another type of seal");
    assertThat(new SealFixture(new MemoryStore(), Optional.empty()).control.unsealItself()).isFalse();
  }

  private String sealRow() {
    try (Snapshot snapshot = server.store.snapshot()) {
      byte[] row = snapshot.get(CoreKeys.SEAL).orElseThrow().value().bytes();
      return new String(row, 1, row.length - 1, StandardCharsets.UTF_8);
    }
  }

  private void plant(String text) {
    byte[] row = ("\0" + text).getBytes(StandardCharsets.UTF_8);
    server.store.commit(new Batch(List.of(new Batch.Put(CoreKeys.SEAL, Ciphertext.owning(row))), List.of()));
  }
}
