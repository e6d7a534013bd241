package dev.coffer.server.identity.userpass;

/** What is kept of a password. Never printed. */
sealed interface PasswordHash permits Argon2Hash, BcryptHash {

  /** Whether it is of that password; takes its time on purpose. */
  boolean isOf(byte[] password);
}
