package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names under which login methods know external groups. */
public final class GroupAliases {
  private final Core core;
  private final MountNames mounts;

  GroupAliases(Core core, MountNames mounts) {
    this.core = core;
    this.mounts = mounts;
  }

  /** What somebody says of a group's alias; what they do not say stays as it is. */
  public record Wish(Optional<String> name, Optional<String> accessor, Optional<String> groupId) {}

  /** A group's alias and whose it is. */
  public record Held(String groupId, Alias alias) {}

  /**
   * Gives a group its alias, in place of one it had.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the group is none or is internal,
   *     or the name at that mount is another group's
   */
  public Held put(Permit permit, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      String id = wish.groupId().orElseThrow(() -> Refused.malformed("missing canonical_id"));
      return put(permit, reading, group(reading, id), wish);
    }
  }

  /** Changes the alias of an id. */
  public Held change(Permit permit, String aliasId, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Versioned<Group> group =
          core.groups()
              .byAliasId(reading, aliasId)
              .orElseThrow(() -> Refused.malformed("invalid group alias ID"));
      if (wish.groupId().filter(id -> !id.equals(group.value().id())).isPresent()) {
        throw Refused.malformed("a group alias stays with its group: delete it and make another");
      }
      return put(permit, reading, group, wish);
    }
  }

  private Held put(Permit permit, Reading reading, Versioned<Group> group, Wish wish) {
    if (group.value().type() != Group.Type.EXTERNAL) {
      throw Refused.malformed("alias can't be set on an internal group");
    }
    Optional<Alias> before = group.value().alias();
    String name =
        wish.name()
            .filter(text -> !text.isEmpty())
            .or(() -> before.map(Alias::name))
            .map(Names::checked)
            .orElseThrow(() -> Refused.malformed("missing alias name"));
    String accessor =
        wish.accessor()
            .filter(text -> !text.isEmpty())
            .or(() -> before.map(Alias::accessor))
            .orElseThrow(() -> Refused.malformed("missing mount_accessor"));
    MountNames.Named mount =
        mounts.ofAccessor(accessor).orElseThrow(() -> Refused.malformed("invalid mount accessor"));
    Optional<Versioned<Group>> owner = core.groups().byAlias(reading, accessor, name);
    if (owner.filter(other -> !other.value().id().equals(group.value().id())).isPresent()) {
      throw Refused.malformed("alias name is already in use by another group of this mount");
    }
    Instant now = core.now();
    Alias alias =
        new Alias(
            before.map(Alias::id).orElseGet(core::newId), accessor, name, Map.of(), Map.of(),
            mount.local(), before.map(Alias::created).orElse(now), now, List.of());
    return commit(permit, reading, group, Optional.of(alias), alias);
  }

  private Held commit(
      Permit permit, Reading reading, Versioned<Group> group, Optional<Alias> next, Alias told) {
    Changes changes = new Changes().expectAll(permit.revisions());
    core.groups().replace(changes, group, group.value().withAlias(next, core.now()));
    core.groups().touch(reading, changes);
    core.barrier().commit(changes);
    return new Held(group.value().id(), told);
  }

  private Versioned<Group> group(Reading reading, String id) {
    return core.groups().find(reading, id).orElseThrow(() -> Refused.malformed("invalid group ID"));
  }

  public Optional<Held> find(String aliasId) {
    try (Reading reading = core.barrier().read()) {
      return core.groups()
          .byAliasId(reading, aliasId)
          .flatMap(group -> group.value().alias().map(alias -> new Held(group.value().id(), alias)));
    }
  }

  /** Takes a group's alias away. Members stay until their next login or renewal at that mount. */
  public void delete(Permit permit, String aliasId) {
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<Group>> group = core.groups().byAliasId(reading, aliasId);
      if (group.isPresent()) {
        Alias gone = group.get().value().alias().orElseThrow();
        commit(permit, reading, group.get(), Optional.empty(), gone);
      }
    }
  }

  /** Ids in order, after {@code after} ({@code ""} for all). */
  public List<String> ids(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return core.groups().aliasIds(reading, after, limit);
    }
  }

  /** The mount of an alias, if it is there still. */
  public Optional<MountNames.Named> mountOf(Alias alias) {
    return mounts.ofAccessor(alias.accessor());
  }
}
