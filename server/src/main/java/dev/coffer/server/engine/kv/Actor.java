package dev.coffer.server.engine.kv;

import dev.coffer.server.gate.Caller;

/** Who did something, as far as may be told to whoever reads the history. */
public record Actor(String displayName, String entityId, String accessor) {

  static Actor of(Caller caller) {
    return new Actor(caller.displayName(), caller.entityId(), caller.accessor());
  }
}
