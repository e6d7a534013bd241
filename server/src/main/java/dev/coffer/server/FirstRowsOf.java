package dev.coffer.server;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.gate.audit.AuditDevices;
import dev.coffer.server.gate.audit.DeviceOpener;
import dev.coffer.server.gate.policy.PolicyStore;
import dev.coffer.server.identity.token.RootTokenMaker;
import dev.coffer.server.mount.EngineTypes;
import dev.coffer.server.mount.MountTable;
import dev.coffer.server.mount.Router;

/**
 * What a new store begins with: the mounts every server has, the default policy, and what the setup
 * asks for besides. All of it goes into a barrier that is not the store's yet.
 */
final class FirstRowsOf {
  private final Setup setup;
  private final Barrier serving;
  private final EngineTypes types;
  private final DeviceOpener opener;
  private final RootTokenMaker rootTokens;

  /**
   * @param serving the barrier of the server's store; another one is of a store that is being made
   */
  FirstRowsOf(
      Setup setup, Barrier serving, EngineTypes types, DeviceOpener opener, RootTokenMaker rootTokens) {
    this.setup = setup;
    this.serving = serving;
    this.types = types;
    this.opener = opener;
    this.rootTokens = rootTokens;
  }

  void lay(Barrier barrier) {
    Changes changes = new Changes();
    new PolicyStore(barrier).initialize(changes);
    barrier.commit(changes);
    new MountTable(barrier, new Router(barrier, types, setup.ttls()), types, setup.random())
        .initialize(setup.first().secretMount());
    setup
        .first()
        .auditFile()
        .map(file -> AuditDevices.firstRow(file.toString(), opener, setup.random()))
        .ifPresent(barrier::commit);
  }

  /** A root token in a store: in a new one of a dev server the chosen one, else a random one. */
  // Which barrier it is matters here, not what it is like.
  @SuppressWarnings("ReferenceEquality")
  SecretBytes rootToken(Barrier barrier) {
    boolean isNew = barrier != serving;
    return isNew && setup.first().rootToken().isPresent()
        ? chosen(barrier, setup.first().rootToken().get())
        : rootTokens.create(barrier);
  }

  private SecretBytes chosen(Barrier barrier, SecretBytes text) {
    rootTokens.create(barrier, text);
    return text.copy();
  }
}
