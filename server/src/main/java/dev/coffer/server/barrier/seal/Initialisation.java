package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.CoreKeys;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Entry;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a new cluster: keys, keyring, first rows, root token. All of it is prepared in memory and
 * reaches the store in one commit that expects to find nothing there, so of two at the same time one
 * wins and the other has done nothing.
 */
final class Initialisation {
  private final Store store;
  private final Optional<Seal> seal;
  private final FirstRows firstRows;
  private final RootTokens rootTokens;
  private final SecureRandom random;
  private final InstantSource clock;

  Initialisation(
      Store store,
      Optional<Seal> seal,
      FirstRows firstRows,
      RootTokens rootTokens,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.firstRows = firstRows;
    this.rootTokens = rootTokens;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What initialisation gives, once.
   *
   * @param shares of the unseal key, or of the recovery key where the seal opens itself
   */
  record Made(List<SecretBytes> shares, SecretBytes rootToken) {}

  /**
   * Makes the cluster.
   *
   * @throws Refused WrongState, when there is one already
   */
  Made run(Quorum quorum) {
    refuseIfDone();
    seal.ifPresent(Seal::prepare);
    UUID cluster = uuid(random);
    try (SecretBytes rootKey = newKey(random);
        SecretBytes held = newKey(random);
        MemoryStore draft = new MemoryStore()) {
      KeyringBarrier barrier = new KeyringBarrier(draft, random, clock);
      barrier.create(cluster, rootKey);
      firstRows.lay(barrier);
      SecretBytes rootToken = rootTokens.create(barrier);
      barrier.seal();
      commit(draft, sealRow(cluster, quorum, rootKey, held));
      return new Made(split(held, quorum, random), rootToken);
    }
  }

  private Batch.Change sealRow(UUID cluster, Quorum quorum, SecretBytes rootKey, SecretBytes held) {
    String name = "coffer-cluster-" + cluster.toString().substring(0, 8);
    if (seal.isEmpty()) {
      Json.Object facts = SealRow.facts(cluster, name, SealRow.SHAMIR, quorum, Optional.empty());
      try (KeySeal unsealKey = new KeySeal(held, random)) {
        return new Batch.Put(
            CoreKeys.SEAL,
            SealRow.encode(facts, unsealKey.wrap(rootKey, SealRow.associatedData(facts))));
      }
    }
    Optional<String> recovery = Optional.of(Authority.recoveryHash(held));
    Json.Object facts = SealRow.facts(cluster, name, seal.get().type(), quorum, recovery);
    return new Batch.Put(
        CoreKeys.SEAL, SealRow.encode(facts, seal.get().wrap(rootKey, SealRow.associatedData(facts))));
  }

  private void commit(Store draft, Batch.Change sealRow) {
    List<Batch.Change> changes = new ArrayList<>(List.of(sealRow));
    try (Snapshot rows = draft.snapshot()) {
      for (Entry entry : rows.scan("", Optional.empty(), Integer.MAX_VALUE)) {
        changes.add(new Batch.Put(entry.key(), entry.row().value()));
      }
    }
    List<Expectation> absent =
        changes.stream().map(change -> Expectation.absent(change.key())).toList();
    try {
      store.commit(new Batch(changes, absent));
    } catch (Conflict _) {
      refuseIfDone();
      throw new Refused(new Failure.WrongState("the store is not empty, and holds no cluster"));
    }
  }

  private void refuseIfDone() {
    if (SealRow.read(store).isPresent()) {
      throw new Refused(new Failure.WrongState("Vault is already initialized"));
    }
  }

  static SecretBytes newKey(SecureRandom random) {
    byte[] key = new byte[Aead.KEY_BYTES];
    random.nextBytes(key);
    return SecretBytes.owning(key);
  }

  /** A single share is the key itself. */
  static List<SecretBytes> split(SecretBytes key, Quorum quorum, SecureRandom random) {
    return quorum.shares() == 1
        ? List.of(key.copy())
        : Shamir.split(key, quorum.shares(), quorum.threshold(), random);
  }

  /** A random UUID (RFC 9562, version 4) from the injected source. */
  static UUID uuid(SecureRandom random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low);
  }
}
