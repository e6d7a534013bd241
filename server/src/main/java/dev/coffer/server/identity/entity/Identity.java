package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.engine.Engine;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The parts of this room, put together for Assembly. */
public record Identity(
    Entities entities,
    Merging merging,
    Aliases aliases,
    Groups groups,
    GroupAliases groupAliases,
    Standings standings,
    Arrivals arrivals) {

  /** What is mounted at {@code identity/}, which every server has once. */
  public record Mounted() implements Engine {}

  /** Puts the room together; reads nothing. */
  public static Identity over(
      Barrier barrier, InstantSource clock, SecureRandom random, MountNames mounts) {
    References references = new References(barrier);
    EntityRows entities = new EntityRows(references);
    GroupRows groups = new GroupRows(references);
    Core core = new Core(barrier, clock, random, entities, groups);
    Standings standings = new Standings(entities, groups);
    return new Identity(
        new Entities(core, standings),
        new Merging(core),
        new Aliases(core, mounts),
        new Groups(core),
        new GroupAliases(core, mounts),
        standings,
        new Arrivals(core, standings));
  }
}
