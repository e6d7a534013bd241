package dev.coffer.server.identity.mfa;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Instant;
import java.util.List;

/**
 * What an entity's authenticator app knows too. No record: it must be neither printed nor compared.
 * Its row is never remembered.
 */
final class TotpSecret {
  private final byte[] key;
  private final Totp totp;
  private final long lastStep;
  private final int failures;
  private final Instant lastFailure;
  private final List<String> recoveryHashes;

  private TotpSecret(
      byte[] key, Totp totp, long lastStep, int failures, Instant lastFailure, List<String> recoveryHashes) {
    this.key = key;
    this.totp = totp;
    this.lastStep = lastStep;
    this.failures = failures;
    this.lastFailure = lastFailure;
    this.recoveryHashes = List.copyOf(recoveryHashes);
  }

  /** A new one; takes ownership of {@code key}. */
  static TotpSecret fresh(byte[] key, Totp totp, List<String> recoveryHashes) {
    return new TotpSecret(key, totp, -1, 0, Instant.EPOCH, recoveryHashes);
  }

  byte[] key() {
    return key;
  }

  Totp totp() {
    return totp;
  }

  /** The last period whose code was taken, -1 for none. */
  long lastStep() {
    return lastStep;
  }

  int failures() {
    return failures;
  }

  Instant lastFailure() {
    return lastFailure;
  }

  List<String> recoveryHashes() {
    return recoveryHashes;
  }

  TotpSecret used(long step) {
    return new TotpSecret(key, totp, step, 0, lastFailure, recoveryHashes);
  }

  TotpSecret recovered(String hash) {
    return new TotpSecret(
        key, totp, lastStep, 0, lastFailure,
        recoveryHashes.stream().filter(other -> !other.equals(hash)).toList());
  }

  TotpSecret failed(int count, Instant now) {
    return new TotpSecret(key, totp, lastStep, count, now, recoveryHashes);
  }

  byte[] encode() {
    return CborWriter.array(
        out ->
            out.bytes(key)
                .text(totp.algorithm().name())
                .number(totp.digits())
                .number(totp.period())
                .number(totp.skew())
                .number(lastStep)
                .number(failures)
                .millis(lastFailure)
                .each(recoveryHashes, out::text));
  }

  static TotpSecret decode(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new TotpSecret(
                in.bytes(),
                new Totp(Totp.Algorithm.valueOf(in.text()), in.integer(), in.integer(), in.integer()),
                in.number(),
                in.integer(),
                in.millis(),
                in.each(CborReader::text)));
  }
}
