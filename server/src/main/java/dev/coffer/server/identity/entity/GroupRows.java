package dev.coffer.server.identity.entity;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;

/**
 * Where groups are kept: the group ({@code identity/group/ID}), its name, its alias, and a row for
 * each direct member ({@code identity/group-member/GROUP/ENTITY}).
 *
 * <p>Every change of a group's definition writes {@code identity/groups} too. Whoever's policies
 * depend on groups rests on that one row; who is a member stands in the entity.
 */
final class GroupRows {
  /** Changes whenever the definition of some group does. */
  static final Key ALL = Key.of("identity/groups");

  private static final int DECODED_MAX = 10_000;
  private static final String ROWS = "identity/group/";
  private static final String NAMES = "identity/group-name/";
  private static final String ALIASES = "identity/group-alias/";
  private static final String ALIASES_OF = "identity/group-alias-of/";
  private static final String MEMBERS = "identity/group-member/";
  private static final byte[] NOTHING = {'{', '}'};

  private final References references;
  private final Decoded<Group> decoded = new Decoded<>(DECODED_MAX, IdentityCodec::group);
  private final Decoded<Boolean> all = new Decoded<>(2, _ -> true);

  GroupRows(References references) {
    this.references = references;
  }

  private static Key row(String id) {
    return Key.of(ROWS + id);
  }

  /** What rests on all groups being as they are now. */
  Expectation unchanged(Reading reading) {
    return new Expectation(ALL, reading.get(ALL, all).map(Versioned::version).orElse(Expectation.ABSENT));
  }

  Optional<Versioned<Group>> find(Reading reading, String id) {
    return Names.isId(id) ? reading.get(row(id), decoded) : Optional.empty();
  }

  Optional<Versioned<Group>> byName(Reading reading, String name) {
    return name.isEmpty() || name.length() > Names.CHARS_MAX
        ? Optional.empty()
        : references.follow(reading, Key.of(NAMES + name)).flatMap(id -> find(reading, id));
  }

  Optional<Versioned<Group>> byAlias(Reading reading, String accessor, String name) {
    return references
        .follow(reading, references.at(ALIASES_OF, accessor, name))
        .flatMap(id -> find(reading, id));
  }

  Optional<Versioned<Group>> byAliasId(Reading reading, String aliasId) {
    return Names.isId(aliasId)
        ? references.follow(reading, Key.of(ALIASES + aliasId)).flatMap(id -> find(reading, id))
        : Optional.empty();
  }

  /** Belongs to every commit that changes a group. */
  void touch(Reading reading, Changes changes) {
    changes.expect(unchanged(reading)).put(ALL, NOTHING.clone());
  }

  void add(Changes changes, Group group) {
    changes.expectAbsent(row(group.id())).put(row(group.id()), IdentityCodec.group(group));
    References.add(changes, Key.of(NAMES + group.name()), group.id());
    group.alias().ifPresent(alias -> add(changes, alias, group.id()));
  }

  void replace(Changes changes, Versioned<Group> old, Group next) {
    changes
        .expect(new Expectation(row(next.id()), old.version()))
        .put(row(next.id()), IdentityCodec.group(next));
    if (!old.value().name().equals(next.name())) {
      changes.delete(Key.of(NAMES + old.value().name()));
      References.add(changes, Key.of(NAMES + next.name()), next.id());
    }
    if (!old.value().alias().equals(next.alias())) {
      Optional<Alias> before = old.value().alias();
      before.ifPresent(alias -> remove(changes, alias));
      next.alias().ifPresent(alias -> put(changes, before, alias, next.id()));
    }
  }

  /** Keys that the group's own alias had before are free. */
  private void put(Changes changes, Optional<Alias> before, Alias alias, String groupId) {
    SecretBytes id = SecretBytes.owning(IdentityCodec.reference(groupId));
    Key byId = Key.of(ALIASES + alias.id());
    Key byName = nameOf(alias);
    if (before.map(old -> !old.id().equals(alias.id())).orElse(true)) {
      changes.expectAbsent(byId);
    }
    if (before.map(old -> !nameOf(old).equals(byName)).orElse(true)) {
      changes.expectAbsent(byName);
    }
    changes.put(byId, id.copy()).put(byName, id);
  }

  /** The group goes, and its members' rows; the entities' own mention of it counts for nothing. */
  void remove(Reading reading, Changes changes, Versioned<Group> old) {
    Group group = old.value();
    changes.expect(new Expectation(row(group.id()), old.version())).delete(row(group.id()));
    changes.delete(Key.of(NAMES + group.name()));
    group.alias().ifPresent(alias -> remove(changes, alias));
    members(reading, group.id(), Limits.MEMBERS_MAX)
        .forEach(entity -> removeMember(changes, group.id(), entity));
  }

  static void addMember(Changes changes, String group, String entity) {
    changes.put(Key.of(MEMBERS + group + "/" + entity), NOTHING.clone());
  }

  static void removeMember(Changes changes, String group, String entity) {
    changes.delete(Key.of(MEMBERS + group + "/" + entity));
  }

  /** Ids of the direct members, in order. */
  List<String> members(Reading reading, String group, int limit) {
    return References.names(reading, MEMBERS + group + "/", "", limit);
  }

  private void add(Changes changes, Alias alias, String groupId) {
    References.add(changes, Key.of(ALIASES + alias.id()), groupId);
    References.add(changes, nameOf(alias), groupId);
  }

  private void remove(Changes changes, Alias alias) {
    changes.delete(Key.of(ALIASES + alias.id()));
    changes.delete(nameOf(alias));
  }

  private Key nameOf(Alias alias) {
    return references.at(ALIASES_OF, alias.accessor(), alias.name());
  }

  List<String> ids(Reading reading, String after, int limit) {
    return References.names(reading, ROWS, after, limit);
  }

  List<String> names(Reading reading, String after, int limit) {
    return References.names(reading, NAMES, after, limit);
  }

  List<String> aliasIds(Reading reading, String after, int limit) {
    return References.names(reading, ALIASES, after, limit);
  }
}
