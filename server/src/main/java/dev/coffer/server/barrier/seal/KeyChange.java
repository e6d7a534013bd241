package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.CoreKeys;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Store;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** What a rekey replaces, once the quorum has agreed. Each is one commit that expects the seal's row. */
sealed interface KeyChange {

  /**
   * Whether this can be rekeyed so.
   *
   * @throws Refused Malformed, when it cannot be at all, or not with verification
   */
  void check(boolean verify);

  /** Whether there are shares of the new key to hand out. */
  boolean keyIsHeldByPeople();

  /**
   * Makes the new key count.
   *
   * @param key the new unseal key or recovery key; the caller's
   */
  void apply(SealRow row, Quorum quorum, SecretBytes key);

  /** A new unseal key with Shamir, and a new root key with every seal. */
  record RootKey(Authority authority, KeyringBarrier barrier, SecureRandom random) implements KeyChange {
    @Override
    public void check(boolean verify) {
      if (verify && !keyIsHeldByPeople()) {
        throw Refused.malformed(
            "requiring verification not supported when rekeying the barrier key with recovery keys");
      }
    }

    @Override
    public boolean keyIsHeldByPeople() {
      return !authority.sealOpensItself();
    }

    @Override
    public void apply(SealRow row, Quorum quorum, SecretBytes key) {
      try (SecretBytes rootKey = Initialisation.newKey(random)) {
        Batch.Change sealRow = new Batch.Put(CoreKeys.SEAL, sealed(row, quorum, key, rootKey));
        barrier.replaceRootKey(
            rootKey, List.of(sealRow), List.of(new Expectation(CoreKeys.SEAL, row.version())));
      } catch (Conflict _) {
        throw changed();
      }
    }

    private Ciphertext sealed(
        SealRow row, Quorum quorum, SecretBytes key, SecretBytes rootKey) {
      if (!keyIsHeldByPeople()) {
        return SealRow.encode(row.facts(), authority.seal().wrap(rootKey, row.associatedData()));
      }
      Json.Object facts = row.factsWith(quorum, Optional.empty());
      try (KeySeal unsealKey = new KeySeal(key, random)) {
        return SealRow.encode(facts, unsealKey.wrap(rootKey, SealRow.associatedData(facts)));
      }
    }
  }

  /** A new recovery key; the root key stays. */
  record RecoveryKey(Authority authority, Store store) implements KeyChange {
    @Override
    public void check(boolean verify) {
      if (!authority.sealOpensItself()) {
        throw Refused.malformed("recovery rekeying not supported");
      }
    }

    @Override
    public boolean keyIsHeldByPeople() {
      return true;
    }

    @Override
    public void apply(SealRow row, Quorum quorum, SecretBytes key) {
      Json.Object facts = row.factsWith(quorum, Optional.of(Authority.recoveryHash(key)));
      try (SecretBytes rootKey = authority.rootKeyOfSeal(row)) {
        byte[] wrapped = authority.seal().wrap(rootKey, SealRow.associatedData(facts));
        store.commit(
            new Batch(
                List.of(new Batch.Put(CoreKeys.SEAL, SealRow.encode(facts, wrapped))),
                List.of(new Expectation(CoreKeys.SEAL, row.version()))));
      } catch (Conflict _) {
        throw changed();
      }
    }
  }

  private static Refused changed() {
    return Refused.malformed("the seal was changed by somebody else meanwhile; begin again");
  }
}
