package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entities as operators see and change them. What they change counts from the next request on. */
public final class Entities {
  private static final int NAME_OF_ID_CHARS = 8;

  private final Core core;
  private final Standings standings;

  Entities(Core core, Standings standings) {
    this.core = core;
    this.standings = standings;
  }

  /** What somebody says of an entity; what they do not say stays as it is. */
  public record Wish(
      Optional<String> name,
      Optional<Map<String, String>> metadata,
      Optional<List<String>> policies,
      Optional<Boolean> disabled) {}

  /**
   * Makes an entity, or changes the one of the name that the wish has.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge} when the wish makes no sense
   */
  public Entity put(Permit permit, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Entity>> known =
          wish.name().flatMap(name -> core.entities().byName(reading, name));
      return known.isPresent()
          ? change(permit, reading, known.get(), wish)
          : create(permit, wish);
    }
  }

  /**
   * Changes the entity of an id.
   *
   * @throws Refused {@code Malformed} when there is none, or the name is another's
   */
  public Entity change(Permit permit, String id, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Versioned<Entity> known =
          core.entities().find(reading, id).orElseThrow(() -> Refused.malformed("invalid entity ID"));
      Optional<Versioned<Entity>> named =
          wish.name().flatMap(name -> core.entities().byName(reading, name));
      if (named.filter(other -> !other.value().id().equals(known.value().id())).isPresent()) {
        throw Refused.malformed("entity name is already in use");
      }
      return change(permit, reading, known, wish);
    }
  }

  private Entity create(Permit permit, Wish wish) {
    String id = core.newId();
    Instant now = core.now();
    Entity entity = applied(Entity.fresh(id, nameOf(id), now), wish, now);
    Changes changes = new Changes().expectAll(permit.revisions());
    core.entities().add(changes, entity);
    core.barrier().commit(changes);
    return entity;
  }

  /** What an entity is called until somebody gives it a name. */
  static String nameOf(String id) {
    return "entity_" + id.substring(0, NAME_OF_ID_CHARS);
  }

  private Entity change(Permit permit, Reading reading, Versioned<Entity> known, Wish wish) {
    Entity next = applied(known.value(), wish, core.now());
    Changes changes = new Changes().expectAll(permit.revisions());
    core.entities().replace(reading, changes, known, next);
    core.barrier().commit(changes);
    return next;
  }

  private static Entity applied(Entity entity, Wish wish, Instant now) {
    return entity.described(
        wish.name().map(Names::checked).orElse(entity.name()),
        wish.metadata().map(Names::metadata).orElse(entity.metadata()),
        wish.policies().map(Names::policies).orElse(entity.policies()),
        wish.disabled().orElse(entity.disabled()),
        now);
  }

  /** The entity of an id, or the one that it was merged into, with its groups. */
  public Optional<Standing> find(String id) {
    try (Reading reading = core.barrier().read()) {
      return standings.of(reading, id);
    }
  }

  public Optional<Standing> byName(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.entities().byName(reading, name).flatMap(found -> standing(reading, found));
    }
  }

  public Optional<Standing> byAliasId(String aliasId) {
    try (Reading reading = core.barrier().read()) {
      return core.entities().byAliasId(reading, aliasId).flatMap(found -> standing(reading, found));
    }
  }

  /** The entity that a mount knows by a name. */
  public Optional<Standing> byAlias(String accessor, String name) {
    try (Reading reading = core.barrier().read()) {
      return core.entities()
          .byAlias(reading, accessor, name)
          .flatMap(found -> standing(reading, found));
    }
  }

  private Optional<Standing> standing(Reading reading, Versioned<Entity> found) {
    return standings.of(reading, found.value().id());
  }

  /** Ids in order, after {@code after} ({@code ""} for all). */
  public List<String> ids(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.entities().ids(reading, after, limit);
    }
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.entities().names(reading, after, limit);
    }
  }

  /** Removes an entity and its aliases; its tokens open nothing from then on. */
  public void delete(Permit permit, String id) {
    delete(permit, List.of(id));
  }

  /** Removes the entity of a name, if there is one. */
  public void deleteByName(Permit permit, String name) {
    byName(name).ifPresent(found -> delete(permit, found.entity().id()));
  }

  /** Removes entities, those that are there, in one commit. */
  public void delete(Permit permit, List<String> ids) {
    if (ids.size() > Limits.AT_ONCE_MAX) {
      throw new Refused(new Failure.TooLarge("entity_ids", Limits.AT_ONCE_MAX, "entities"));
    }
    Changes changes = new Changes().expectAll(permit.revisions());
    try (Reading reading = core.barrier().read()) {
      for (String id : List.copyOf(new LinkedHashSet<>(ids))) {
        core.entities()
            .find(reading, id)
            .filter(found -> found.value().id().equals(id))
            .ifPresent(found -> remove(changes, found));
      }
      core.barrier().commit(changes);
    }
  }

  private void remove(Changes changes, Versioned<Entity> found) {
    core.entities().remove(changes, found);
    leaveGroups(changes, found.value());
  }

  static void leaveGroups(Changes changes, Entity entity) {
    entity.groups().forEach(group -> GroupRows.removeMember(changes, group, entity.id()));
  }
}
