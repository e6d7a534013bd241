package dev.coffer.server.identity.jose;

import dev.coffer.kit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a token counts ({@code exp}, {@code nbf}, {@code iat}; RFC 7519 §4.1), as Vault decides it. One without
 * {@code exp} ends {@code expiration} after it began, and one without any of the three never counts.
 * Each of these is as it was said: zero for the usual, negative for none.
 *
 * @param clockSkew how far clocks may differ; usually {@link #SKEW_DEFAULT}
 * @param expiration given to a token that does not say when it ends; usually {@link #LEEWAY_DEFAULT}
 * @param notBefore taken from {@code iat} for a token that does not say when it begins, likewise
 */
public record Lifetime(Duration clockSkew, Duration expiration, Duration notBefore) {
  public static final Duration SKEW_DEFAULT = Duration.ofSeconds(60);
  public static final Duration LEEWAY_DEFAULT = Duration.ofSeconds(150);
  public static final Lifetime USUAL = new Lifetime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Seconds since 1970 that a time may be: up to the year 9999. */
  private static final double SECONDS_MAX = 253_402_300_799d;

  /**
   * Checks.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the token does not count now
   */
  public void check(Json.Object claims, Instant now) {
    Duration skew = effective(clockSkew, SKEW_DEFAULT);
    Optional<Instant> expires = time(claims, "exp");
    Optional<Instant> begins = time(claims, "nbf");
    Optional<Instant> issued = time(claims, "iat");
    if (Stream.of(expires, begins, issued).allMatch(Optional::isEmpty)) {
      throw Jwt.refused(
          "no issued at (iat), not before (nbf), or expiration time (exp) claims in token");
    }
    Instant end =
        expires.orElseGet(
            () ->
                Stream.of(begins, issued)
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElseThrow()
                    .plus(effective(expiration, LEEWAY_DEFAULT)));
    if (!now.isBefore(end.plus(skew))) {
      throw Jwt.refused("it has expired");
    }
    Instant begin =
        begins.orElseGet(() -> issued.map(at -> at.minus(effective(notBefore, LEEWAY_DEFAULT))).orElse(Instant.EPOCH));
    if (now.plus(skew).isBefore(begin)) {
      throw Jwt.refused("it is not valid yet");
    }
    if (issued.filter(at -> now.plus(skew).isBefore(at)).isPresent()) {
      throw Jwt.refused("it was issued in the future");
    }
  }

  private static Duration effective(Duration said, Duration usual) {
    return said.isZero() ? usual : said.isNegative() ? Duration.ZERO : said;
  }

  /** A claim that is there must be a number: as a text it would not be compared at all. */
  private static Optional<Instant> time(Json.Object claims, String name) {
    return claims
        .get(name)
        .map(
            value -> {
              double seconds =
                  value instanceof Json.Number number ? Double.parseDouble(number.literal()) : -1;
              if (!(seconds >= 0 && seconds <= SECONDS_MAX)) {
                throw Jwt.refused(name + " is no time in seconds");
              }
              return Instant.ofEpochMilli((long) (seconds * 1_000));
            });
  }
}
