package dev.coffer.server.identity.entity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody, whatever they log in with.
 *
 * @param policies sorted; what every token of theirs may do besides its own policies
 * @param disabled no token of theirs counts
 * @param aliases at most one for each mount
 * @param groups ids of the groups they are a direct member of; one that is gone counts for nothing
 * @param mergedIds ids of entities that became this one
 */
public record Entity(
    String id,
    String name,
    Map<String, String> metadata,
    List<String> policies,
    boolean disabled,
    List<Alias> aliases,
    List<String> groups,
    List<String> mergedIds,
    Instant created,
    Instant updated) {
  public Entity {
    metadata = Map.copyOf(metadata);
    policies = List.copyOf(policies);
    aliases = List.copyOf(aliases);
    groups = List.copyOf(groups);
    mergedIds = List.copyOf(mergedIds);
  }

  static Entity fresh(String id, String name, Instant now) {
    return new Entity(
        id, name, Map.of(), List.of(), false, List.of(), List.of(), List.of(), now, now);
  }

  /** The name that this mount knows them by. */
  public Optional<Alias> aliasAt(String accessor) {
    return aliases.stream().filter(alias -> alias.accessor().equals(accessor)).findFirst();
  }

  public Optional<Alias> alias(String aliasId) {
    return aliases.stream().filter(alias -> alias.id().equals(aliasId)).findFirst();
  }

  Entity described(
      String newName, Map<String, String> newMetadata, List<String> newPolicies, boolean off, Instant now) {
    return new Entity(
        id, newName, newMetadata, newPolicies, off, aliases, groups, mergedIds, created, now);
  }

  /** With this alias, in place of the one of its id. */
  Entity with(Alias alias, Instant now) {
    List<Alias> all = new ArrayList<>(without(alias.id(), now).aliases());
    all.add(alias);
    return withAliases(all, mergedIds, now);
  }

  Entity without(String aliasId, Instant now) {
    return withAliases(
        aliases.stream().filter(alias -> !alias.id().equals(aliasId)).toList(), mergedIds, now);
  }

  Entity withAliases(List<Alias> all, List<String> merged, Instant now) {
    return new Entity(
        id, name, metadata, policies, disabled, all, groups, merged, created, now);
  }

  Entity inGroups(List<String> all) {
    return new Entity(
        id, name, metadata, policies, disabled, aliases, all, mergedIds, created, updated);
  }
}
