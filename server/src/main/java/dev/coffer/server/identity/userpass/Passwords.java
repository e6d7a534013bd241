package dev.coffer.server.identity.userpass;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes and checks hashes of passwords, few at a time: each takes 19 MiB and some hundredth of a second
 * of a core, and strangers ask for them.
 */
final class Passwords {
  /** Hashes at work; together 76 MiB. */
  static final int AT_ONCE_MAX = 4;

  /** Beyond it a password is refused. Characters. */
  static final int CHARS_MAX = 1_024;

  private static final long WAIT_MILLIS_MAX = 1_000;

  private final SecureRandom random;
  private final Semaphore atWork;

  Passwords(SecureRandom random) {
    this(random, new Semaphore(AT_ONCE_MAX, true));
  }

  Passwords(SecureRandom random, Semaphore atWork) {
    this.random = random;
    this.atWork = atWork;
  }

  /**
   * A new hash.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}; {@code Unavailable} when too many are at
   *     work
   */
  PasswordHash hash(String password) {
    byte[] salt = new byte[Argon2Hash.SALT_BYTES];
    random.nextBytes(salt);
    return working(password, bytes -> Argon2Hash.of(bytes, salt));
  }

  /** Whether a password has that hash; the same refusals. */
  boolean matches(PasswordHash hash, String password) {
    return working(password, hash::isOf);
  }

  private <R> R working(String password, Function<byte[], R> work) {
    if (password.isEmpty()) {
      throw Refused.malformed("missing password");
    }
    if (password.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("password", CHARS_MAX, "characters"));
    }
    if (!isMyTurn()) {
      throw new Refused(new Failure.Unavailable("the checking of passwords"));
    }
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      return work.apply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      atWork.release();
    }
  }

  private boolean isMyTurn() {
    try {
      return atWork.tryAcquire(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
