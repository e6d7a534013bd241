package dev.coffer.server.mount;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Set;

/**
 * Where a path leads.
 *
 * @param rest the path below the mount: {@code data/a} of {@code secret/data/a}
 * @param revision the mount table's row as it was read
 */
public record Mounted(Mount mount, Engine engine, String rest, Expectation revision) {

  /**
   * For the gate: who is audited, and the mount table's revision that every commit of the request
   * expects, so that nothing is written into a mount that is disabled meanwhile.
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
        List.of(revision));
  }
}
