package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Groups as operators see and change them. What they change counts from the next request on. */
public final class Groups {
  private static final int NAME_OF_ID_CHARS = 8;

  private final Core core;
  private final Members members;
  private final Nesting nesting;

  Groups(Core core) {
    this.core = core;
    this.members = new Members(core);
    this.nesting = new Nesting(core);
  }

  /** What somebody says of a group; what they do not say stays as it is. */
  public record Wish(
      Optional<String> name,
      Optional<Group.Type> type,
      Optional<Map<String, String>> metadata,
      Optional<List<String>> policies,
      Optional<List<String>> memberGroups,
      Optional<List<String>> memberEntities) {}

  /** A group with the ids of its direct members. */
  public record Listed(Group group, List<String> members) {
    public Listed {
      members = List.copyOf(members);
    }
  }

  /**
   * Makes a group, or changes the one of the name that the wish has.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} or {@code TooLarge} when the wish makes
   *     no sense
   */
  public Group put(Permit permit, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Group>> known =
          wish.name().flatMap(name -> core.groups().byName(reading, name));
      return known.isPresent() ? change(permit, reading, known.get(), wish) : create(permit, reading, wish);
    }
  }

  /** Changes the group of an id. */
  public Group change(Permit permit, String id, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Versioned<Group> known =
          core.groups().find(reading, id).orElseThrow(() -> Refused.malformed("invalid group ID"));
      Optional<Versioned<Group>> named =
          wish.name().flatMap(name -> core.groups().byName(reading, name));
      if (named.filter(other -> !other.value().id().equals(id)).isPresent()) {
        throw Refused.malformed("group name is already in use");
      }
      return change(permit, reading, known, wish);
    }
  }

  private Group create(Permit permit, Reading reading, Wish wish) {
    String id = core.newId();
    Group fresh =
        Group.fresh(
            id,
            wish.name().map(Names::checked).orElse("group_" + id.substring(0, NAME_OF_ID_CHARS)),
            wish.type().orElse(Group.Type.INTERNAL),
            core.now());
    refuseMembersOfExternal(fresh, wish);
    Changes changes = new Changes().expectAll(permit.revisions());
    Group group = described(fresh, wish);
    if (wish.memberGroups().isPresent()) {
      group = nesting.nest(reading, changes, group, wish.memberGroups().get());
    }
    core.groups().add(changes, group);
    if (wish.memberEntities().isPresent()) {
      members.set(reading, changes, id, wish.memberEntities().get());
    }
    core.groups().touch(reading, changes);
    core.barrier().commit(changes);
    return group;
  }

  private Group change(Permit permit, Reading reading, Versioned<Group> known, Wish wish) {
    if (wish.type().filter(type -> type != known.value().type()).isPresent()) {
      throw Refused.malformed("group type cannot be changed");
    }
    refuseMembersOfExternal(known.value(), wish);
    Changes changes = new Changes().expectAll(permit.revisions());
    Group group = described(known.value(), wish);
    if (wish.memberGroups().isPresent()) {
      group = nesting.nest(reading, changes, group, wish.memberGroups().get());
    }
    core.groups().replace(changes, known, group);
    if (wish.memberEntities().isPresent()) {
      members.set(reading, changes, group.id(), wish.memberEntities().get());
    }
    core.groups().touch(reading, changes);
    core.barrier().commit(changes);
    return group;
  }

  private static void refuseMembersOfExternal(Group group, Wish wish) {
    if (group.type() == Group.Type.EXTERNAL && wish.memberEntities().isPresent()) {
      throw Refused.malformed("member entities can't be set manually for external groups");
    }
  }

  private Group described(Group group, Wish wish) {
    return group.described(
        wish.name().map(Names::checked).orElse(group.name()),
        wish.metadata().map(Names::metadata).orElse(group.metadata()),
        wish.policies().map(Names::policies).orElse(group.policies()),
        core.now());
  }

  public Optional<Listed> find(String id) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().find(reading, id).map(found -> listed(reading, found));
    }
  }

  public Optional<Listed> byName(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().byName(reading, name).map(found -> listed(reading, found));
    }
  }

  public Optional<Listed> byAliasId(String aliasId) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().byAliasId(reading, aliasId).map(found -> listed(reading, found));
    }
  }

  /** The group that a mount knows by a name. */
  public Optional<Listed> byAlias(String accessor, String name) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().byAlias(reading, accessor, name).map(found -> listed(reading, found));
    }
  }

  private Listed listed(Reading reading, Versioned<Group> found) {
    return new Listed(
        found.value(), core.groups().members(reading, found.value().id(), Limits.MEMBERS_MAX));
  }

  /** Ids in order, after {@code after} ({@code ""} for all). */
  public List<String> ids(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().ids(reading, after, limit);
    }
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().names(reading, after, limit);
    }
  }

  /** Removes a group, if it is there; its members are members of one group less from then on. */
  public void delete(Permit permit, String id) {
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Group>> known = core.groups().find(reading, id);
      if (known.isPresent()) {
        Changes changes = new Changes().expectAll(permit.revisions());
        nesting.leave(reading, changes, known.get().value());
        core.groups().remove(reading, changes, known.get());
        core.groups().touch(reading, changes);
        core.barrier().commit(changes);
      }
    }
  }

  /** Removes the group of a name, if there is one. */
  public void deleteByName(Permit permit, String name) {
    byName(name).ifPresent(found -> delete(permit, found.group().id()));
  }
}
