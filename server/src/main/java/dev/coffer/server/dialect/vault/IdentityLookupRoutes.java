package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.entity.Groups;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.entity.Standing;
import java.util.Optional;
import java.util.function.Supplier;

/** Finding entities and groups by what is known of them (Vault API, /secret/identity/lookup). */
public final class IdentityLookupRoutes {
  private static final Field[] BY = {
    Field.text("id", "The id"),
    Field.text("name", "The name"),
    Field.text("alias_id", "The id of an alias"),
    Field.text("alias_name", "The name of an alias; together with alias_mount_accessor"),
    Field.text("alias_mount_accessor", "The accessor of the alias's mount")
  };

  private IdentityLookupRoutes() {}

  public static RouteTable<Identity> table() {
    return RouteTable.of(
        Route.write("lookup/entity", "Find an entity", IdentityLookupRoutes::entity, BY),
        Route.write("lookup/group", "Find a group", IdentityLookupRoutes::group, BY));
  }

  private static Passed entity(Identity identity, VaultRequest request) {
    return found(
        request,
        () -> {
          Optional<Standing> standing =
              switch (Asked.by(request)) {
                case Asked.Id(String id) -> identity.entities().find(id);
                case Asked.Name(String name) -> identity.entities().byName(name);
                case Asked.AliasId(String id) -> identity.entities().byAliasId(id);
                case Asked.Alias(String accessor, String name) ->
                    identity.entities().byAlias(accessor, name);
              };
          return standing.map(found -> EntityRoutes.data(identity, found));
        });
  }

  private static Passed group(Identity identity, VaultRequest request) {
    return found(
        request,
        () -> {
          Optional<Groups.Listed> listed =
              switch (Asked.by(request)) {
                case Asked.Id(String id) -> identity.groups().find(id);
                case Asked.Name(String name) -> identity.groups().byName(name);
                case Asked.AliasId(String id) -> identity.groups().byAliasId(id);
                case Asked.Alias(String accessor, String name) ->
                    identity.groups().byAlias(accessor, name);
              };
          return listed.map(found -> GroupRoutes.data(identity, found));
        });
  }

  /** What is not there is an answer without a body, as in Vault. */
  private static Passed found(VaultRequest request, Supplier<Optional<Json.Object>> find) {
    return request.pass(
        Capability.UPDATE, _ -> find.get().map(Answer::of).orElseGet(Answer::empty));
  }

  private sealed interface Asked {
    record Id(String id) implements Asked {}

    record Name(String name) implements Asked {}

    record AliasId(String id) implements Asked {}

    record Alias(String accessor, String name) implements Asked {}

    /** By exactly one of them. */
    static Asked by(VaultRequest request) {
      Optional<Asked> id = given(request, "id").map(Id::new);
      Optional<Asked> name = given(request, "name").map(Name::new);
      Optional<Asked> aliasId = given(request, "alias_id").map(AliasId::new);
      Optional<Asked> alias =
          given(request, "alias_name")
              .flatMap(
                  text ->
                      given(request, "alias_mount_accessor").map(accessor -> new Alias(accessor, text)));
      if (id.isPresent() != name.isPresent() && aliasId.isEmpty() && alias.isEmpty()) {
        return id.or(() -> name).orElseThrow();
      }
      if (aliasId.isPresent() != alias.isPresent() && id.isEmpty() && name.isEmpty()) {
        return aliasId.or(() -> alias).orElseThrow();
      }
      throw Refused.malformed(
          "query parameters: exactly one of id, name, alias_id, or alias_name with alias_mount_accessor");
    }

    private static Optional<String> given(VaultRequest request, String field) {
      return request.text(field).filter(text -> !text.isEmpty());
    }
  }
}
