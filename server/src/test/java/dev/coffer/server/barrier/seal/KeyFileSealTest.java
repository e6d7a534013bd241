package dev.coffer.server.barrier.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileSealTest {
  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("keys/unseal.key");
  }

  private KeyFileSeal seal() {
    return new KeyFileSeal(file(), new SecureRandom());
  }

  @Test
  void theFileIsMadeForItsOwnerOnlyAndKeptAfterwards() throws Exception {
    seal().prepare();
    assertThat(Files.size(file())).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys")))).isEqualTo("rwx------");
    byte[] first = Files.readAllBytes(file());
    seal().prepare();
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
    try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
      assertThat(files).as("no remains of making it").hasSize(1);
    }
  }

  @Test
  void itGivesBackWhatItWrapped() throws Exception {
    seal().prepare();
    byte[] wrapped = seal().wrap(SecretBytes.ofText("a root key of thirty-two bytes.."), new byte[] {1});
    assertThat(seal().unwrap(wrapped, new byte[] {1}).map(SealFixture::text)).contains("a root key of thirty-two bytes..");
    assertThat(seal().unwrap(wrapped, new byte[] {2})).isEmpty();
    byte[] other = Files.readAllBytes(file());
    other[0] ^= 1;
    Files.write(file(), other);
    assertThat(seal().unwrap(wrapped, new byte[] {1})).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---", "rw-rw-rw-"})
  void aFileThatOthersCanReachIsRefused(String permissions) throws Exception {
    seal().prepare();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> seal().wrap(SecretBytes.owning(new byte[32]), new byte[0]))
        .hasMessageContaining("open to others").hasMessageContaining("0600");
    assertThatThrownBy(() -> seal().prepare()).hasMessageContaining("open to others");
  }

  @Test
  void aMissingShortOrStrangeFileIsRefusedByName() throws Exception {
    assertThatThrownBy(() -> seal().unwrap(new byte[60], new byte[0])).hasMessageContaining("missing");
    seal().prepare();
    Files.write(file(), new byte[31]);
    assertThatThrownBy(() -> seal().unwrap(new byte[60], new byte[0])).hasMessageContaining("exactly 32 bytes");
    Files.delete(file());
    Files.createDirectory(file());
    assertThatThrownBy(() -> seal().unwrap(new byte[60], new byte[0])).hasMessageContaining("not a regular file");
  }

  @Test
  void aServerWithAKeyFileUnsealsItselfAtEveryStart() {
    SealFixture server = new SealFixture(Optional.of(seal()));
    SealControl.Initialized made = server.control.initialize(new Quorum(5, 3));
    assertThat(made.unsealShares()).isEmpty();
    assertThat(made.recoveryShares()).hasSize(5);
    assertThat(server.control.status().sealed()).isFalse();
    assertThat(server.control.status().recoverySeal()).isTrue();
    SealFixture restarted = new SealFixture(server.store, Optional.of(seal()));
    assertThat(restarted.control.status().sealed()).isTrue();
    assertThat(restarted.control.unsealItself()).isTrue();
    assertThat(restarted.row(SealFixture.MOUNTS)).contains("first mounts");
    restarted.control.seal();
    assertThat(restarted.control.unseal(made.recoveryShares().getFirst()).sealed()).as("the seal is asked again").isFalse();
  }

  @Test
  void anotherKeyFileOpensNothing() throws Exception {
    SealFixture server = new SealFixture(Optional.of(seal()));
    server.control.initialize(new Quorum(1, 1));
    Files.delete(file());
    seal().prepare();
    SealFixture restarted = new SealFixture(server.store, Optional.of(seal()));
    assertThatThrownBy(restarted.control::unsealItself).hasMessageContaining("does not open this store");
    assertThat(restarted.control.status().sealed()).isTrue();
  }

  @Test
  void recoverySharesMakeARootTokenAndCanBeReplaced() {
    SealFixture server = new SealFixture(Optional.of(seal()));
    List<SecretBytes> old = server.control.initialize(new Quorum(3, 2)).recoveryShares();
    assertThatThrownBy(() -> server.rekey().begin(new Quorum(1, 1), true)).hasMessageContaining("not supported");
    Rekey rekey = server.recoveryRekey();
    String nonce = rekey.begin(new Quorum(2, 2), false).nonce();
    rekey.update(old.get(0), nonce);
    assertThat(rekey.update(old.get(1), nonce)).isInstanceOfSatisfying(Rekey.Step.Done.class, done -> {
      assertThat(makesRoot(server, old.subList(0, 2))).isFalse();
      assertThat(makesRoot(server, done.made().shares())).isTrue();
    });
    SealFixture restarted = new SealFixture(server.store, Optional.of(seal()));
    assertThat(restarted.control.unsealItself()).isTrue();
  }

  @Test
  void theRootKeyIsReplacedOnARecoveryQuorum() {
    SealFixture server = new SealFixture(Optional.of(seal()));
    List<SecretBytes> shares = server.control.initialize(new Quorum(1, 1)).recoveryShares();
    String nonce = server.rekey().begin(new Quorum(1, 1), false).nonce();
    assertThat(server.rekey().update(shares.getFirst(), nonce))
        .isInstanceOfSatisfying(Rekey.Step.Done.class, done -> assertThat(done.made().shares()).isEmpty());
    SealFixture restarted = new SealFixture(server.store, Optional.of(seal()));
    assertThat(restarted.control.unsealItself()).isTrue();
    assertThat(makesRoot(restarted, shares)).isTrue();
  }

  private static boolean makesRoot(SealFixture server, List<SecretBytes> shares) {
    RootGeneration generation = server.rootGeneration();
    String nonce = generation.begin(SecretBytes.owning(new byte[28])).nonce();
    boolean complete = false;
    try {
      for (SecretBytes share : shares) {
        complete = generation.update(share, nonce).complete();
      }
    } catch (Refused _) {
      generation.cancel(nonce);
    }
    return complete;
  }
}
