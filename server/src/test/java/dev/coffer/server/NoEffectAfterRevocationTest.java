package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a revocation has been answered, nothing of that token is acknowledged or alive any more. */
final class NoEffectAfterRevocationTest {
  private static final int WRITES_BEFORE = 30;
  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  private void revoke(String token) {
    assertThat(vault.post("auth/token/revoke", "{\"token\": \"" + token + "\"}").status()).isEqualTo(204);
  }

  private int version(String secret) {
    return Math.toIntExact(
        vault.get("secret/data/" + secret).data().object("metadata").orElseThrow().integer("version").orElseThrow());
  }

  @Test
  void noWriteIsAcknowledgedAfterTheAnswer() throws Exception {
    for (int round = 0; round < 4; round++) {
      String token = vault.tokenWith("secret/*", "create", "update");
      AtomicBoolean revoked = new AtomicBoolean();
      AtomicInteger acknowledged = new AtomicInteger();
      AtomicInteger tooLate = new AtomicInteger();
      CountDownLatch writing = new CountDownLatch(WRITES_BEFORE);
      String secret = "round" + round;
      Callable<Void> writer =
          () -> {
            boolean alive = true;
            while (alive) {
              boolean begunAfter = revoked.get();
              alive = vault.as(token, "POST", "secret/data/" + secret, "{\"data\": {}}").isSuccess();
              if (alive) {
                acknowledged.incrementAndGet();
                tooLate.addAndGet(begunAfter ? 1 : 0);
                writing.countDown();
              }
            }
            return null;
          };
      List<Future<Void>> writers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          writers.add(threads.submit(writer));
        }
        writing.await();
        revoke(token);
        revoked.set(true);
        int atTheAnswer = version(secret);
        for (Future<Void> each : writers) {
          each.get();
        }
        assertThat(tooLate).as("acknowledged though begun after the answer").hasValue(0);
        assertThat(version(secret)).as("written after the answer").isEqualTo(atTheAnswer);
        assertThat(acknowledged).as("every acknowledged write is a version").hasValue(atTheAnswer);
      }
    }
  }

  @Test
  void noChildOutlivesItsParentHoweverItWasBorn() throws Exception {
    for (String type : List.of("service", "batch")) {
      String parent = vault.tokenWith("auth/token/create", "create", "update");
      List<String> children = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch bearing = new CountDownLatch(10);
      Callable<Void> mother =
          () -> {
            Told born;
            do {
              born = vault.as(parent, "POST", "auth/token/create", "{\"type\": \"" + type + "\"}");
              if (born.isSuccess()) {
                children.add(born.token());
                bearing.countDown();
              }
            } while (born.isSuccess());
            return null;
          };
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Void>> mothers = List.of(threads.submit(mother), threads.submit(mother));
        bearing.await();
        revoke(parent);
        for (Future<Void> each : mothers) {
          each.get();
        }
      }
      assertThat(children).hasSizeGreaterThanOrEqualTo(10);
      for (String child : children) {
        assertThat(vault.as(child, "GET", "auth/token/lookup-self", "").status()).as(type).isEqualTo(403);
      }
    }
  }

  @Test
  void ofManyWhoOpenOneEnvelopeOneGetsIt() throws Exception {
    vault.post("secret/data/a", "{\"data\": {\"k\": \"supersecret\"}}");
    for (int round = 0; round < 5; round++) {
      String wrap = vault.wrapped(AssembledVault.ROOT, "GET", "secret/data/a", "", "60").wrapToken();
      List<Future<Told>> opened = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 50; i++) {
          String path = i % 2 == 0 ? "sys/wrapping/unwrap" : "sys/wrapping/rewrap";
          opened.add(threads.submit(() -> vault.as("", "POST", path, "{\"token\": \"" + wrap + "\"}")));
        }
      }
      int successes = 0;
      for (Future<Told> each : opened) {
        successes += each.get().isSuccess() ? 1 : 0;
      }
      assertThat(successes).isEqualTo(1);
    }
  }

  @Test
  void aTokenOfFiveUsesServesExactlyFiveOfManyAtOnce() throws Exception {
    vault.tokenWith("secret/*", "create", "update");
    for (int[] usesAndCallers : new int[][] {{5, 5}, {5, 40}, {1, 20}}) {
      String token =
          vault.post("auth/token/create", "{\"policies\": [\"given\"], \"num_uses\": " + usesAndCallers[0] + "}").token();
      List<Future<Told>> asked = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < usesAndCallers[1]; i++) {
          String path = "secret/data/n" + i;
          asked.add(threads.submit(() -> vault.as(token, "POST", path, "{\"data\": {}}")));
        }
      }
      int served = 0;
      for (Future<Told> each : asked) {
        served += each.get().isSuccess() ? 1 : 0;
      }
      assertThat(served).isEqualTo(usesAndCallers[0]);
      assertThat(vault.as(token, "GET", "auth/token/lookup-self", "").isSuccess()).isFalse();
    }
  }
}
