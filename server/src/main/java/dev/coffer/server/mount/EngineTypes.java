package dev.coffer.server.mount;

import dev.coffer.server.engine.EngineFactory;
import java.util.Map;
import java.util.Optional;

/** The types that can be mounted, by name; Assembly fills it. */
public record EngineTypes(
    Map<String, EngineFactory> secret, Map<String, EngineFactory> auth) {
  public EngineTypes {
    secret = Map.copyOf(secret);
    auth = Map.copyOf(auth);
  }

  Optional<EngineFactory> find(MountKind kind, String type) {
    return Optional.ofNullable(
        switch (kind) {
          case SECRET -> secret.get(type);
          case AUTH -> auth.get(type);
        });
  }
}
