package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Expectation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody comes in through a login method, or stays longer: finds or makes their entity, and puts it
 * into the external groups that the method's source names now. Everything goes into the commit that
 * makes the token; nothing is written where nothing changed.
 */
public final class Arrivals {
  private static final int GROUPS_NAMED_MAX = 2_000;

  private final Core core;
  private final Standings standings;

  Arrivals(Core core, Standings standings) {
    this.core = core;
    this.standings = standings;
  }

  /**
   * Who comes.
   *
   * @param accessor of the mount that let them in
   * @param name how it knows them
   * @param metadata kept with the alias
   * @param groups how its source names their groups
   */
  public record Arriving(
      String accessor, String name, Map<String, String> metadata, List<String> groups) {
    public Arriving {
      metadata = Map.copyOf(metadata);
      groups = List.copyOf(groups);
    }
  }

  /**
   * Their entity, as it will be once {@code changes} are committed.
   *
   * @throws Refused {@code Forbidden} when it is disabled
   */
  public Standing arrive(Reading reading, Changes changes, Arriving who) {
    Optional<Versioned<Entity>> known = core.entities().byAlias(reading, who.accessor(), who.name());
    Instant now = core.now();
    if (known.isEmpty()) {
      return make(reading, changes, who, now);
    }
    Entity entity = known.get().value();
    if (entity.disabled()) {
      throw new Refused(new Failure.Forbidden());
    }
    Alias alias =
        entity
            .aliasAt(who.accessor())
            .orElseThrow(() -> new Refused(new Failure.Integrity(EntityRows.row(entity.id()).text())));
    Entity next =
        alias.metadata().equals(who.metadata())
            ? entity
            : entity.with(alias.withMetadata(who.metadata(), now), now);
    return settle(reading, changes, known.get(), grouped(reading, changes, next, who));
  }

  /**
   * Renews which external groups of a mount an entity is in.
   *
   * @param groups how the mount's source names them now
   */
  public Standing regroup(
      Reading reading, Changes changes, String entityId, String accessor, List<String> groups) {
    Versioned<Entity> known =
        core.entities()
            .find(reading, entityId)
            .filter(found -> !found.value().disabled())
            .orElseThrow(() -> new Refused(new Failure.Forbidden()));
    Arriving who = new Arriving(accessor, "", Map.of(), groups);
    return settle(reading, changes, known, grouped(reading, changes, known.value(), who));
  }

  private Standing make(Reading reading, Changes changes, Arriving who, Instant now) {
    String id = core.newId();
    Alias alias =
        new Alias(
            core.newId(), who.accessor(), Names.checked(who.name()), who.metadata(), Map.of(), false,
            now, now, List.of());
    Entity fresh = Entity.fresh(id, Entities.nameOf(id), now).with(alias, now);
    Entity entity = grouped(reading, changes, fresh, who);
    core.entities().add(changes, entity);
    return standings.make(reading, entity, List.of());
  }

  private Standing settle(
      Reading reading, Changes changes, Versioned<Entity> known, Entity next) {
    if (next.equals(known.value())) {
      changes.expect(new Expectation(EntityRows.row(next.id()), known.version()));
      return standings.of(reading, next.id()).orElseThrow();
    }
    core.entities().replace(reading, changes, known, next);
    return standings.make(reading, next, List.of());
  }

  /** Groups of other mounts, and internal ones, are nothing this mount has a say in. */
  private Entity grouped(Reading reading, Changes changes, Entity entity, Arriving who) {
    Set<String> named = named(reading, who);
    List<String> kept = new ArrayList<>();
    for (String id : entity.groups()) {
      Optional<Group> group = core.groups().find(reading, id).map(Versioned::value);
      boolean ours = group.flatMap(Group::alias).map(alias -> alias.accessor().equals(who.accessor())).orElse(false);
      boolean without = group.map(known -> known.type() == Group.Type.EXTERNAL && known.alias().isEmpty()).orElse(true);
      if (!ours && !without) {
        kept.add(id);
      } else if (!named.contains(id)) {
        GroupRows.removeMember(changes, id, entity.id());
      }
    }
    Set<String> before = Set.copyOf(entity.groups());
    for (String id : named) {
      kept.add(id);
      if (!before.contains(id)) {
        GroupRows.addMember(changes, id, entity.id());
      }
    }
    if (!named.isEmpty()) {
      changes.expect(core.groups().unchanged(reading));
    }
    Members.checkCount(kept);
    return Set.copyOf(kept).equals(before) ? entity : entity.inGroups(kept);
  }

  private Set<String> named(Reading reading, Arriving who) {
    Set<String> ids = new LinkedHashSet<>();
    int left = GROUPS_NAMED_MAX;
    for (String name : who.groups()) {
      if (left-- == 0) {
        throw new Refused(new Failure.TooLarge("groups of a login", GROUPS_NAMED_MAX, "groups"));
      }
      core.groups()
          .byAlias(reading, who.accessor(), name)
          .ifPresent(group -> ids.add(group.value().id()));
    }
    return ids;
  }
}
