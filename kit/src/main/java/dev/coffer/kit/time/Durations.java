package dev.coffer.kit.time;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Vault takes and gives them: a plain number is seconds, else Go's notation ({@code
 * 1h30m}, {@code 500ms}) extended with {@code d} for 24 hours.
 */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|us|µs|ns|s|m|h|d)");
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,15}");
  private static final int CHARS_MAX = 64;

  /** Longer ones are refused: adding them to the present would overflow an instant. */
  private static final Duration MAX = Duration.ofDays(365_000);

  private Durations() {}

  /** Empty when the text is no duration; a negative one is parsed, so that the caller can say so. */
  public static Optional<Duration> parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > CHARS_MAX) {
      return Optional.empty();
    }
    if (trimmed.isEmpty()) {
      return Optional.of(Duration.ZERO);
    }
    if (SECONDS.matcher(trimmed).matches()) {
      return bounded(Duration.ofSeconds(Long.parseLong(trimmed)));
    }
    boolean negative = trimmed.startsWith("-");
    String rest = negative || trimmed.startsWith("+") ? trimmed.substring(1) : trimmed;
    return parts(rest).map(sum -> negative ? sum.negated() : sum).flatMap(Durations::bounded);
  }

  private static Optional<Duration> parts(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      if (!part.find(at) || part.start() != at) {
        return Optional.empty();
      }
      BigDecimal amount = new BigDecimal(part.group(1));
      if (amount.precision() - amount.scale() > 15) {
        return Optional.empty();
      }
      BigDecimal nanos = amount.multiply(BigDecimal.valueOf(nanosOf(part.group(2))));
      BigDecimal[] split = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
      if (split[0].compareTo(BigDecimal.valueOf(MAX.toSeconds())) > 0) {
        return Optional.empty();
      }
      sum = sum.plus(Duration.ofSeconds(split[0].longValueExact(), split[1].longValue()));
      at = part.end();
    }
    return at == 0 ? Optional.empty() : Optional.of(sum);
  }

  private static Optional<Duration> bounded(Duration duration) {
    return duration.abs().compareTo(MAX) > 0 ? Optional.empty() : Optional.of(duration);
  }

  private static long nanosOf(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      default -> throw new IllegalArgumentException("unit");
    };
  }

  /** In Go's notation, as Vault shows durations: {@code 1h0m0s}, {@code 90s} as {@code 1m30s}. */
  public static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    Duration left = duration.abs();
    StringBuilder out = new StringBuilder(duration.isNegative() ? "-" : "");
    long hours = left.toHours();
    if (hours > 0) {
      out.append(hours).append('h');
    }
    if (hours > 0 || left.toMinutesPart() > 0) {
      out.append(left.toMinutesPart()).append('m');
    }
    BigDecimal seconds =
        BigDecimal.valueOf(left.toSecondsPart()).add(BigDecimal.valueOf(left.toNanosPart(), 9));
    return out.append(seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString())
        .append('s')
        .toString();
  }
}
