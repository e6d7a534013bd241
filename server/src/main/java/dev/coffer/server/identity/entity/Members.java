package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is a direct member of which group: stands in the entity, and in a row under the group. */
final class Members {
  private final Core core;

  Members(Core core) {
    this.core = core;
  }

  /**
   * Makes these entities, and no others, the direct members of a group.
   *
   * @throws Refused {@code Malformed} when one does not exist, {@code TooLarge}
   */
  void set(Reading reading, Changes changes, String group, List<String> ids) {
    if (ids.size() > Limits.MEMBERS_MAX) {
      throw new Refused(new Failure.TooLarge("member_entity_ids", Limits.MEMBERS_MAX, "entities"));
    }
    Set<String> wanted = new LinkedHashSet<>();
    ids.forEach(id -> wanted.add(existing(reading, id).value().id()));
    Set<String> gone = new LinkedHashSet<>(core.groups().members(reading, group, Limits.MEMBERS_MAX));
    Set<String> added = new LinkedHashSet<>(wanted);
    added.removeAll(gone);
    gone.removeAll(wanted);
    if (added.size() + gone.size() > Limits.MEMBERS_CHANGED_MAX) {
      throw new Refused(
          new Failure.TooLarge("changed members of a group", Limits.MEMBERS_CHANGED_MAX, "entities"));
    }
    for (String id : added) {
      Versioned<Entity> entity = existing(reading, id);
      List<String> groups = living(reading, entity.value());
      groups.add(group);
      GroupRows.addMember(changes, group, id);
      move(reading, changes, entity, groups);
    }
    for (String id : gone) {
      GroupRows.removeMember(changes, group, id);
      core.entities()
          .find(reading, id)
          .filter(found -> found.value().id().equals(id))
          .ifPresent(
              entity -> {
                List<String> groups = living(reading, entity.value());
                groups.remove(group);
                move(reading, changes, entity, groups);
              });
    }
  }

  private void move(Reading reading, Changes changes, Versioned<Entity> entity, List<String> groups) {
    checkCount(groups);
    core.entities().replace(reading, changes, entity, entity.value().inGroups(groups));
  }

  static void checkCount(List<String> groups) {
    if (groups.size() > Limits.GROUPS_MAX) {
      throw new Refused(new Failure.TooLarge("groups of an entity", Limits.GROUPS_MAX, "groups"));
    }
  }

  /** The groups of an entity that are there still. */
  List<String> living(Reading reading, Entity entity) {
    List<String> living = new ArrayList<>(entity.groups());
    living.removeIf(group -> core.groups().find(reading, group).isEmpty());
    return living;
  }

  private Versioned<Entity> existing(Reading reading, String id) {
    return core.entities().find(reading, id).orElseThrow(() -> Refused.malformed("invalid entity ID"));
  }
}
