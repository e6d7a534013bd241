package dev.coffer.server.barrier;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.crypto.Aead;
import java.time.Duration;
import java.util.Optional;

/**
 * When a data key is replaced by itself (sys/rotate/config). Whatever it says, no key is used more
 * than {@link Aead#USES_MAX} times.
 *
 * @param enabled false leaves only that limit
 * @param usesMax rotate at so many uses
 * @param interval rotate at this age, zero for never
 */
public record RotationPolicy(boolean enabled, long usesMax, Duration interval) {
  /** Fewer would rotate at almost every restart, which reserves a block of uses. */
  public static final long USES_MIN = 1_000_000;

  public static final Duration INTERVAL_MIN = Duration.ofHours(24);

  public static final RotationPolicy DEFAULT =
      new RotationPolicy(true, Aead.USES_MAX, Duration.ZERO);

  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  /** At how many uses this node stops using a key. */
  long limit() {
    return enabled ? Math.min(usesMax, Aead.USES_MAX) : Aead.USES_MAX;
  }

  boolean due(Duration age) {
    return enabled && interval.isPositive() && age.compareTo(interval) >= 0;
  }

  byte[] encode() {
    return JsonWriter.bytes(
        Json.object()
            .put("enabled", enabled)
            .put("max_operations", usesMax)
            .put("interval_seconds", interval.toSeconds())
            .build());
  }

  /** Empty when the text is no policy. */
  static Optional<RotationPolicy> decode(byte[] text) {
    try {
      Json.Object row = READER.readObject(text);
      return Optional.of(
          new RotationPolicy(
              row.bool("enabled").orElse(true),
              row.integer("max_operations").orElse(Aead.USES_MAX),
              Duration.ofSeconds(row.integer("interval_seconds").orElse(0L))));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }
}
