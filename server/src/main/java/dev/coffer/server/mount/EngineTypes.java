package dev.coffer.server.mount;

import dev.coffer.server.engine.EngineFactory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types that can be mounted, by name; Assembly fills it. */
public record EngineTypes(
    Map<String, EngineFactory> secret, Map<String, EngineFactory> auth) {
  /** Each is there once, where every server has it, as in Vault. */
  private static final Set<String> BUILT_IN = Set.of("cubbyhole", "identity", "system", "token");

  public EngineTypes {
    secret = Map.copyOf(secret);
    auth = Map.copyOf(auth);
  }

  /** A type that a caller may put at a path of their own. */
  Optional<EngineFactory> mountable(MountKind kind, String type) {
    return BUILT_IN.contains(type) ? Optional.empty() : find(kind, type);
  }

  Optional<EngineFactory> find(MountKind kind, String type) {
    return Optional.ofNullable(
        switch (kind) {
          case SECRET -> secret.get(type);
          case AUTH -> auth.get(type);
        });
  }
}
