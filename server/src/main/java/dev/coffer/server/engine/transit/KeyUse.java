package dev.coffer.server.engine.transit;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;

/** A key as it was found for one request; each use of it checks the permit again. */
public final class KeyUse {
  private final Permit permit;
  private final Need need;
  private final TransitKey key;

  KeyUse(Permit permit, Need need, TransitKey key) {
    this.permit = permit;
    this.need = need;
    this.key = key;
  }

  TransitKey key() {
    permit.requires(need);
    return key;
  }

  public KeyType type() {
    return key.type();
  }

  public int latest() {
    return key.latest();
  }
}
