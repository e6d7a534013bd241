package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.entity.Alias;
import dev.coffer.server.identity.entity.Entities;
import dev.coffer.server.identity.entity.Entity;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.entity.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Entities (Vault API, /secret/identity/entity). */
public final class EntityRoutes {
  static final Field AFTER = Field.text("after", "Only what follows this one");
  static final Field LIMIT = Field.integer("limit", "How many at most");
  private static final Field ID = Field.text("id", "The id of an entity that is there");
  private static final Field NAME = Field.text("name", "The entity's name");
  private static final Field METADATA = Field.map("metadata", "Strings that templates may use");
  private static final Field POLICIES = Field.list("policies", "Policies of every token of the entity");
  private static final Field DISABLED = Field.bool("disabled", "Whether its tokens open nothing");

  private EntityRoutes() {}

  public static RouteTable<Identity> table() {
    return RouteTable.of(
        Route.write("entity", "Make or change an entity", EntityRoutes::write, ID, NAME, METADATA, POLICIES, DISABLED),
        Route.list("entity/id", "Ids of entities", EntityRoutes::ids, AFTER, LIMIT),
        Route.read("entity/id/{id}", "An entity", EntityRoutes::readById),
        Route.write("entity/id/{id}", "Change an entity", EntityRoutes::writeById, NAME, METADATA, POLICIES, DISABLED),
        Route.delete("entity/id/{id}", "Remove an entity", EntityRoutes::deleteById),
        Route.list("entity/name", "Names of entities", EntityRoutes::names, AFTER, LIMIT),
        Route.read("entity/name/{name}", "An entity, by name", EntityRoutes::readByName),
        Route.write(
            "entity/name/{name}", "Make or change an entity, by name", EntityRoutes::writeByName, METADATA,
            POLICIES, DISABLED),
        Route.delete("entity/name/{name}", "Remove an entity, by name", EntityRoutes::deleteByName),
        Route.write(
            "entity/batch-delete", "Remove entities", EntityRoutes::deleteAll,
            Field.list("entity_ids", "Ids of those to remove")),
        Route.write(
            "entity/merge", "Make several entities one", EntityRoutes::merge,
            Field.list("from_entity_ids", "Ids of those that become the other"),
            Field.text("to_entity_id", "The id of the one that stays"),
            Field.bool("force", "Taken and without effect: second factors of the others are dropped"),
            Field.list("conflicting_alias_ids_to_keep", "Where two have an alias at one mount, which stays")));
  }

  private static Entities.Wish wish(VaultRequest request) {
    return new Entities.Wish(
        request.text("name").filter(name -> !name.isEmpty()),
        request.textMap("metadata"),
        request.list("policies"),
        request.bool("disabled"));
  }

  private static Json.Object told(Entity entity) {
    List<String> aliases = entity.aliases().stream().map(Alias::id).toList();
    return Json.object()
        .put("id", entity.id())
        .put("name", entity.name())
        .put("aliases", aliases.isEmpty() ? Json.ofNull() : Json.texts(aliases))
        .build();
  }

  private static Passed write(Identity identity, VaultRequest request) {
    Optional<String> id = request.text("id").filter(text -> !text.isEmpty());
    return IdentityWire.change(
        request,
        permit ->
            told(
                id.isPresent()
                    ? identity.entities().change(permit, id.get(), wish(request))
                    : identity.entities().put(permit, wish(request))));
  }

  private static Passed writeById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.change(
        request, permit -> told(identity.entities().change(permit, id, wish(request))));
  }

  private static Passed writeByName(Identity identity, VaultRequest request) {
    return IdentityWire.change(
        request, permit -> told(identity.entities().put(permit, wish(request))));
  }

  private static Passed readById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.read(
        request, "entity", () -> identity.entities().find(id).map(found -> data(identity, found)));
  }

  private static Passed readByName(Identity identity, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.read(
        request, "entity", () -> identity.entities().byName(name).map(found -> data(identity, found)));
  }

  static Json.Object data(Identity identity, Standing standing) {
    return IdentityWire.entity(standing, identity.aliases()::mountOf);
  }

  private static Passed ids(Identity identity, VaultRequest request) {
    return IdentityWire.list(request, identity.entities()::ids);
  }

  private static Passed names(Identity identity, VaultRequest request) {
    return IdentityWire.list(request, identity.entities()::names);
  }

  private static Passed deleteById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.delete(request, permit -> identity.entities().delete(permit, id));
  }

  private static Passed deleteByName(Identity identity, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.delete(request, permit -> identity.entities().deleteByName(permit, name));
  }

  private static Passed deleteAll(Identity identity, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          List<String> ids =
              request.list("entity_ids").orElseThrow(() -> Refused.malformed("missing entity_ids"));
          identity.entities().delete(permit, ids);
          return Answer.empty();
        });
  }

  private static Passed merge(Identity identity, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          List<String> from =
              request
                  .list("from_entity_ids")
                  .orElseThrow(() -> Refused.malformed("missing entity ids to merge from"));
          List<String> keep = request.list("conflicting_alias_ids_to_keep").orElse(List.of());
          List<String> leftBehind =
              identity
                  .merging()
                  .merge(permit, from, request.requiredText("to_entity_id"), Set.copyOf(keep));
          return leftBehind.isEmpty()
              ? Answer.empty()
              : Answer.of(Json.object().build())
                  .warning("policies and groups were not carried over from: " + String.join(", ", leftBehind));
        });
  }
}
