package dev.coffer.server.gate;

import dev.coffer.server.gate.policy.Capability;
import java.util.Set;

/**
 * What an operation needs on one path.
 *
 * @param path the whole path without {@code /v1/}: {@code secret/data/a}
 * @param capabilities all of these; {@code {CREATE, UPDATE}} with {@code either} stands for
 *     create-or-update
 * @param either one of {@code capabilities} is enough; which one is decided by whether the thing
 *     exists
 */
public record Need(String path, Set<Capability> capabilities, boolean either) {
  public Need {
    capabilities = Set.copyOf(capabilities);
  }

  public static Need of(String path, Capability... capabilities) {
    return new Need(path, Set.of(capabilities), false);
  }

  /** A plain write: {@code create} where nothing is yet, {@code update} where something is. */
  public static Need write(String path) {
    return new Need(path, Set.of(Capability.CREATE, Capability.UPDATE), true);
  }
}
