package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server's barrier with its seal, and the life it may have. */
final class SealFixture {
  static final Key TOKENS = Key.of("token/made");
  static final Key MOUNTS = Key.of("core/mounts");

  final Store store;
  final SecureRandom random = new SecureRandom();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-15T10:30:00Z"));
  final InstantSource clock = now::get;
  final AtomicInteger tokens = new AtomicInteger();
  final KeyringBarrier barrier;
  final SealControl control;

  SealFixture(Optional<Seal> seal) {
    this(new MemoryStore(), seal);
  }

  /** Over what an earlier one left in the store, as after a restart. */
  SealFixture(Store store, Optional<Seal> seal) {
    this.store = store;
    this.barrier = new KeyringBarrier(store, random, clock);
    this.control =
        new SealControl(
            store,
            barrier,
            seal,
            into -> into.commit(new Changes().put(MOUNTS, SecretBytes.ofText("first mounts"))),
            this::token,
            () -> {},
            random,
            clock,
            Optional.empty());
  }

  /** Leaves a row as a token does, so that tests see which barrier it went to. */
  private SecretBytes token(Barrier into) {
    String text = "hvs.%024d".formatted(tokens.incrementAndGet());
    into.commit(new Changes().put(TOKENS, SecretBytes.ofText(text)));
    return SecretBytes.ofText(text);
  }

  /** The ceremony of one source, as its requests reach it. */
  RootGeneration rootGeneration() {
    return control.rootGenerations().own("192.0.2.1", own -> own);
  }

  Rekey rekey() {
    return control.rekeys().own("192.0.2.1", own -> own);
  }

  Rekey recoveryRekey() {
    return control.recoveryRekeys().own("192.0.2.1", own -> own);
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  Optional<String> row(Key key) {
    try (Reading reading = barrier.read()) {
      return reading.get(key).map(opened -> text(opened.value()));
    }
  }

  static String text(SecretBytes secret) {
    return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
