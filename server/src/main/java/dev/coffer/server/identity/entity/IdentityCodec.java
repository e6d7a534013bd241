package dev.coffer.server.identity.entity;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;

/** The rows of entities and groups: CBOR arrays (docs/format.md §4). */
final class IdentityCodec {
  private IdentityCodec() {}

  static byte[] entity(Entity entity) {
    return CborWriter.array(
        out ->
            out.text(entity.id())
                .text(entity.name())
                .texts(entity.metadata())
                .each(entity.policies(), out::text)
                .flag(entity.disabled())
                .each(entity.aliases(), alias -> alias(out, alias))
                .each(entity.groups(), out::text)
                .each(entity.mergedIds(), out::text)
                .time(entity.created())
                .time(entity.updated()));
  }

  static Entity entity(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new Entity(
                in.text(),
                in.text(),
                in.texts(),
                in.each(CborReader::text),
                in.flag(),
                in.each(IdentityCodec::alias),
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.time(),
                in.time()));
  }

  static byte[] group(Group group) {
    return CborWriter.array(
        out -> {
          out.text(group.id())
              .text(group.name())
              .flag(group.type() == Group.Type.EXTERNAL)
              .texts(group.metadata())
              .each(group.policies(), out::text)
              .each(group.memberGroups(), out::text)
              .each(group.parents(), out::text);
          out.maybe(group.alias(), alias -> alias(out, alias)).time(group.created()).time(group.updated()).number(group.edits());
        });
  }

  static Group group(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new Group(
                in.text(),
                in.text(),
                in.flag() ? Group.Type.EXTERNAL : Group.Type.INTERNAL,
                in.texts(),
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.maybe(IdentityCodec::alias),
                in.time(),
                in.time(),
                in.number()));
  }

  /** A row that only leads to another: {@code [id]}. */
  static byte[] reference(String id) {
    return CborWriter.array(out -> out.text(id));
  }

  static String reference(byte[] row) {
    return CborReader.array(row, CborReader::text);
  }

  private static void alias(CborWriter out, Alias alias) {
    out.inner(
        item ->
            item.text(alias.id())
                .text(alias.accessor())
                .text(alias.name())
                .texts(alias.metadata())
                .texts(alias.custom())
                .flag(alias.local())
                .time(alias.created())
                .time(alias.updated())
                .each(alias.mergedFrom(), item::text));
  }

  private static Alias alias(CborReader in) {
    return in.inner(
        item ->
            new Alias(
                item.text(),
                item.text(),
                item.text(),
                item.texts(),
                item.texts(),
                item.flag(),
                item.time(),
                item.time(),
                item.each(CborReader::text)));
  }
}
