package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.identity.entity.GroupAliases;
import java.util.Optional;

/** Aliases of external groups (Vault API, /secret/identity/group-alias). */
public final class GroupAliasRoutes {
  private static final Field NAME = Field.text("name", "How the mount's source names the group");
  private static final Field ACCESSOR = Field.text("mount_accessor", "The accessor of the login method's mount");
  private static final Field OWNER = Field.text("canonical_id", "The id of the group it belongs to");

  private GroupAliasRoutes() {}

  public static RouteTable<GroupAliases> table() {
    return RouteTable.of(
        Route.write(
            "group-alias", "Give a group an alias", GroupAliasRoutes::write,
            Field.text("id", "The id of an alias that is there"), NAME, ACCESSOR, OWNER),
        Route.list("group-alias/id", "Ids of aliases", GroupAliasRoutes::ids, EntityRoutes.AFTER, EntityRoutes.LIMIT),
        Route.read("group-alias/id/{id}", "An alias", GroupAliasRoutes::read),
        Route.write("group-alias/id/{id}", "Change an alias", GroupAliasRoutes::writeById, NAME, ACCESSOR, OWNER),
        Route.delete("group-alias/id/{id}", "Remove an alias", GroupAliasRoutes::delete));
  }

  private static GroupAliases.Wish wish(VaultRequest request) {
    return new GroupAliases.Wish(
        request.text("name"),
        request.text("mount_accessor"),
        request.text("canonical_id").filter(id -> !id.isEmpty()));
  }

  private static Json.Object told(GroupAliases.Held held) {
    return Json.object().put("canonical_id", held.groupId()).put("id", held.alias().id()).build();
  }

  private static Passed write(GroupAliases aliases, VaultRequest request) {
    Optional<String> id = request.text("id").filter(text -> !text.isEmpty());
    return IdentityWire.change(
        request,
        permit ->
            told(
                id.isPresent()
                    ? aliases.change(permit, id.get(), wish(request))
                    : aliases.put(permit, wish(request))));
  }

  private static Passed writeById(GroupAliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.change(request, permit -> told(aliases.change(permit, id, wish(request))));
  }

  private static Passed read(GroupAliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.read(
        request,
        "alias",
        () ->
            aliases
                .find(id)
                .map(held -> IdentityWire.alias(held.alias(), held.groupId(), aliases.mountOf(held.alias()))));
  }

  private static Passed ids(GroupAliases aliases, VaultRequest request) {
    return IdentityWire.list(request, aliases::ids);
  }

  private static Passed delete(GroupAliases aliases, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.delete(request, permit -> aliases.delete(permit, id));
  }
}
