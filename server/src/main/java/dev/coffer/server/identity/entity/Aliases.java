package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Aliases of entities as operators see and change them; logins make most of them by themselves. */
public final class Aliases {
  private final Core core;
  private final MountNames mounts;

  Aliases(Core core, MountNames mounts) {
    this.core = core;
    this.mounts = mounts;
  }

  /**
   * What somebody says of an alias; what they do not say stays as it is.
   *
   * @param entityId whose it is to be
   */
  public record Wish(
      Optional<String> name,
      Optional<String> accessor,
      Optional<String> entityId,
      Optional<Map<String, String>> custom) {}

  /** An alias and whose it is. */
  public record Held(String entityId, Alias alias) {}

  /**
   * Makes an alias, or changes the one of that name at that mount.
   *
   * @throws Refused {@code Malformed} when the wish makes no sense
   */
  public Held put(Permit permit, Wish wish) {
    String name = wish.name().filter(text -> !text.isEmpty()).orElseThrow(() -> Refused.malformed("missing alias name"));
    String accessor =
        wish.accessor().filter(text -> !text.isEmpty()).orElseThrow(() -> Refused.malformed("missing mount_accessor"));
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Entity>> owner = core.entities().byAlias(reading, accessor, name);
      return owner.isPresent()
          ? change(permit, reading, owner.get(), at(owner.get().value(), accessor), wish)
          : create(permit, reading, Names.checked(name), accessor, wish);
    }
  }

  /**
   * Changes the alias of an id.
   *
   * @throws Refused {@code Malformed} when there is none, or the name is taken
   */
  public Held change(Permit permit, String aliasId, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Versioned<Entity> owner =
          core.entities()
              .byAliasId(reading, aliasId)
              .orElseThrow(() -> Refused.malformed("invalid alias ID"));
      Alias alias = owner.value().alias(aliasId).orElseThrow(() -> broken(owner.value()));
      return change(permit, reading, owner, alias, wish);
    }
  }

  private Held create(Permit permit, Reading reading, String name, String accessor, Wish wish) {
    Instant now = core.now();
    boolean local = mount(accessor).local();
    Alias alias =
        new Alias(
            core.newId(), accessor, name, Map.of(),
            Names.metadata(wish.custom().orElse(Map.of())), local, now, now, List.of());
    Changes changes = new Changes().expectAll(permit.revisions());
    if (wish.entityId().filter(id -> !id.isEmpty()).isEmpty()) {
      String id = core.newId();
      core.entities().add(changes, Entity.fresh(id, Entities.nameOf(id), now).with(alias, now));
      core.barrier().commit(changes);
      return new Held(id, alias);
    }
    Versioned<Entity> owner = owner(reading, wish.entityId().get());
    refuseSecond(owner.value(), alias);
    core.entities().replace(reading, changes, owner, owner.value().with(alias, now));
    core.barrier().commit(changes);
    return new Held(owner.value().id(), alias);
  }

  private Held change(
      Permit permit, Reading reading, Versioned<Entity> owner, Alias alias, Wish wish) {
    Instant now = core.now();
    String accessor = wish.accessor().filter(text -> !text.isEmpty()).orElse(alias.accessor());
    String name = wish.name().filter(text -> !text.isEmpty()).map(Names::checked).orElse(alias.name());
    if (!accessor.equals(alias.accessor())) {
      mount(accessor);
    }
    Alias next =
        alias.changed(accessor, name, wish.custom().map(Names::metadata).orElse(alias.custom()), now);
    boolean renamed = !accessor.equals(alias.accessor()) || !name.equals(alias.name());
    if (renamed && core.entities().byAlias(reading, accessor, name).isPresent()) {
      throw Refused.malformed("alias with combination of mount accessor and name already exists");
    }
    Changes changes = new Changes().expectAll(permit.revisions());
    Optional<Versioned<Entity>> other =
        wish.entityId()
            .filter(id -> !id.isEmpty())
            .map(id -> owner(reading, id))
            .filter(to -> !to.value().id().equals(owner.value().id()));
    if (other.isEmpty()) {
      refuseSecond(owner.value(), next);
      core.entities().replace(reading, changes, owner, owner.value().with(next, now));
      core.barrier().commit(changes);
      return new Held(owner.value().id(), next);
    }
    if (renamed) {
      throw Refused.malformed("change an alias's name and its entity in two requests");
    }
    refuseSecond(other.get().value(), next);
    core.entities().replace(reading, changes, owner, owner.value().without(alias.id(), now));
    core.entities()
        .replace(reading, changes, other.get(), other.get().value().with(next, now), Set.of(next.id()));
    core.barrier().commit(changes);
    return new Held(other.get().value().id(), next);
  }

  private Versioned<Entity> owner(Reading reading, String id) {
    return core.entities().find(reading, id).orElseThrow(() -> Refused.malformed("invalid canonical ID"));
  }

  private MountNames.Named mount(String accessor) {
    return mounts.ofAccessor(accessor).orElseThrow(() -> Refused.malformed("invalid mount accessor"));
  }

  private static Alias at(Entity entity, String accessor) {
    return entity.aliasAt(accessor).orElseThrow(() -> broken(entity));
  }

  private static Refused broken(Entity entity) {
    return new Refused(new Failure.Integrity(EntityRows.row(entity.id()).text()));
  }

  /** A mount knows an entity by one name, or a template could not tell which is meant. */
  private static void refuseSecond(Entity entity, Alias alias) {
    if (entity.aliasAt(alias.accessor()).filter(other -> !other.id().equals(alias.id())).isPresent()) {
      throw Refused.malformed("alias already exists for requested entity and mount accessor");
    }
    if (entity.aliases().size() >= Limits.ALIASES_MAX && entity.alias(alias.id()).isEmpty()) {
      throw new Refused(new Failure.TooLarge("aliases of an entity", Limits.ALIASES_MAX, "aliases"));
    }
  }

  public Optional<Held> find(String aliasId) {
    try (Reading reading = core.barrier().read()) {
      return core.entities()
          .byAliasId(reading, aliasId)
          .flatMap(owner -> owner.value().alias(aliasId).map(alias -> new Held(owner.value().id(), alias)));
    }
  }

  /** Removes an alias, if it is there. The entity stays; the next login by that name makes another. */
  public void delete(Permit permit, String aliasId) {
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Entity>> owner = core.entities().byAliasId(reading, aliasId);
      if (owner.isPresent()) {
        Changes changes = new Changes().expectAll(permit.revisions());
        core.entities()
            .replace(reading, changes, owner.get(), owner.get().value().without(aliasId, core.now()));
        core.barrier().commit(changes);
      }
    }
  }

  /** Ids in order, after {@code after} ({@code ""} for all). */
  public List<String> ids(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.entities().aliasIds(reading, after, limit);
    }
  }

  /** The mount of an alias, if it is there still. */
  public Optional<MountNames.Named> mountOf(Alias alias) {
    return mounts.ofAccessor(alias.accessor());
  }
}
