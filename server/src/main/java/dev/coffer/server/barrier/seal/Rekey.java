package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quorum replaces the key it holds, and how it is split (Vault API, /sys/rekey and
 * /sys/rekey-recovery-key). On request the new shares must be given once before they count.
 */
public final class Rekey implements Ceremonies.Ceremony {
  private final Authority authority;
  private final KeyringBarrier barrier;
  private final KeyChange change;
  private final SecureRandom random;
  private final InstantSource clock;
  private @Nullable Running running; // Guarded by this.

  Rekey(
      Authority authority,
      KeyringBarrier barrier,
      KeyChange change,
      SecureRandom random,
      InstantSource clock) {
    this.authority = authority;
    this.barrier = barrier;
    this.change = change;
    this.random = random;
    this.clock = clock;
  }

  /** An attempt, and from the old quorum's yes on what waits to be verified. */
  private record Running(Attempt attempt, Quorum target, boolean verify, Optional<Unverified> unverified) {}

  /** The new key, which counts once its shares were given. */
  private record Unverified(SecretBytes key, Attempt attempt) {}

  /**
   * How far it is.
   *
   * @param nonce {@code ""} except in the answer to who started it
   * @param target empty when nothing is under way
   */
  public record Progress(
      boolean started, String nonce, Optional<Quorum> target, int given, int required, boolean verify) {}

  /**
   * The outcome of the old quorum's last share.
   *
   * @param shares of the new key; none where the seal keeps it
   * @param verificationNonce set when the shares do not count before they are given back
   */
  public record Made(String nonce, List<SecretBytes> shares, Optional<String> verificationNonce) {}

  /** What giving a share led to. */
  public sealed interface Step {
    record More(Progress progress) implements Step {}

    record Done(Made made) implements Step {}
  }

  public synchronized Progress status() {
    return progress("");
  }

  /**
   * Starts an attempt.
   *
   * @param verify the new shares must be given once before they count
   * @throws Refused Malformed, when another attempt is under way, or this cannot be rekeyed
   */
  public synchronized Progress begin(Quorum target, boolean verify) {
    requireUnsealed();
    change.check(verify);
    if (current().isPresent()) {
      throw Refused.malformed("rekey already in progress");
    }
    String nonce = newNonce();
    running = new Running(new Attempt(nonce, clock.instant()), target, verify, Optional.empty());
    return progress(nonce);
  }

  /** Ends the attempt, if there is one; only who knows its nonce can. */
  public synchronized void cancel(String nonce) {
    requireUnsealed();
    Optional<Running> now = current();
    if (now.isPresent()) {
      now.get().attempt().requireNonce(nonce);
      drop();
    }
  }

  /** Takes a share of the old key. */
  public synchronized Step update(SecretBytes share, String nonce) {
    GivenShares.check(share);
    requireUnsealed();
    Running now = current().orElseThrow(() -> Refused.malformed("no rekey in progress"));
    if (now.unverified().isPresent()) {
      throw Refused.malformed("rekey operation already finished; verification must be performed");
    }
    SealRow row = authority.row();
    if (!gather(now.attempt(), share, nonce, row.quorum())) {
      return new Step.More(progress(nonce));
    }
    try (SecretBytes held = now.attempt().given().combine();
        SecretBytes _ = authority.rootKey(row, held).orElseThrow(Rekey::wrong)) {
      return new Step.Done(make(now, row, nonce));
    }
  }

  private Made make(Running now, SealRow row, String nonce) {
    SecretBytes key = Initialisation.newKey(random);
    List<SecretBytes> shares =
        change.keyIsHeldByPeople() ? Initialisation.split(key, now.target(), random) : List.of();
    if (now.verify()) {
      Attempt verification = new Attempt(newNonce(), clock.instant());
      running =
          new Running(
              now.attempt(), now.target(), true, Optional.of(new Unverified(key, verification)));
      now.attempt().touch(clock.instant());
      return new Made(nonce, shares, Optional.of(verification.nonce()));
    }
    try (key) {
      change.apply(row, now.target(), key);
    }
    drop();
    return new Made(nonce, shares, Optional.empty());
  }

  /** How many new shares were given back. */
  public synchronized Progress verification() {
    requireUnsealed();
    Running now = current().orElseThrow(() -> Refused.malformed("no rekey in progress"));
    return verification(now, "");
  }

  /**
   * Takes a new share back; true when it was the last, and the new key counts.
   *
   * @throws Refused Malformed, when these shares are not those of the new key; they must all be given
   *     again
   */
  public synchronized boolean verify(SecretBytes share, String nonce) {
    GivenShares.check(share);
    requireUnsealed();
    Running now = current().orElseThrow(() -> Refused.malformed("no rekey in progress"));
    Unverified pending = now.unverified().orElseThrow(Rekey::nothingToVerify);
    now.attempt().touch(clock.instant());
    if (!gather(pending.attempt(), share, nonce, now.target())) {
      return false;
    }
    try (SecretBytes given = pending.attempt().given().combine()) {
      if (!given.sameAs(pending.key())) {
        throw Refused.malformed("rekey verification failed; incorrect key shares supplied");
      }
      change.apply(authority.row(), now.target(), pending.key());
    }
    drop();
    return true;
  }

  /** Forgets the new shares given back so far, under a new nonce. */
  public synchronized Progress restartVerification(String nonce) {
    requireUnsealed();
    Running now = current().orElseThrow(() -> Refused.malformed("no rekey in progress"));
    Unverified pending = now.unverified().orElseThrow(Rekey::nothingToVerify);
    pending.attempt().requireNonce(nonce);
    pending.attempt().end();
    Attempt again = new Attempt(newNonce(), clock.instant());
    running =
        new Running(
            now.attempt(), now.target(), true, Optional.of(new Unverified(pending.key(), again)));
    return verification(running, again.nonce());
  }

  /** True when the quorum is complete. */
  private boolean gather(Attempt attempt, SecretBytes share, String nonce, Quorum quorum) {
    attempt.requireNonce(nonce);
    if (!attempt.given().add(share)) {
      throw Refused.malformed("given key has already been provided during this generation operation");
    }
    attempt.touch(clock.instant());
    return attempt.given().count() >= quorum.threshold();
  }

  private Progress progress(String toldNonce) {
    requireUnsealed();
    int required = authority.row().quorum().threshold();
    Optional<Running> now = current();
    return new Progress(
        now.isPresent(),
        toldNonce,
        now.map(Running::target),
        now.map(Running::attempt).map(Attempt::given).map(GivenShares::count).orElse(0),
        required,
        now.map(Running::verify).orElse(false));
  }

  private static Progress verification(Running now, String toldNonce) {
    Unverified pending = now.unverified().orElseThrow(Rekey::nothingToVerify);
    return new Progress(
        true,
        toldNonce,
        Optional.of(now.target()),
        pending.attempt().given().count(),
        now.target().threshold(),
        true);
  }

  private Optional<Running> current() {
    Running now = running;
    if (now != null) {
      boolean over =
          now.unverified().isPresent()
              ? now.attempt().idleFor(Attempt.IDLE_WITH_SHARES, clock.instant())
              : now.attempt().isOver(clock.instant());
      if (over) {
        drop();
      }
    }
    return Optional.ofNullable(running);
  }

  @Override
  public synchronized boolean isUnderWay() {
    return current().isPresent();
  }

  /** The nonce of the attempt, or that of its verification. */
  @Override
  public synchronized boolean isOf(String nonce) {
    return current()
        .filter(
            now ->
                now.attempt().isOf(nonce)
                    || now.unverified().filter(made -> made.attempt().isOf(nonce)).isPresent())
        .isPresent();
  }

  @Override
  public synchronized int given() {
    return current().map(now -> now.attempt().given().count()).orElse(0);
  }

  @Override
  public synchronized void drop() {
    if (running != null) {
      running.attempt().end();
      running.unverified().ifPresent(
          pending -> {
            pending.attempt().end();
            pending.key().close();
          });
      running = null;
    }
  }

  private void requireUnsealed() {
    authority.row();
    if (!barrier.isUnsealed()) {
      throw new Refused(new Failure.Sealed());
    }
  }

  private String newNonce() {
    return Initialisation.uuid(random).toString();
  }

  private static Refused wrong() {
    return Refused.malformed("rekey failed: the keys given are not valid");
  }

  private static Refused nothingToVerify() {
    return Refused.malformed("no rekey verification in progress");
  }
}
