package dev.coffer.server.identity.entity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entities that have something in common. Its direct members stand in rows of their own.
 *
 * @param policies sorted; for every member, and the members of its member groups
 * @param memberGroups ids of the groups that are members of it
 * @param parents ids of the groups it is a member of
 * @param alias of an external group: the name its mount knows it by
 * @param edits how often it was changed
 */
public record Group(
    String id,
    String name,
    Type type,
    Map<String, String> metadata,
    List<String> policies,
    List<String> memberGroups,
    List<String> parents,
    Optional<Alias> alias,
    Instant created,
    Instant updated,
    long edits) {

  /** Who says who is a member. */
  public enum Type {
    /** Operators. */
    INTERNAL("internal"),
    /** The source of a login method, at each login and renewal. */
    EXTERNAL("external");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Group {
    metadata = Map.copyOf(metadata);
    policies = List.copyOf(policies);
    memberGroups = List.copyOf(memberGroups);
    parents = List.copyOf(parents);
  }

  static Group fresh(String id, String name, Type type, Instant now) {
    return new Group(
        id, name, type, Map.of(), List.of(), List.of(), List.of(), Optional.empty(), now, now, 0);
  }

  Group described(
      String newName, Map<String, String> newMetadata, List<String> newPolicies, Instant now) {
    return new Group(
        id, newName, type, newMetadata, newPolicies, memberGroups, parents, alias, created, now,
        edits + 1);
  }

  Group withMemberGroups(List<String> members) {
    return new Group(
        id, name, type, metadata, policies, members, parents, alias, created, updated, edits);
  }

  Group withParents(List<String> all) {
    return new Group(
        id, name, type, metadata, policies, memberGroups, all, alias, created, updated, edits);
  }

  Group withAlias(Optional<Alias> other, Instant now) {
    return new Group(
        id, name, type, metadata, policies, memberGroups, parents, other, created, now, edits + 1);
  }
}
