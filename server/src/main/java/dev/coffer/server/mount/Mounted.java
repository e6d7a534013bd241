package dev.coffer.server.mount;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.gate.MountFacts;
import java.util.List;
import java.util.Set;

/**
 * Where a path leads.
 *
 * @param rest the path below the mount: {@code data/a} of {@code secret/data/a}
 */
public record Mounted(Mount mount, Engine engine, String rest) {

  /**
   * For the gate: what is audited, and what every commit of the request expects, so that nothing is
   * written into a mount that is disabled or moved meanwhile.
   */
  public MountFacts facts() {
    return new MountFacts(
        mount.fullPath(),
        mount.type(),
        mount.accessor(),
        mount.kind().word(),
        "",
        Set.copyOf(mount.config().auditNonHmacRequestKeys()),
        Set.copyOf(mount.config().auditNonHmacResponseKeys()),
        List.of(mount.stands()));
  }
}
