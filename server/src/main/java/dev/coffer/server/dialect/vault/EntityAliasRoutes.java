package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.identity.entity.Aliases;
import java.util.Optional;

/** Aliases of entities (Vault API, /secret/identity/entity-alias). */
public final class EntityAliasRoutes {
  private static final Field NAME = Field.text("name", "How the mount knows somebody");
  private static final Field ACCESSOR = Field.text("mount_accessor", "The accessor of the login method's mount");
  private static final Field OWNER = Field.text("canonical_id", "The id of the entity it belongs to");
  private static final Field OLDER_OWNER = Field.text("entity_id", "Older name of canonical_id");
  private static final Field CUSTOM = Field.map("custom_metadata", "Strings that templates may use");

  private EntityAliasRoutes() {}

  public static RouteTable<Aliases> table() {
    return RouteTable.of(
        Route.write(
            "entity-alias", "Make or change an alias", EntityAliasRoutes::write,
            Field.text("id", "The id of an alias that is there"), NAME, ACCESSOR, OWNER, OLDER_OWNER, CUSTOM),
        Route.list("entity-alias/id", "Ids of aliases", EntityAliasRoutes::ids, EntityRoutes.AFTER, EntityRoutes.LIMIT),
        Route.read("entity-alias/id/{id}", "An alias", EntityAliasRoutes::read),
        Route.write(
            "entity-alias/id/{id}", "Change an alias", EntityAliasRoutes::writeById, NAME, ACCESSOR, OWNER,
            OLDER_OWNER, CUSTOM),
        Route.delete("entity-alias/id/{id}", "Remove an alias", EntityAliasRoutes::delete));
  }

  private static Aliases.Wish wish(VaultRequest request) {
    return new Aliases.Wish(
        request.text("name"),
        request.text("mount_accessor"),
        request.text("canonical_id").or(() -> request.text("entity_id")),
        request.textMap("custom_metadata"));
  }

  private static Json.Object told(Aliases.Held held) {
    return Json.object().put("canonical_id", held.entityId()).put("id", held.alias().id()).build();
  }

  private static Passed write(Aliases aliases, VaultRequest request) {
    Optional<String> id = request.text("id").filter(text -> !text.isEmpty());
    return IdentityWire.change(
        request,
        permit ->
            told(
                id.isPresent()
                    ? aliases.change(permit, id.get(), wish(request))
                    : aliases.put(permit, wish(request))));
  }

  private static Passed writeById(Aliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.change(request, permit -> told(aliases.change(permit, id, wish(request))));
  }

  private static Passed read(Aliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.read(
        request,
        "alias",
        () ->
            aliases
                .find(id)
                .map(held -> IdentityWire.alias(held.alias(), held.entityId(), aliases.mountOf(held.alias()))));
  }

  private static Passed ids(Aliases aliases, VaultRequest request) {
    return IdentityWire.list(request, aliases::ids);
  }

  private static Passed delete(Aliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.delete(request, permit -> aliases.delete(permit, id));
  }
}
