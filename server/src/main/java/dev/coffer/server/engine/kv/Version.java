package dev.coffer.server.engine.kv;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a secret, without its payload.
 *
 * @param number 1 or more
 * @param id unique for ever, also where numbers begin again after a removal; 32 hex digits
 * @param deletion since when, or from when on, it counts as deleted
 * @param destroyed when its payload was destroyed
 */
public record Version(
    int number,
    String id,
    Instant created,
    Optional<Instant> deletion,
    Optional<Instant> destroyed,
    PayloadKind kind) {

  public VersionState state(Instant now) {
    if (destroyed.isPresent()) {
      return VersionState.DESTROYED;
    }
    boolean over = deletion.isPresent() && !deletion.get().isAfter(now);
    return over ? VersionState.DELETED : VersionState.ENABLED;
  }

  Version deletedAt(Optional<Instant> when) {
    return new Version(number, id, created, when, destroyed, kind);
  }

  Version destroyedAt(Instant when) {
    return new Version(number, id, created, deletion, Optional.of(when), kind);
  }
}
