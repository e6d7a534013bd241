package dev.coffer.server.barrier.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rekey and generate-root: a quorum succeeds, strangers can neither see, cancel nor finish one. */
class ChecklistGCeremoniesTest {
  private final SealFixture server = new SealFixture(Optional.empty());
  private final SealControl control = server.control;
  private final List<SecretBytes> shares = unsealed();

  private List<SecretBytes> unsealed() {
    List<SecretBytes> made = control.initialize(new Quorum(3, 2)).unsealShares();
    control.unseal(made.get(0));
    control.unseal(made.get(1));
    return made;
  }

  @Test
  void aQuorumMakesARootTokenUnderAOneTimePassword() {
    RootGeneration generation = server.rootGeneration();
    String password = "abcdefghijklmnopqrstuvwxyz12";
    String nonce = generation.begin(SecretBytes.ofText(password)).nonce();
    assertThat(generation.update(shares.get(2), nonce).complete()).isFalse();
    RootGeneration.Progress done = generation.update(shares.get(0), nonce);
    assertThat(done.complete()).isTrue();
    String encoded = done.encodedToken().orElseThrow();
    assertThat(encoded).doesNotContain("=");
    byte[] token = Base64.getDecoder().decode(encoded);
    byte[] mask = password.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < token.length; at++) {
      token[at] ^= mask[at];
    }
    assertThat(new String(token, StandardCharsets.US_ASCII)).isEqualTo("hvs.000000000000000000000002");
    assertThat(server.row(SealFixture.TOKENS)).contains("hvs.000000000000000000000002");
    assertThat(generation.status().started()).isFalse();
  }

  @Test
  void sharesThatAreNotTheRightOnesMakeNoToken() {
    RootGeneration generation = server.rootGeneration();
    String nonce = generation.begin(SecretBytes.owning(new byte[28])).nonce();
    byte[] wrong = shares.get(1).read(byte[]::clone);
    wrong[0] ^= 1;
    generation.update(shares.get(0), nonce);
    assertThatThrownBy(() -> generation.update(shares.get(0), nonce)).hasMessageContaining("already been provided");
    assertThatThrownBy(() -> generation.update(SecretBytes.owning(wrong), nonce)).hasMessageContaining("aborted");
    assertThat(server.tokens).as("only that of the initialisation").hasValue(1);
    assertThat(generation.status().given()).isZero();
    generation.update(shares.get(0), nonce);
    assertThat(generation.update(shares.get(1), nonce).complete()).as("the attempt goes on").isTrue();
  }

  @Test
  void strangersNeitherLearnTheNonceNorDoAnythingWithoutIt() {
    RootGeneration generation = server.rootGeneration();
    String nonce = generation.begin(SecretBytes.owning(new byte[28])).nonce();
    assertThat(generation.status().nonce()).isEmpty();
    assertThatThrownBy(() -> generation.begin(SecretBytes.owning(new byte[28]))).hasMessageContaining("already in progress");
    assertThatThrownBy(() -> generation.cancel("")).hasMessageContaining("incorrect nonce").message().doesNotContain(nonce);
    assertThatThrownBy(() -> generation.update(shares.get(0), "guess")).hasMessageContaining("incorrect nonce").message().doesNotContain(nonce);
    assertThat(generation.status().given()).isZero();
    generation.cancel(nonce);
    assertThat(generation.status().started()).isFalse();
    generation.cancel(""); // Nothing is under way: as if cancelled.
    Rekey rekey = server.rekey();
    String other = rekey.begin(new Quorum(1, 1), false).nonce();
    assertThat(rekey.status().nonce()).isEmpty();
    assertThatThrownBy(() -> rekey.cancel("")).hasMessageContaining("incorrect nonce").message().doesNotContain(other);
    assertThatThrownBy(() -> rekey.update(shares.get(0), "guess")).hasMessageContaining("incorrect nonce");
    rekey.cancel(other);
  }

  @Test
  void anAttemptThatNobodyGoesOnWithBlocksNobody() {
    RootGeneration generation = server.rootGeneration();
    generation.begin(SecretBytes.owning(new byte[28]));
    server.pass(Attempt.IDLE_EMPTY);
    String nonce = generation.begin(SecretBytes.owning(new byte[28])).nonce();
    generation.update(shares.get(0), nonce);
    server.pass(Attempt.IDLE_EMPTY);
    assertThat(generation.status().given()).as("people with shares have more time").isEqualTo(1);
    server.pass(Attempt.IDLE_WITH_SHARES);
    assertThat(generation.status().started()).isFalse();
  }

  @Test
  void aStrangersAttemptsKeepNobodyOut() {
    Ceremonies<RootGeneration> all = control.rootGenerations();
    for (int stranger = 1; stranger < Ceremonies.UNDER_WAY_MAX; stranger++) {
      String nonce = all.own("198.51.100." + stranger, own -> own.begin(SecretBytes.owning(new byte[28]))).nonce();
      all.of(nonce, "", own -> own.update(SecretBytes.owning(new byte[32]), nonce)); // No genuine share.
    }
    String nonce = all.own("192.0.2.1", own -> own.begin(SecretBytes.owning(new byte[28]))).nonce();
    assertThat(all.shown("192.0.2.1", RootGeneration::status).given()).as("one's own, not a stranger's").isZero();
    assertThatThrownBy(() -> all.own("192.0.2.1", own -> own.begin(SecretBytes.owning(new byte[28]))))
        .hasMessageContaining("already in progress");
    // The holders of shares are elsewhere, and know the nonce.
    assertThat(all.of(nonce, "192.0.2.2", own -> own.update(shares.get(0), nonce)).complete()).isFalse();
    assertThat(all.shown("192.0.2.1", RootGeneration::status).given()).isEqualTo(1);
    assertThat(all.of(nonce, "192.0.2.3", own -> own.update(shares.get(1), nonce)).complete()).isTrue();
  }

  @Test
  void thereIsAnEndToHowManyAreUnderWayAndIdleOnesMakeRoom() {
    Ceremonies<Rekey> all = control.rekeys();
    for (int stranger = 0; stranger < Ceremonies.UNDER_WAY_MAX; stranger++) {
      all.own("198.51.100." + stranger, own -> own.begin(new Quorum(1, 1), false));
    }
    assertThatThrownBy(() -> all.own("192.0.2.1", own -> own.begin(new Quorum(1, 1), false)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(Failure.Throttled.class));
    server.pass(Attempt.IDLE_EMPTY);
    assertThat(all.own("192.0.2.1", own -> own.begin(new Quorum(1, 1), false)).started()).isTrue();
    control.seal();
    unsealsWith(shares.subList(0, 2));
    assertThat(all.shown("198.51.100.1", Rekey::status).started()).isFalse();
  }

  @Test
  void ofTwoRekeysThatAreUnderWayTheFirstWinsAndTheOtherChangesNothing() {
    Ceremonies<Rekey> all = control.rekeys();
    String first = all.own("192.0.2.1", own -> own.begin(new Quorum(1, 1), false)).nonce();
    String second = all.own("192.0.2.2", own -> own.begin(new Quorum(1, 1), false)).nonce();
    all.of(second, "", own -> own.update(shares.get(0), second));
    all.of(first, "", own -> own.update(shares.get(0), first));
    List<SecretBytes> fresh = done(all.of(first, "", own -> own.update(shares.get(1), first))).shares();
    // The second was half through with shares of a key that counts no more.
    assertThatThrownBy(() -> all.of(second, "", own -> own.update(shares.get(1), second)))
        .isInstanceOf(Refused.class);
    control.seal();
    assertThat(unsealsWith(fresh)).isTrue();
  }

  @Test
  void aQuorumReplacesTheUnsealKey() {
    Rekey rekey = server.rekey();
    String nonce = rekey.begin(new Quorum(4, 3), false).nonce();
    rekey.update(shares.get(0), nonce);
    List<SecretBytes> fresh = done(rekey.update(shares.get(2), nonce)).shares();
    assertThat(fresh).hasSize(4);
    assertThat(control.status().threshold()).isEqualTo(3);
    assertThat(server.row(SealFixture.MOUNTS)).contains("first mounts");
    control.seal();
    assertThat(unsealsWith(shares.subList(0, 3))).isFalse();
    assertThat(unsealsWith(fresh.subList(1, 4))).isTrue();
    assertThat(server.row(SealFixture.MOUNTS)).contains("first mounts");
  }

  @Test
  void withVerificationTheNewSharesCountOnlyOnceTheyWereGivenBack() {
    Rekey rekey = server.rekey();
    String nonce = rekey.begin(new Quorum(2, 2), true).nonce();
    assertThatThrownBy(rekey::verification).hasMessageContaining("no rekey verification");
    rekey.update(shares.get(0), nonce);
    Rekey.Made made = done(rekey.update(shares.get(1), nonce));
    String verification = made.verificationNonce().orElseThrow();
    assertThatThrownBy(() -> rekey.update(shares.get(2), nonce)).hasMessageContaining("verification must be performed");
    assertThatThrownBy(() -> rekey.verify(made.shares().get(0), nonce)).hasMessageContaining("incorrect nonce");
    assertThat(rekey.verify(made.shares().get(0), verification)).isFalse();
    byte[] wrong = made.shares().get(1).read(byte[]::clone);
    wrong[3] ^= 1;
    assertThatThrownBy(() -> rekey.verify(SecretBytes.owning(wrong), verification)).hasMessageContaining("verification failed");
    assertThat(rekey.verification().given()).isZero();
    String again = rekey.restartVerification(verification).nonce();
    assertThat(control.status().shares()).as("not yet").isEqualTo(3);
    assertThat(rekey.verify(made.shares().get(0), again)).isFalse();
    assertThat(rekey.verify(made.shares().get(1), again)).isTrue();
    control.seal();
    assertThat(unsealsWith(made.shares())).isTrue();
  }

  @Test
  void sealingEndsEveryCeremony() {
    String nonce = server.rekey().begin(new Quorum(1, 1), false).nonce();
    server.rootGeneration().begin(SecretBytes.owning(new byte[28]));
    control.seal();
    assertThatThrownBy(() -> server.rekey().update(shares.get(0), nonce)).isInstanceOf(Refused.class);
    assertThatThrownBy(server.rootGeneration()::status).isInstanceOf(Refused.class);
    control.unseal(shares.get(0));
    control.unseal(shares.get(1));
    assertThat(server.rekey().status().started()).isFalse();
    assertThat(server.rootGeneration().status().started()).isFalse();
  }

  @Test
  void recoveryKeysAreForSealsThatOpenThemselves() {
    assertThatThrownBy(() -> server.recoveryRekey().begin(new Quorum(1, 1), false)).hasMessageContaining("not supported");
  }

  /** Any sequence of calls ends in an answer or a refusal, and the data stays readable. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void oddSequencesOfCallsBreakNothing(long seed) {
    Random choices = new Random(seed);
    List<SecretBytes> known = new ArrayList<>(shares);
    List<String> nonces = new ArrayList<>(List.of("", "x"));
    for (int step = 0; step < 300; step++) {
      SecretBytes share = known.get(choices.nextInt(known.size()));
      String nonce = nonces.get(choices.nextInt(nonces.size()));
      try {
        switch (choices.nextInt(14)) {
          case 0 -> nonces.add(server.rekey().begin(new Quorum(2, 2), choices.nextBoolean()).nonce());
          case 1, 2, 3 -> {
            if (server.rekey().update(share, nonce) instanceof Rekey.Step.Done done) {
              known.addAll(done.made().shares());
              done.made().verificationNonce().ifPresent(nonces::add);
            }
          }
          case 4 -> server.rekey().verify(share, nonce);
          case 5 -> nonces.add(server.rekey().restartVerification(nonce).nonce());
          case 6 -> server.rekey().cancel(nonce);
          case 7 -> nonces.add(server.rootGeneration().begin(SecretBytes.owning(new byte[28])).nonce());
          case 8 -> server.rootGeneration().update(share, nonce);
          case 9 -> server.rootGeneration().cancel(nonce);
          case 10 -> control.unseal(share);
          case 11 -> control.resetUnseal();
          case 12 -> server.pass(Attempt.IDLE_EMPTY.dividedBy(3));
          default -> {
            if (choices.nextInt(4) == 0) {
              control.seal();
            }
          }
        }
      } catch (Refused _) {
        // An expected answer.
      }
    }
    assertThat(unsealsWithSome(known)).as("seed %d", seed).isTrue();
    assertThat(server.row(SealFixture.MOUNTS)).as("seed %d", seed).contains("first mounts");
  }

  /** One pair of all shares ever handed out is the valid one. */
  private boolean unsealsWithSome(List<SecretBytes> known) {
    for (SecretBytes one : known) {
      for (SecretBytes two : known) {
        if (unsealsWith(List.of(one, two))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean unsealsWith(List<SecretBytes> some) {
    try {
      if (control.status().sealed()) {
        control.resetUnseal();
      }
      some.forEach(control::unseal);
    } catch (Refused _) {
      return false;
    }
    return !control.status().sealed();
  }

  private static Rekey.Made done(Rekey.Step step) {
    return ((Rekey.Step.Done) step).made();
  }
}
