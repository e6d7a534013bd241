package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.entity.Alias;
import dev.coffer.server.identity.entity.Entity;
import dev.coffer.server.identity.entity.Group;
import dev.coffer.server.identity.entity.Groups;
import dev.coffer.server.identity.entity.MountNames;
import dev.coffer.server.identity.entity.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Entities, groups and aliases in Vault's words, and the shapes that their routes share. */
final class IdentityWire {
  /** Every object is the root namespace's: there is no other. */
  private static final String NAMESPACE = "root";

  private static final int LIST_MAX = 10_000;

  private IdentityWire() {}

  /** The data of an entity. */
  static Json.Object entity(Standing standing, Function<Alias, Optional<MountNames.Named>> mounts) {
    Entity entity = standing.entity();
    List<Json> aliases = new ArrayList<>();
    entity.aliases().forEach(alias -> aliases.add(alias(alias, entity.id(), mounts.apply(alias))));
    List<String> all = standing.groups().stream().map(Group::id).toList();
    List<String> direct = all.stream().filter(entity.groups()::contains).toList();
    return Json.object()
        .put("id", entity.id())
        .put("name", entity.name())
        .put("namespace_id", NAMESPACE)
        .put("aliases", new Json.Array(aliases))
        .put("metadata", metadata(entity.metadata()))
        .put("policies", Json.texts(entity.policies()))
        .put("disabled", entity.disabled())
        .put("group_ids", Json.texts(all))
        .put("direct_group_ids", Json.texts(direct))
        .put("inherited_group_ids", Json.texts(all.stream().filter(id -> !direct.contains(id)).toList()))
        .put("merged_entity_ids", texts(entity.mergedIds()))
        .put("creation_time", Timestamps.text(entity.created()))
        .put("last_update_time", Timestamps.text(entity.updated()))
        .build();
  }

  /** The data of an alias of an entity or a group. */
  static Json.Object alias(Alias alias, String ownerId, Optional<MountNames.Named> mount) {
    return Json.object()
        .put("id", alias.id())
        .put("name", alias.name())
        .put("canonical_id", ownerId)
        .put("namespace_id", NAMESPACE)
        .put("mount_accessor", alias.accessor())
        .put("mount_path", mount.map(MountNames.Named::path).orElse(""))
        .put("mount_type", mount.map(MountNames.Named::type).orElse(""))
        .put("metadata", metadata(alias.metadata()))
        .put("custom_metadata", metadata(alias.custom()))
        .put("local", alias.local())
        .put("merged_from_canonical_ids", texts(alias.mergedFrom()))
        .put("creation_time", Timestamps.text(alias.created()))
        .put("last_update_time", Timestamps.text(alias.updated()))
        .build();
  }

  /** The data of a group. */
  static Json.Object group(Groups.Listed listed, Function<Alias, Optional<MountNames.Named>> mounts) {
    Group group = listed.group();
    return Json.object()
        .put("id", group.id())
        .put("name", group.name())
        .put("namespace_id", NAMESPACE)
        .put("type", group.type().word())
        .put(
            "alias",
            group
                .alias()
                .map(alias -> alias(alias, group.id(), mounts.apply(alias)))
                .orElseGet(Json.Object::empty))
        .put("metadata", metadata(group.metadata()))
        .put("policies", Json.texts(group.policies()))
        .put("member_entity_ids", Json.texts(listed.members()))
        .put("member_group_ids", Json.texts(group.memberGroups()))
        .put("parent_group_ids", Json.texts(group.parents()))
        .put("modify_index", group.edits() + 1)
        .put("creation_time", Timestamps.text(group.created()))
        .put("last_update_time", Timestamps.text(group.updated()))
        .build();
  }

  private static Json metadata(Map<String, String> metadata) {
    return metadata.isEmpty() ? Json.ofNull() : Json.textMap(metadata);
  }

  private static Json texts(List<String> texts) {
    return texts.isEmpty() ? Json.ofNull() : Json.texts(texts);
  }

  /** Passes for a read of something that may not be there. */
  static Passed read(VaultRequest request, String thing, Supplier<Optional<Json.Object>> found) {
    return request.pass(
        Capability.READ,
        _ -> Answer.of(found.get().orElseThrow(() -> new Refused(new Failure.NotFound(thing)))));
  }

  /** Passes for a change that answers with data. */
  static Passed change(VaultRequest request, Function<Permit, Json.Object> change) {
    return request.pass(Capability.UPDATE, permit -> Answer.of(change.apply(permit)));
  }

  static Passed delete(VaultRequest request, Consumer<Permit> delete) {
    return request.pass(
        Capability.DELETE,
        permit -> {
          delete.accept(permit);
          return Answer.empty();
        });
  }

  /** Passes for a list of names or ids, with {@code after} and {@code limit}. */
  static Passed list(VaultRequest request, BiFunction<String, Integer, List<String>> names) {
    return request.pass(
        Capability.LIST,
        _ -> {
          long limit = request.integer("limit", LIST_MAX);
          if (limit < 1) {
            throw Refused.malformed("limit must be at least 1");
          }
          List<String> found =
              names.apply(request.text("after", ""), (int) Math.min(limit, LIST_MAX));
          return Answer.of(Json.object().put("keys", Json.texts(found)).build());
        });
  }
}
