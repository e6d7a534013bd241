package dev.coffer.server.identity.userpass;

import dev.coffer.server.failure.Refused;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A hash that was brought along from elsewhere (Vault API, {@code password_hash}). The first login
 * that it lets in replaces it by one of our own.
 */
final class BcryptHash implements PasswordHash {
  /** Cost 10 to 14: less is too quick to guess, and more keeps everybody else waiting. */
  private static final Pattern SHAPE = Pattern.compile("\\$2[aby]\\$1[0-4]\\$[./A-Za-z0-9]{53}");

  /** What bcrypt looks at; of two longer passwords it would take one for the other. */
  private static final int PASSWORD_BYTES_MAX = 72;

  private final String text;

  private BcryptHash(String text) {
    this.text = text;
  }

  /**
   * A hash as it is written.
   *
   * @throws Refused {@code Malformed} when it is none
   */
  static BcryptHash of(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw Refused.malformed("password_hash must be a bcrypt hash ($2a$, $2b$ or $2y$) of cost 10 to 14");
    }
    return new BcryptHash(text);
  }

  @Override
  public boolean isOf(byte[] password) {
    return password.length <= PASSWORD_BYTES_MAX && OpenBSDBCrypt.checkPassword(text, password);
  }

  /** As a row has it. */
  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "BcryptHash[]";
  }
}
