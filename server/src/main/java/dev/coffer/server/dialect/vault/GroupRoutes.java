package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.entity.Group;
import dev.coffer.server.identity.entity.Groups;
import dev.coffer.server.identity.entity.Identity;
import java.util.Optional;

/** Groups (Vault API, /secret/identity/group). */
public final class GroupRoutes {
  private static final Field NAME = Field.text("name", "The group's name");
  private static final Field TYPE = Field.text("type", "\"internal\" or \"external\"; internal unless told");
  private static final Field METADATA = Field.map("metadata", "Strings that templates may use");
  private static final Field POLICIES = Field.list("policies", "Policies of every member's tokens");
  private static final Field GROUPS = Field.list("member_group_ids", "Ids of all groups that are members");
  private static final Field ENTITIES = Field.list("member_entity_ids", "Ids of all entities that are members");

  private GroupRoutes() {}

  public static RouteTable<Identity> table() {
    return RouteTable.of(
        Route.write(
            "group", "Make or change a group", GroupRoutes::write,
            Field.text("id", "The id of a group that is there"), NAME, TYPE, METADATA, POLICIES, GROUPS, ENTITIES),
        Route.list("group/id", "Ids of groups", GroupRoutes::ids, EntityRoutes.AFTER, EntityRoutes.LIMIT),
        Route.read("group/id/{id}", "A group", GroupRoutes::readById),
        Route.write(
            "group/id/{id}", "Change a group", GroupRoutes::writeById, NAME, TYPE, METADATA, POLICIES, GROUPS,
            ENTITIES),
        Route.delete("group/id/{id}", "Remove a group", GroupRoutes::deleteById),
        Route.list("group/name", "Names of groups", GroupRoutes::names, EntityRoutes.AFTER, EntityRoutes.LIMIT),
        Route.read("group/name/{name}", "A group, by name", GroupRoutes::readByName),
        Route.write(
            "group/name/{name}", "Make or change a group, by name", GroupRoutes::writeByName, TYPE, METADATA,
            POLICIES, GROUPS, ENTITIES),
        Route.delete("group/name/{name}", "Remove a group, by name", GroupRoutes::deleteByName));
  }

  private static Groups.Wish wish(VaultRequest request) {
    return new Groups.Wish(
        request.text("name").filter(name -> !name.isEmpty()),
        request.text("type").filter(word -> !word.isEmpty()).map(GroupRoutes::type),
        request.textMap("metadata"),
        request.list("policies"),
        request.list("member_group_ids"),
        request.list("member_entity_ids"));
  }

  private static Group.Type type(String word) {
    return switch (word) {
      case "internal" -> Group.Type.INTERNAL;
      case "external" -> Group.Type.EXTERNAL;
      default -> throw Refused.malformed("invalid group type");
    };
  }

  private static Json.Object told(Group group) {
    return Json.object().put("id", group.id()).put("name", group.name()).build();
  }

  private static Passed write(Identity identity, VaultRequest request) {
    Optional<String> id = request.text("id").filter(text -> !text.isEmpty());
    return IdentityWire.change(
        request,
        permit ->
            told(
                id.isPresent()
                    ? identity.groups().change(permit, id.get(), wish(request))
                    : identity.groups().put(permit, wish(request))));
  }

  private static Passed writeById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.change(
        request, permit -> told(identity.groups().change(permit, id, wish(request))));
  }

  private static Passed writeByName(Identity identity, VaultRequest request) {
    return IdentityWire.change(request, permit -> told(identity.groups().put(permit, wish(request))));
  }

  private static Passed readById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.read(
        request, "group", () -> identity.groups().find(id).map(found -> data(identity, found)));
  }

  private static Passed readByName(Identity identity, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.read(
        request, "group", () -> identity.groups().byName(name).map(found -> data(identity, found)));
  }

  static Json.Object data(Identity identity, Groups.Listed listed) {
    return IdentityWire.group(listed, identity.groupAliases()::mountOf);
  }

  private static Passed ids(Identity identity, VaultRequest request) {
    return IdentityWire.list(request, identity.groups()::ids);
  }

  private static Passed names(Identity identity, VaultRequest request) {
    return IdentityWire.list(request, identity.groups()::names);
  }

  private static Passed deleteById(Identity identity, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.delete(request, permit -> identity.groups().delete(permit, id));
  }

  private static Passed deleteByName(Identity identity, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.delete(request, permit -> identity.groups().deleteByName(permit, name));
  }
}
