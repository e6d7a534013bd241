package dev.coffer.server.engine.kv;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * New settings of a secret; what is empty stays.
 *
 * @param custom how the secret's own metadata changes
 */
public record SettingsChange(
    Optional<Integer> versionsMax,
    Optional<Boolean> casRequired,
    Optional<Duration> deleteVersionAfter,
    Custom custom) {

  /** What happens to the secret's own metadata. */
  public sealed interface Custom {
    /** It stays. */
    record Kept() implements Custom {}

    /** It becomes this. */
    record Replaced(Map<String, String> entries) implements Custom {
      public Replaced {
        entries = Map.copyOf(entries);
      }
    }

    /** These entries change; an empty value removes one. */
    record Patched(Map<String, Optional<String>> changes) implements Custom {
      public Patched {
        changes = Map.copyOf(changes);
      }
    }
  }

  boolean isEmpty() {
    return versionsMax.isEmpty()
        && casRequired.isEmpty()
        && deleteVersionAfter.isEmpty()
        && custom instanceof Custom.Kept;
  }

  Settings applied(Settings old) {
    return new Settings(
        versionsMax.orElse(old.versionsMax()),
        casRequired.orElse(old.casRequired()),
        deleteVersionAfter.orElse(old.deleteVersionAfter()),
        applied(old.custom()));
  }

  private Map<String, String> applied(Map<String, String> old) {
    return switch (custom) {
      case Custom.Kept _ -> old;
      case Custom.Replaced replaced -> replaced.entries();
      case Custom.Patched patched -> {
        Map<String, String> entries = new HashMap<>(old);
        patched
            .changes()
            .forEach(
                (name, value) ->
                    value.ifPresentOrElse(
                        text -> entries.put(name, text), () -> entries.remove(name)));
        yield entries;
      }
    };
  }
}
