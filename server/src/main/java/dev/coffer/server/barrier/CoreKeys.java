package dev.coffer.server.barrier;

import dev.coffer.server.storage.Key;

/** Where the barrier's own rows are (docs/format.md). */
public final class CoreKeys {
  /** How the store is sealed: the one row that is readable while sealed. */
  public static final Key SEAL = Key.of("core/seal");

  /** The data keys, sealed under the root key. */
  public static final Key KEYRING = Key.of("core/keyring");

  /** How often the newest data key may have been used. */
  public static final Key USES = Key.of("core/keyring-uses");

  /** When data keys are replaced by themselves. */
  public static final Key ROTATION = Key.of("core/keyring-rotation");

  /** Followed by the purpose. */
  static final String PURPOSES = "core/purpose/";

  private CoreKeys() {}
}
