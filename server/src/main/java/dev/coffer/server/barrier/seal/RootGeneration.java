package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quorum makes a root token (Vault API, /sys/generate-root). The token is told under a one-time
 * password, so that those who hold shares do not see it unless they hold that too.
 */
public final class RootGeneration implements Ceremonies.Ceremony {
  private static final int RACES_MAX = 8;

  private final Authority authority;
  private final KeyringBarrier barrier;
  private final RootTokens rootTokens;
  private final SecureRandom random;
  private final InstantSource clock;
  private @Nullable Attempt attempt; // Guarded by this, as is the password.
  private @Nullable SecretBytes password;

  RootGeneration(
      Authority authority,
      KeyringBarrier barrier,
      RootTokens rootTokens,
      SecureRandom random,
      InstantSource clock) {
    this.authority = authority;
    this.barrier = barrier;
    this.rootTokens = rootTokens;
    this.random = random;
    this.clock = clock;
  }

  /**
   * How far it is.
   *
   * @param nonce {@code ""} except in the answer to who started it
   * @param required shares
   * @param encodedToken set in the answer to the last share: unpadded base64 of token XOR password
   */
  public record Progress(
      boolean started, String nonce, int given, int required, boolean complete, Optional<String> encodedToken) {}

  public synchronized Progress status() {
    return progress("");
  }

  /**
   * Starts an attempt.
   *
   * @param oneTimePassword {@link RootTokens#CHARACTERS} bytes; the caller keeps it
   */
  public synchronized Progress begin(SecretBytes oneTimePassword) {
    if (oneTimePassword.size() != RootTokens.CHARACTERS) {
      throw Refused.malformed("OTP string is wrong length");
    }
    required();
    if (current().isPresent()) {
      throw Refused.malformed("root generation already in progress");
    }
    String nonce = Initialisation.uuid(random).toString();
    attempt = new Attempt(nonce, clock.instant());
    password = oneTimePassword.copy();
    return progress(nonce);
  }

  /** Ends the attempt, if there is one; only who knows its nonce can. */
  public synchronized void cancel(String nonce) {
    required();
    Optional<Attempt> running = current();
    if (running.isPresent()) {
      running.get().requireNonce(nonce);
      drop();
    }
  }

  /**
   * Takes a share; the last one needed makes the token.
   *
   * @throws Refused Malformed, when the shares of a full quorum are not the right ones
   */
  public synchronized Progress update(SecretBytes share, String nonce) {
    GivenShares.check(share);
    int required = required();
    Attempt running =
        current().orElseThrow(() -> Refused.malformed("no root generation in progress"));
    running.requireNonce(nonce);
    if (!running.given().add(share)) {
      throw new Refused(
          new Failure.Malformed(
              "given key has already been provided during this generation operation"));
    }
    running.touch(clock.instant());
    if (running.given().count() < required) {
      return progress(nonce);
    }
    try (SecretBytes held = running.given().combine();
        SecretBytes _ = authority.rootKey(authority.row(), held).orElseThrow(RootGeneration::wrong);
        SecretBytes token = newToken()) {
      String encoded = encode(token, Optional.ofNullable(password).orElseThrow());
      drop();
      return new Progress(true, nonce, required, required, true, Optional.of(encoded));
    }
  }

  /** The shares are spent by now, so a lost race is run again here and not by the gate. */
  private SecretBytes newToken() {
    for (int attempt = 0; attempt < RACES_MAX; attempt++) {
      try {
        return rootTokens.create(barrier);
      } catch (Conflict _) {
        // Somebody else changed what the token's rows rest on.
      }
    }
    throw new Refused(new Failure.Contended());
  }

  private int required() {
    int required = authority.row().quorum().threshold();
    if (!barrier.isUnsealed()) {
      throw new Refused(new Failure.Sealed());
    }
    return required;
  }

  private Progress progress(String toldNonce) {
    int required = required();
    Optional<Attempt> running = current();
    int given = running.map(Attempt::given).map(GivenShares::count).orElse(0);
    return new Progress(running.isPresent(), toldNonce, given, required, false, Optional.empty());
  }

  private Optional<Attempt> current() {
    Instant now = clock.instant();
    if (attempt != null && attempt.isOver(now)) {
      drop();
    }
    return Optional.ofNullable(attempt);
  }

  @Override
  public synchronized boolean isUnderWay() {
    return current().isPresent();
  }

  @Override
  public synchronized boolean isOf(String nonce) {
    return current().filter(running -> running.isOf(nonce)).isPresent();
  }

  @Override
  public synchronized int given() {
    return current().map(running -> running.given().count()).orElse(0);
  }

  @Override
  public synchronized void drop() {
    if (attempt != null) {
      attempt.end();
      attempt = null;
    }
    if (password != null) {
      password.close();
      password = null;
    }
  }

  private static String encode(SecretBytes token, SecretBytes password) {
    byte[] mixed = token.read(byte[]::clone);
    return password.read(
        bytes -> {
          for (int at = 0; at < mixed.length; at++) {
            mixed[at] ^= bytes[at];
          }
          return Base64.getEncoder().withoutPadding().encodeToString(mixed);
        });
  }

  private static Refused wrong() {
    return Refused.malformed("root generation aborted: the keys given are not valid");
  }
}
