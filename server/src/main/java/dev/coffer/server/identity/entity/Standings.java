package dev.coffer.server.identity.entity;

import dev.coffer.kit.cache.Lately;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.storage.Expectation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From an entity's id to what it may do. On the way of every request of a token with an entity: two
 * rows that are usually decoded already, whose versions say whether what was made of them still
 * counts.
 */
public final class Standings {
  /** Entities and groups that are remembered with what was made of them, all together. */
  private static final int REMEMBERED_MAX = 50_000;

  private final EntityRows entities;
  private final GroupRows groups;
  private final Lately<String, Standing> known =
      new Lately<>(REMEMBERED_MAX, standing -> 1 + standing.groups().size());

  Standings(EntityRows entities, GroupRows groups) {
    this.entities = entities;
    this.groups = groups;
  }

  /**
   * What the entity of an id, or the one it was merged into, is now.
   *
   * @return empty when it is gone; a disabled one is there
   */
  public Optional<Standing> of(Reading reading, String entityId) {
    Optional<Versioned<Entity>> found = entities.find(reading, entityId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Expectation> revisions = revisions(reading, found.get());
    String id = found.get().value().id();
    Optional<Standing> before =
        known.find(id).filter(standing -> standing.revisions().equals(revisions));
    if (before.isPresent()) {
      return before;
    }
    Standing fresh = make(reading, found.get().value(), revisions);
    known.keep(id, fresh);
    return Optional.of(fresh);
  }

  private List<Expectation> revisions(Reading reading, Versioned<Entity> entity) {
    Expectation itself = new Expectation(EntityRows.row(entity.value().id()), entity.version());
    return entity.value().groups().isEmpty()
        ? List.of(itself)
        : List.of(itself, groups.unchanged(reading));
  }

  /** As {@link #of}, of an entity that a commit is about to make. */
  Standing make(Reading reading, Entity entity, List<Expectation> revisions) {
    List<Group> reached = groupsOf(reading, entity);
    TreeSet<String> policies = new TreeSet<>(entity.policies());
    reached.forEach(group -> policies.addAll(group.policies()));
    Persona persona =
        new Persona(List.copyOf(policies), new EntityTemplate(entity, reached));
    return new Standing(entity, reached, persona, revisions);
  }

  /** Every group that the entity is in, each once, whatever their nesting. */
  private List<Group> groupsOf(Reading reading, Entity entity) {
    List<Group> reached = new ArrayList<>();
    Set<String> seen = new HashSet<>(entity.groups());
    Deque<String> next = new ArrayDeque<>(entity.groups());
    while (!next.isEmpty() && reached.size() < Limits.REACHED_MAX) {
      groups
          .find(reading, next.removeFirst())
          .map(Versioned::value)
          .ifPresent(
              group -> {
                reached.add(group);
                group.parents().stream().filter(seen::add).forEach(next::addLast);
              });
    }
    return reached;
  }
}
