package dev.coffer.server.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class WipingTest {
  private static final byte[] NOTHING = {};

  @Test
  void aClosedKeyIsRefused() {
    Aead aead = new Aead(SecretBytes.owning(new byte[32]), new SecureRandom());
    byte[] sealed = aead.seal(NOTHING, NOTHING, new byte[] {1});
    aead.close();
    assertThatThrownBy(() -> aead.open(sealed, 0, NOTHING)).isInstanceOf(KeyWiped.class);
    assertThatThrownBy(() -> aead.seal(NOTHING, NOTHING, NOTHING)).isInstanceOf(KeyWiped.class);
    Hmac hmac = new Hmac(SecretBytes.owning(new byte[32]));
    hmac.of(NOTHING);
    hmac.close();
    assertThatThrownBy(() -> hmac.of(NOTHING)).isInstanceOf(KeyWiped.class);
  }

  /** A wipe under way would otherwise seal rows that no key ever opens. */
  @RepeatedTest(10)
  void closingNeverLetsAnybodyUseAHalfWipedKey() throws Exception {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Aead closing = new Aead(SecretBytes.copyOf(key), new SecureRandom());
    List<Callable<List<byte[]>>> sealers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sealers.add(() -> sealUntilClosed(closing));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Aead witness = new Aead(SecretBytes.owning(key), new SecureRandom())) {
      List<Future<List<byte[]>>> running = sealers.stream().map(threads::submit).toList();
      closing.seal(NOTHING, NOTHING, NOTHING);
      closing.close();
      for (Future<List<byte[]>> sealer : running) {
        assertThat(sealer.get()).allSatisfy(sealed -> assertThat(witness.open(sealed, 0, NOTHING)).isPresent());
      }
    }
  }

  private static List<byte[]> sealUntilClosed(Aead closing) {
    List<byte[]> sealed = new ArrayList<>();
    try {
      IntStream.range(0, 20_000).forEach(_ -> sealed.add(closing.seal(NOTHING, NOTHING, new byte[8])));
    } catch (KeyWiped _) {
      // As it should be.
    }
    return sealed;
  }
}
