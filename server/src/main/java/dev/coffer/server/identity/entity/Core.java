package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.crypto.RandomUuid;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/** What all parts of this room stand on. */
record Core(
    Barrier barrier, InstantSource clock, SecureRandom random, EntityRows entities, GroupRows groups) {
  String newId() {
    return RandomUuid.text(random);
  }

  Instant now() {
    return clock.instant();
  }
}
