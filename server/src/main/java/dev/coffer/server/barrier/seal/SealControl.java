package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Store;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Initialises, unseals and seals the barrier, and leads to the other ceremonies. With Shamir people
 * give shares of the unseal key; with any other seal the server unseals itself, and people hold
 * shares of a recovery key, which opens nothing but proves their say.
 */
public final class SealControl {
  private final Store store;
  private final KeyringBarrier barrier;
  private final Optional<Seal> seal;
  private final Optional<String> clusterName;
  private final Authority authority;
  private final Initialisation initialisation;
  private final Ceremonies<RootGeneration> rootGenerations;
  private final Ceremonies<Rekey> rekeys;
  private final Ceremonies<Rekey> recoveryRekeys;
  private final Runnable afterUnsealing;
  private final SecureRandom random;
  private final GivenShares given = new GivenShares(); // Guarded by this, as is the nonce.
  private @Nullable String nonce;

  /**
   * For one store.
   *
   * @param seal empty for Shamir
   * @param afterUnsealing opens what can be opened only now; when it fails, the barrier is sealed again
   * @param clusterName what is told instead of the name that initialisation made
   */
  public SealControl(
      Store store,
      KeyringBarrier barrier,
      Optional<Seal> seal,
      FirstRows firstRows,
      RootTokens rootTokens,
      Runnable afterUnsealing,
      SecureRandom random,
      InstantSource clock,
      Optional<String> clusterName) {
    this.clusterName = clusterName;
    this.store = store;
    this.barrier = barrier;
    this.seal = seal;
    this.afterUnsealing = afterUnsealing;
    this.random = random;
    this.authority = new Authority(store, seal, random);
    this.initialisation = new Initialisation(store, seal, firstRows, rootTokens, random, clock);
    this.rootGenerations =
        new Ceremonies<>(() -> new RootGeneration(authority, barrier, rootTokens, random, clock));
    KeyChange rootKey = new KeyChange.RootKey(authority, barrier, random);
    this.rekeys = new Ceremonies<>(() -> new Rekey(authority, barrier, rootKey, random, clock));
    KeyChange recoveryKey = new KeyChange.RecoveryKey(authority, store);
    this.recoveryRekeys =
        new Ceremonies<>(() -> new Rekey(authority, barrier, recoveryKey, random, clock));
  }

  public boolean isInitialized() {
    return SealRow.read(store).isPresent();
  }

  public synchronized SealStatus status() {
    String type = seal.map(Seal::type).orElse(SealRow.SHAMIR);
    Optional<SealRow> read = SealRow.read(store);
    if (read.isEmpty()) {
      return new SealStatus(type, false, true, 0, 0, 0, "", "", "", seal.isPresent());
    }
    SealRow row = read.get();
    Quorum quorum = row.quorum();
    boolean unsealed = barrier.isUnsealed();
    return new SealStatus(
        row.type(),
        true,
        !unsealed,
        quorum.threshold(),
        quorum.shares(),
        given.count(),
        nonce == null ? "" : nonce,
        unsealed ? clusterName.orElse(row.clusterName()) : "",
        unsealed ? row.clusterId().toString() : "",
        seal.isPresent());
  }

  /**
   * What initialisation gives, once; whoever gets it wipes it.
   *
   * @param unsealShares empty where the seal opens itself
   * @param recoveryShares empty with Shamir
   */
  public record Initialized(
      List<SecretBytes> unsealShares, List<SecretBytes> recoveryShares, SecretBytes rootToken) {}

  /**
   * Makes a new cluster. With Shamir it is sealed afterwards, with any other seal it serves at once.
   *
   * @param quorum of the unseal key, or of the recovery key where the seal opens itself
   * @throws Refused WrongState, when there is one already
   */
  public Initialized initialize(Quorum quorum) {
    Initialisation.Made made = initialisation.run(quorum);
    if (unsealItself()) {
      return new Initialized(List.of(), made.shares(), made.rootToken());
    }
    return new Initialized(made.shares(), List.of(), made.rootToken());
  }

  /** Whether people's shares are of a recovery key. */
  public boolean sealOpensItself() {
    return seal.isPresent();
  }

  /**
   * Unseals without people, as at every start. False with Shamir and before initialisation.
   *
   * @throws Refused WrongState, when the seal cannot open this store
   */
  public synchronized boolean unsealItself() {
    if (seal.isEmpty() || !isInitialized()) {
      return false;
    }
    SealRow row = authority.row();
    try (SecretBytes rootKey = authority.rootKeyOfSeal(row)) {
      open(row, rootKey);
    }
    return true;
  }

  /**
   * Takes a share of the unseal key; the last one needed unseals. A share given again changes
   * nothing, and an unsealed barrier takes none.
   *
   * @throws Refused Malformed, when the quorum's shares are not the right ones; all must be given again
   */
  public synchronized SealStatus unseal(SecretBytes share) {
    GivenShares.check(share);
    SealRow row = authority.row();
    if (barrier.isUnsealed()) {
      return status();
    }
    if (seal.isPresent()) {
      unsealItself(); // The recovery key opens nothing: the seal itself is asked again.
      return status();
    }
    if (nonce == null) {
      nonce = Initialisation.uuid(random).toString();
    }
    given.add(share);
    if (given.count() >= row.quorum().threshold()) {
      nonce = null;
      try (SecretBytes unsealKey = given.combine();
          SecretBytes rootKey = authority.rootKey(row, unsealKey).orElseThrow(SealControl::wrongKey)) {
        open(row, rootKey);
      }
    }
    return status();
  }

  private void open(SealRow row, SecretBytes rootKey) {
    barrier.unseal(row.clusterId(), rootKey);
    try {
      afterUnsealing.run();
    } catch (RuntimeException failed) {
      barrier.seal();
      throw failed;
    }
  }

  /** Forgets the shares given so far. */
  public synchronized SealStatus resetUnseal() {
    if (barrier.isUnsealed()) {
      throw Refused.malformed("vault is unsealed");
    }
    forgetShares();
    return status();
  }

  /** Wipes all keys; ends every ceremony under way. */
  public synchronized void seal() {
    barrier.seal();
    forgetShares();
    rootGenerations.drop();
    rekeys.drop();
    recoveryRekeys.drop();
  }

  private void forgetShares() {
    given.forget();
    nonce = null;
  }

  public Ceremonies<RootGeneration> rootGenerations() {
    return rootGenerations;
  }

  /** Of the unseal key, or where the seal opens itself of the root key. */
  public Ceremonies<Rekey> rekeys() {
    return rekeys;
  }

  public Ceremonies<Rekey> recoveryRekeys() {
    return recoveryRekeys;
  }

  private static Refused wrongKey() {
    return Refused.malformed("Unseal failed, invalid key");
  }
}
