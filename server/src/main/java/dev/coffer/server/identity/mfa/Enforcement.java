package dev.coffer.server.identity.mfa;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.entity.Group;
import dev.coffer.server.identity.entity.Standing;
import java.util.List;

/**
 * Which logins demand a second factor: those that one of the lists names.
 *
 * @param methods ids; one of them is enough
 * @param accessors of login methods' mounts
 * @param types of login methods
 * @param groups ids; members of members are meant too
 */
public record Enforcement(
    String name,
    String id,
    List<String> methods,
    List<String> accessors,
    List<String> types,
    List<String> groups,
    List<String> entities) {
  public Enforcement {
    methods = List.copyOf(methods);
    accessors = List.copyOf(accessors);
    types = List.copyOf(types);
    groups = List.copyOf(groups);
    entities = List.copyOf(entities);
  }

  boolean concerns(Standing who, String accessor, String type) {
    return accessors.contains(accessor)
        || types.contains(type)
        || entities.contains(who.entity().id())
        || who.groups().stream().map(Group::id).anyMatch(groups::contains);
  }

  static void write(CborWriter out, Enforcement enforcement) {
    out.inner(
        item ->
            item.text(enforcement.name())
                .text(enforcement.id())
                .each(enforcement.methods(), item::text)
                .each(enforcement.accessors(), item::text)
                .each(enforcement.types(), item::text)
                .each(enforcement.groups(), item::text)
                .each(enforcement.entities(), item::text));
  }

  static Enforcement read(CborReader in) {
    return in.inner(
        item ->
            new Enforcement(
                item.text(), item.text(), item.each(CborReader::text), item.each(CborReader::text),
                item.each(CborReader::text), item.each(CborReader::text), item.each(CborReader::text)));
  }
}
