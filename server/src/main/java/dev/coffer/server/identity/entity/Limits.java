package dev.coffer.server.identity.entity;

/** How much of everything there may be. */
final class Limits {
  /** Direct members of a group. */
  static final int MEMBERS_MAX = 10_000;

  /** Members that one request adds or takes away; each is a row of its own. */
  static final int MEMBERS_CHANGED_MAX = 2_000;

  /** Groups that an entity is a direct member of. */
  static final int GROUPS_MAX = 1_000;

  /** Groups that are members of a group, or that a group is a member of. */
  static final int NESTED_MAX = 1_000;

  /** Groups that one entity is in, directly and through other groups. */
  static final int REACHED_MAX = 10_000;

  /** Names of one entity, one for each mount. */
  static final int ALIASES_MAX = 100;

  /** Entities that one request merges or deletes. */
  static final int AT_ONCE_MAX = 1_000;

  private Limits() {}
}
