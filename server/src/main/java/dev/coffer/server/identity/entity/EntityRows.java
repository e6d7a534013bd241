package dev.coffer.server.identity.entity;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where entities are kept: the entity with its aliases ({@code identity/entity/ID}), its name
 * ({@code identity/entity-name/NAME}), and for each alias its id ({@code identity/alias/ID}) and the
 * hash of its name at its mount. All of them come, change and go in one commit.
 */
final class EntityRows {
  private static final int DECODED_MAX = 10_000;
  private static final String ROWS = "identity/entity/";
  private static final String NAMES = "identity/entity-name/";
  private static final String MERGED = "identity/merged/";
  private static final String ALIASES = "identity/alias/";
  private static final String ALIASES_OF = "identity/alias-of/";

  private final References references;
  private final Decoded<Entity> decoded = new Decoded<>(DECODED_MAX, IdentityCodec::entity);

  EntityRows(References references) {
    this.references = references;
  }

  static Key row(String id) {
    return Key.of(ROWS + id);
  }

  /** The entity of an id, or the one that it was merged into. */
  Optional<Versioned<Entity>> find(Reading reading, String id) {
    if (!Names.isId(id)) {
      return Optional.empty();
    }
    Optional<Versioned<Entity>> found = reading.get(row(id), decoded);
    return found.isPresent()
        ? found
        : references
            .follow(reading, Key.of(MERGED + id))
            .flatMap(into -> reading.get(row(into), decoded));
  }

  Optional<Versioned<Entity>> byName(Reading reading, String name) {
    return name.isEmpty() || name.length() > Names.CHARS_MAX
        ? Optional.empty()
        : references.follow(reading, Key.of(NAMES + name)).flatMap(id -> find(reading, id));
  }

  Optional<Versioned<Entity>> byAlias(Reading reading, String accessor, String name) {
    return references
        .follow(reading, references.at(ALIASES_OF, accessor, name))
        .flatMap(id -> find(reading, id));
  }

  Optional<Versioned<Entity>> byAliasId(Reading reading, String aliasId) {
    return Names.isId(aliasId)
        ? references.follow(reading, Key.of(ALIASES + aliasId)).flatMap(id -> find(reading, id))
        : Optional.empty();
  }

  void add(Changes changes, Entity entity) {
    changes.expectAbsent(row(entity.id())).put(row(entity.id()), IdentityCodec.entity(entity));
    References.add(changes, Key.of(NAMES + entity.name()), entity.id());
    entity.aliases().forEach(alias -> add(changes, alias, entity.id()));
  }

  /** The same entity, changed. */
  void replace(Reading reading, Changes changes, Versioned<Entity> old, Entity next) {
    replace(reading, changes, old, next, Set.of());
  }

  /**
   * The same entity, changed.
   *
   * @param moved ids of aliases that were another entity's until this commit, which was changed in it
   *     already
   */
  void replace(
      Reading reading, Changes changes, Versioned<Entity> old, Entity next, Set<String> moved) {
    changes
        .expect(new Expectation(row(next.id()), old.version()))
        .put(row(next.id()), IdentityCodec.entity(next));
    if (!old.value().name().equals(next.name())) {
      changes.delete(Key.of(NAMES + old.value().name()));
      References.add(changes, Key.of(NAMES + next.name()), next.id());
    }
    for (Alias alias : old.value().aliases()) {
      if (next.alias(alias.id()).isEmpty()) {
        remove(changes, alias);
      }
    }
    for (Alias alias : next.aliases()) {
      Optional<Alias> before = old.value().alias(alias.id());
      if (before.isPresent()) {
        rename(changes, before.get(), alias, next.id());
      } else if (moved.contains(alias.id())) {
        References.put(reading, changes, Key.of(ALIASES + alias.id()), next.id());
        References.put(reading, changes, nameOf(alias), next.id());
      } else {
        add(changes, alias, next.id());
      }
    }
  }

  private void rename(Changes changes, Alias before, Alias alias, String entityId) {
    if (!isSameName(before, alias)) {
      changes.delete(nameOf(before));
      References.add(changes, nameOf(alias), entityId);
    }
  }

  private Key nameOf(Alias alias) {
    return references.at(ALIASES_OF, alias.accessor(), alias.name());
  }

  private static boolean isSameName(Alias one, Alias other) {
    return one.accessor().equals(other.accessor()) && one.name().equals(other.name());
  }

  /** Everything of an entity goes. */
  void remove(Changes changes, Versioned<Entity> old) {
    Entity entity = old.value();
    changes.expect(new Expectation(row(entity.id()), old.version())).delete(row(entity.id()));
    changes.delete(Key.of(NAMES + entity.name()));
    entity.aliases().forEach(alias -> remove(changes, alias));
    entity.mergedIds().forEach(id -> changes.delete(Key.of(MERGED + id)));
  }

  /** The entity goes, and whoever asks for it by its id gets the other. */
  void merge(Reading reading, Changes changes, Versioned<Entity> from, String into) {
    remove(changes, from);
    References.put(reading, changes, Key.of(MERGED + from.value().id()), into);
    from.value().mergedIds().forEach(id -> References.put(reading, changes, Key.of(MERGED + id), into));
  }

  private void add(Changes changes, Alias alias, String entityId) {
    References.add(changes, Key.of(ALIASES + alias.id()), entityId);
    References.add(changes, nameOf(alias), entityId);
  }

  private void remove(Changes changes, Alias alias) {
    changes.delete(Key.of(ALIASES + alias.id()));
    changes.delete(nameOf(alias));
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
