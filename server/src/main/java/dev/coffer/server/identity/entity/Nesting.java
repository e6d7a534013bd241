package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Groups that are members of groups: each of the two says so of the other. */
final class Nesting {
  private final Core core;

  Nesting(Core core) {
    this.core = core;
  }

  /**
   * Makes these groups, and no others, the member groups of {@code group}; the caller stores that one.
   *
   * @throws Refused {@code Malformed} for one that does not exist, or that contains {@code group}
   */
  Group nest(Reading reading, Changes changes, Group group, List<String> ids) {
    Set<String> wanted = new LinkedHashSet<>(ids);
    if (wanted.size() > Limits.NESTED_MAX) {
      throw new Refused(new Failure.TooLarge("member_group_ids", Limits.NESTED_MAX, "groups"));
    }
    Set<String> above = above(reading, group);
    for (String id : wanted) {
      if (above.contains(id)) {
        throw Refused.malformed("cyclic relationship detected for member group ID");
      }
    }
    for (String id : wanted) {
      if (!group.memberGroups().contains(id)) {
        Versioned<Group> member =
            core.groups().find(reading, id).orElseThrow(() -> Refused.malformed("invalid group ID"));
        List<String> parents = new ArrayList<>(member.value().parents());
        parents.add(group.id());
        core.groups().replace(changes, member, withParents(member.value(), parents));
      }
    }
    for (String id : group.memberGroups()) {
      if (!wanted.contains(id)) {
        orphan(reading, changes, id, group.id());
      }
    }
    return group.withMemberGroups(List.copyOf(wanted));
  }

  /** Takes a group that is about to go out of all others. */
  void leave(Reading reading, Changes changes, Group group) {
    group.memberGroups().forEach(id -> orphan(reading, changes, id, group.id()));
    for (String id : group.parents()) {
      core.groups()
          .find(reading, id)
          .ifPresent(
              parent ->
                  core.groups()
                      .replace(changes, parent, parent.value().withMemberGroups(without(parent.value().memberGroups(), group.id()))));
    }
  }

  private void orphan(Reading reading, Changes changes, String id, String parent) {
    core.groups()
        .find(reading, id)
        .ifPresent(
            member ->
                core.groups()
                    .replace(changes, member, member.value().withParents(without(member.value().parents(), parent))));
  }

  private static Group withParents(Group group, List<String> parents) {
    if (parents.size() > Limits.NESTED_MAX) {
      throw new Refused(new Failure.TooLarge("parents of a group", Limits.NESTED_MAX, "groups"));
    }
    return group.withParents(parents);
  }

  private static List<String> without(List<String> ids, String id) {
    return ids.stream().filter(other -> !other.equals(id)).toList();
  }

  /** The group itself and all that it is inside of. */
  private Set<String> above(Reading reading, Group group) {
    Set<String> above = new HashSet<>(Set.of(group.id()));
    Deque<String> next = new ArrayDeque<>(group.parents());
    while (!next.isEmpty() && above.size() < Limits.REACHED_MAX) {
      String id = next.removeFirst();
      if (above.add(id)) {
        core.groups().find(reading, id).ifPresent(found -> next.addAll(found.value().parents()));
      }
    }
    return above;
  }
}
