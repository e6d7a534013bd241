package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import dev.coffer.server.engine.LockoutTerms;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.Optional;

/** {@code user_lockout_config} of {@code sys/auth} and {@code tune} (Vault API, /sys/auth). */
final class LockoutWire {
  static final Field FIELD =
      Field.map("user_lockout_config", "lockout_threshold, lockout_duration, lockout_counter_reset_duration, lockout_disable");

  private static final int THRESHOLD_MAX = 1_000;
  private static final Duration DURATION_MAX = Duration.ofDays(30);

  private LockoutWire() {}

  /** With what was sent; the rest stays as it was. Clients send numbers as text. */
  static LockoutTerms changed(LockoutTerms known, Json.Object sent) {
    return new LockoutTerms(
        text(sent, "lockout_disable").map(LockoutWire::flag).orElse(known.disabled()),
        text(sent, "lockout_threshold").map(LockoutWire::threshold).orElse(known.threshold()),
        text(sent, "lockout_duration").map(LockoutWire::duration).orElse(known.duration()),
        text(sent, "lockout_counter_reset_duration").map(LockoutWire::duration).orElse(known.counterReset()));
  }

  static Json.Object of(LockoutTerms terms) {
    return Json.object()
        .put("user_lockout_counter_reset_duration", terms.counterReset().toSeconds())
        .put("user_lockout_disable", terms.disabled())
        .put("user_lockout_duration", terms.duration().toSeconds())
        .put("user_lockout_threshold", terms.threshold())
        .build();
  }

  private static Optional<String> text(Json.Object sent, String name) {
    return sent.get(name)
        .flatMap(
            value ->
                switch (value) {
                  case Json.Text text -> Optional.of(text.value()).filter(written -> !written.isEmpty());
                  case Json.Number number -> Optional.of(number.literal());
                  case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
                  case Json.Null _ -> Optional.empty();
                  case Json.Array _, Json.Object _ -> throw refused();
                });
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused();
    };
  }

  private static int threshold(String text) {
    int threshold = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (threshold < 1 || threshold > THRESHOLD_MAX) {
      throw refused();
    }
    return threshold;
  }

  private static Duration duration(String text) {
    Duration duration = Durations.parse(text).orElseThrow(LockoutWire::refused);
    if (duration.toSeconds() < 1 || duration.compareTo(DURATION_MAX) > 0) {
      throw refused();
    }
    return Duration.ofSeconds(duration.toSeconds());
  }

  private static Refused refused() {
    return Refused.malformed(
            "user_lockout_config has a threshold of 1 to " + THRESHOLD_MAX
                + ", durations of 1 second to " + DURATION_MAX.toDays() + " days, and lockout_disable");
  }
}
