package dev.coffer.server.engine.transit;

import dev.coffer.server.engine.Engine;

/** One transit mount. Its parts are methods of six kinds; each takes the gate's permit. */
public final class TransitEngine implements Engine {
  /** How many items one request may bring. */
  public static final int BATCH_ITEMS_MAX = 5_000;

  private final TransitCore core;

  TransitEngine(TransitCore core) {
    this.core = core;
  }

  /** What each operation needs. */
  public TransitNeeds needs() {
    return core.needs();
  }

  /** Making, configuring, rotating and deleting keys. */
  public TransitKeys keys() {
    return new TransitKeys(core);
  }

  /** Encrypting and decrypting. */
  public TransitCiphers ciphers() {
    return new TransitCiphers(core, keys());
  }

  /** Signing and verifying. */
  public TransitSignatures signatures() {
    return new TransitSignatures(core);
  }

  /** Export, backup and restore. */
  public TransitExports exports() {
    return new TransitExports(core);
  }

  /** Keys brought along. */
  public TransitImports imports() {
    return new TransitImports(core);
  }

  /** Keyed hashes. */
  public TransitMacs macs() {
    return new TransitMacs(core);
  }
}
