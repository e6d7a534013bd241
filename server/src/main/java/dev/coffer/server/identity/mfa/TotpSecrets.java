package dev.coffer.server.identity.mfa;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.entity.Entity;
import dev.coffer.server.storage.Key;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Secrets of entities: given, checked and taken away. One for each method and entity. */
public final class TotpSecrets {
  /** How long no code is checked after too many wrong ones. */
  static final Duration LOCKED = Duration.ofMinutes(15);

  private static final String FOLDER = "identity/mfa-totp/";
  private static final String RECOVERY_PURPOSE = "mfa-recovery";
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_BYTES = 10;

  private final Barrier barrier;
  private final InstantSource clock;
  private final SecureRandom random;

  TotpSecrets(Barrier barrier, InstantSource clock, SecureRandom random) {
    this.barrier = barrier;
    this.clock = clock;
    this.random = random;
  }

  /** A secret as it is told once, to its owner. Neither printed nor compared. */
  public static final class Told {
    private final String url;
    private final List<String> recoveryCodes;
    private final TotpSecret secret;

    Told(String url, List<String> recoveryCodes, TotpSecret secret) {
      this.url = url;
      this.recoveryCodes = List.copyOf(recoveryCodes);
      this.secret = secret;
    }

    /** {@code otpauth://totp/…}, for an authenticator app. */
    public String url() {
      return url;
    }

    /** Each may stand for a code once. */
    public List<String> recoveryCodes() {
      return recoveryCodes;
    }

    TotpSecret secret() {
      return secret;
    }
  }

  private static Key row(String method, String entity) {
    return Key.of(FOLDER + method + "/" + entity);
  }

  boolean isEnrolled(Reading reading, String method, String entity) {
    return reading.expectation(row(method, entity)).version() != 0;
  }

  /**
   * Gives an entity a secret.
   *
   * @return empty when it has one already, which stays
   */
  public Optional<Told> give(Permit permit, TotpMethod method, Entity entity) {
    try (Reading reading = barrier.read()) {
      if (isEnrolled(reading, method.id(), entity.id())) {
        return Optional.empty();
      }
      Told told = make(method, entity);
      Changes changes = new Changes().expectAll(permit.revisions());
      keep(changes, method.id(), entity.id(), told.secret());
      barrier.commit(changes);
      return Optional.of(told);
    }
  }

  /** A secret that is not kept yet. */
  public Told make(TotpMethod method, Entity entity) {
    byte[] key = new byte[method.keySize()];
    random.nextBytes(key);
    List<String> codes = new ArrayList<>();
    for (int made = 0; made < RECOVERY_CODES; made++) {
      byte[] code = new byte[RECOVERY_BYTES];
      random.nextBytes(code);
      codes.add(Base32.of(code).toLowerCase(Locale.ROOT));
    }
    TotpSecret secret =
        TotpSecret.fresh(key, method.totp(), codes.stream().map(this::recoveryHash).toList());
    return new Told(url(method, entity, key), codes, secret);
  }

  static void keep(Changes changes, String method, String entity, TotpSecret secret) {
    Key row = row(method, entity);
    changes.expectAbsent(row).put(row, secret.encode());
  }

  private static String url(TotpMethod method, Entity entity, byte[] key) {
    return "otpauth://totp/" + quoted(method.issuer()) + ":" + quoted(entity.name())
        + "?algorithm=" + method.algorithm() + "&digits=" + method.digits() + "&issuer=" + quoted(method.issuer())
        + "&period=" + method.period() + "&secret=" + Base32.of(key);
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String recoveryHash(String code) {
    byte[] text = code.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(barrier.mac(RECOVERY_PURPOSE, text));
  }

  /** Takes an entity's secret away, if there is one. */
  public void take(Permit permit, String method, String entity) {
    barrier.commit(new Changes().expectAll(permit.revisions()).delete(row(method, entity)));
  }

  /**
   * Checks a code of an enrolled entity; blanks in it do not count. What it uses up goes into {@code
   * changes}, so that a code is taken by one commit only. A wrong one is counted before it is refused.
   *
   * @throws Refused {@code Forbidden} when it is wrong or was used, {@code Throttled} after too many
   *     wrong ones
   */
  void check(Reading reading, Changes changes, TotpMethod method, String entity, String given) {
    Key row = row(method.id(), entity);
    TotpSecret secret =
        reading.get(row).map(TotpSecrets::decode).orElseThrow(() -> new Refused(new Failure.Forbidden()));
    Instant now = clock.instant();
    try {
      int failures = refuseWhileLocked(secret, method, now);
      Optional<TotpSecret> next = accept(secret, without(given), now);
      if (next.isEmpty()) {
        barrier.commit(
            new Changes()
                .expect(reading.expectation(row))
                .put(row, secret.failed(failures + 1, now).encode()));
        throw new Refused(new Failure.Forbidden());
      }
      changes.expect(reading.expectation(row)).put(row, next.get().encode());
    } finally {
      Arrays.fill(secret.key(), (byte) 0);
    }
  }

  /** A code for a secret that is not kept yet; with the right one it is ready to be kept. */
  Optional<TotpSecret> proved(TotpSecret secret, String given) {
    OptionalLong step =
        secret.totp().match(secret.key(), without(given), clock.instant(), secret.lastStep());
    return step.isPresent() ? Optional.of(secret.used(step.getAsLong())) : Optional.empty();
  }

  private Optional<TotpSecret> accept(TotpSecret secret, String code, Instant now) {
    OptionalLong step = secret.totp().match(secret.key(), code, now, secret.lastStep());
    byte[] hash = recoveryHash(code.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.US_ASCII);
    Optional<TotpSecret> recovered = Optional.empty();
    for (String known : secret.recoveryHashes()) {
      if (MessageDigest.isEqual(hash, known.getBytes(StandardCharsets.US_ASCII))) {
        recovered = Optional.of(secret.recovered(known));
      }
    }
    return step.isPresent() ? Optional.of(secret.used(step.getAsLong())) : recovered;
  }

  /** The failures that count still. */
  private static int refuseWhileLocked(TotpSecret secret, TotpMethod method, Instant now) {
    Duration since = Duration.between(secret.lastFailure(), now);
    if (since.compareTo(LOCKED) >= 0) {
      return 0;
    }
    if (secret.failures() >= method.attemptsMax()) {
      throw new Refused(new Failure.Throttled(LOCKED.minus(since)));
    }
    return secret.failures();
  }

  private static String without(String given) {
    return given.replaceAll("[\\s-]", "");
  }

  private static TotpSecret decode(Opened row) {
    try (SecretBytes value = row.value()) {
      return value.read(TotpSecret::decode);
    }
  }
}
