package dev.coffer.server.identity.mfa;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.Locale;

/**
 * A TOTP method (Vault API, identity/mfa/method/totp).
 *
 * @param name may stand for the id in a header, {@code ""} for none
 * @param issuer what authenticator apps show beside the entity's name
 * @param period seconds
 * @param keySize bytes of a secret
 * @param attemptsMax wrong codes of one entity in a row, then none is checked for a while
 * @param selfEnrolment whoever has none yet is given a secret at the first login
 */
public record TotpMethod(
    String id,
    String name,
    String issuer,
    int period,
    int keySize,
    String algorithm,
    int digits,
    int skew,
    int attemptsMax,
    boolean selfEnrolment) {
  private static final int PERIOD_MAX = 3_600;
  private static final int KEY_BYTES_MIN = 16;
  private static final int KEY_BYTES_MAX = 64;
  private static final int ATTEMPTS_MAX = 100;
  private static final int TEXT_CHARS_MAX = 128;

  /** What counts where nobody says anything; the values are Vault's. */
  public static TotpMethod fresh(String id) {
    return new TotpMethod(id, "", "", 30, 20, "SHA1", 6, 1, 5, false);
  }

  /**
   * This method, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  TotpMethod checked() {
    if (issuer.isEmpty()) {
      throw Refused.malformed("issuer must be set");
    }
    if (issuer.length() > TEXT_CHARS_MAX || name.length() > TEXT_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("issuer or method_name", TEXT_CHARS_MAX, "characters"));
    }
    if (period < 1 || period > PERIOD_MAX) {
      throw Refused.malformed("period must be 1 to " + PERIOD_MAX + " seconds");
    }
    if (keySize < KEY_BYTES_MIN || keySize > KEY_BYTES_MAX) {
      throw Refused.malformed("key_size must be " + KEY_BYTES_MIN + " to " + KEY_BYTES_MAX + " bytes");
    }
    if (digits != 6 && digits != 8) {
      throw Refused.malformed("digits can only be 6 or 8");
    }
    if (skew != 0 && skew != 1) {
      throw Refused.malformed("skew must be 0 or 1");
    }
    if (attemptsMax < 1 || attemptsMax > ATTEMPTS_MAX) {
      throw Refused.malformed("max_validation_attempts must be 1 to " + ATTEMPTS_MAX);
    }
    if (!algorithm.equals(algorithm.toUpperCase(Locale.ROOT)) || !isKnown(algorithm)) {
      throw Refused.malformed("algorithm must be SHA1, SHA256 or SHA512");
    }
    return this;
  }

  private static boolean isKnown(String algorithm) {
    return algorithm.equals("SHA1") || algorithm.equals("SHA256") || algorithm.equals("SHA512");
  }

  Totp totp() {
    return new Totp(Totp.Algorithm.valueOf(algorithm), digits, period, skew);
  }

  static void write(CborWriter out, TotpMethod method) {
    out.inner(
        item ->
            item.text(method.id())
                .text(method.name())
                .text(method.issuer())
                .number(method.period())
                .number(method.keySize())
                .text(method.algorithm())
                .number(method.digits())
                .number(method.skew())
                .number(method.attemptsMax())
                .flag(method.selfEnrolment()));
  }

  static TotpMethod read(CborReader in) {
    return in.inner(
        item ->
            new TotpMethod(
                item.text(), item.text(), item.text(), item.integer(), item.integer(), item.text(),
                item.integer(), item.integer(), item.integer(), item.flag()));
  }
}
