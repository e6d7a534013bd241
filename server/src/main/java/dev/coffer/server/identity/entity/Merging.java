package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several entities become one. Their aliases move to it and their tokens count as its own; neither
 * their policies nor their groups do, so that a merge never gives anybody more than the entity that
 * stays had (checklist C).
 */
public final class Merging {
  private final Core core;

  Merging(Core core) {
    this.core = core;
  }

  /**
   * Merges.
   *
   * @param keep where two have an alias at one mount, the ids of those that stay
   * @return the names of entities whose policies or groups were left behind
   * @throws Refused {@code Malformed} when an entity is missing, or aliases clash and {@code keep} does
   *     not say which stays
   */
  public List<String> merge(Permit permit, List<String> fromIds, String toId, Set<String> keep) {
    if (fromIds.size() > Limits.AT_ONCE_MAX) {
      throw new Refused(new Failure.TooLarge("from_entity_ids", Limits.AT_ONCE_MAX, "entities"));
    }
    Changes changes = new Changes().expectAll(permit.revisions());
    List<String> leftBehind = new ArrayList<>();
    try (Reading reading = core.barrier().read()) {
      Versioned<Entity> to = existing(reading, toId, "entity id to merge to is invalid");
      Merged merged = new Merged(to.value());
      for (String id : new LinkedHashSet<>(fromIds)) {
        Versioned<Entity> from = existing(reading, id, "entity id to merge from is invalid");
        if (from.value().id().equals(to.value().id())) {
          throw Refused.malformed("to_entity_id should not be present in from_entity_ids");
        }
        merged.take(from.value(), keep);
        core.entities().merge(reading, changes, from, to.value().id());
        Entities.leaveGroups(changes, from.value());
        if (!from.value().policies().isEmpty() || !from.value().groups().isEmpty()) {
          leftBehind.add(from.value().name());
        }
      }
      Entity next = merged.entity(core.now());
      core.entities().replace(reading, changes, to, next, merged.moved);
      core.barrier().commit(changes);
    }
    return leftBehind;
  }

  private Versioned<Entity> existing(Reading reading, String id, String otherwise) {
    return core.entities()
        .find(reading, id)
        .filter(found -> found.value().id().equals(id))
        .orElseThrow(() -> Refused.malformed(otherwise));
  }

  /** What becomes of the entity that stays. */
  private static final class Merged {
    private final Entity to;
    private final List<Alias> aliases;
    private final List<String> ids;
    final Set<String> moved = new HashSet<>();

    Merged(Entity to) {
      this.to = to;
      this.aliases = new ArrayList<>(to.aliases());
      this.ids = new ArrayList<>(to.mergedIds());
    }

    void take(Entity from, Set<String> keep) {
      for (Alias alias : from.aliases()) {
        Optional<Alias> clash =
            aliases.stream().filter(other -> other.accessor().equals(alias.accessor())).findFirst();
        if (clash.isEmpty()) {
          add(from, alias);
        } else if (keep.contains(alias.id()) && !keep.contains(clash.get().id())) {
          aliases.remove(clash.get());
          moved.remove(clash.get().id());
          add(from, alias);
        } else if (!keep.contains(clash.get().id()) || keep.contains(alias.id())) {
          throw Refused.malformed(
              "toEntity and at least one fromEntity have aliases with the same mount accessor, repeat the"
                  + " merge request specifying exactly one of them in conflicting_alias_ids_to_keep");
        }
      }
      ids.addAll(from.mergedIds());
      ids.add(from.id());
    }

    private void add(Entity from, Alias alias) {
      List<String> history = new ArrayList<>(alias.mergedFrom());
      history.add(from.id());
      aliases.add(alias.mergedFrom(history));
      moved.add(alias.id());
    }

    Entity entity(Instant now) {
      if (aliases.size() > Limits.ALIASES_MAX) {
        throw new Refused(new Failure.TooLarge("aliases of an entity", Limits.ALIASES_MAX, "aliases"));
      }
      return to.withAliases(aliases, ids, now);
    }
  }
}
