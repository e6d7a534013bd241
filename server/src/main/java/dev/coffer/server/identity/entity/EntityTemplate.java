package dev.coffer.server.identity.entity;

import dev.coffer.server.gate.policy.TemplateValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What templates may say of an entity (Vault, "Templated policies"). A part after {@code metadata.}
 * or {@code names.} is taken as it is, dots and all.
 */
record EntityTemplate(Entity entity, List<Group> groups) implements TemplateValues {
  private static final String ENTITY = "identity.entity.";
  private static final String GROUPS_BY_ID = "identity.groups.ids.";
  private static final String GROUPS_BY_NAME = "identity.groups.names.";
  private static final String METADATA = "metadata.";
  private static final String CUSTOM_METADATA = "custom_metadata.";
  private static final String ALIASES = "aliases.";

  EntityTemplate {
    groups = List.copyOf(groups);
  }

  @Override
  public Optional<String> value(String expression) {
    if (expression.startsWith(ENTITY)) {
      return ofEntity(expression.substring(ENTITY.length()));
    }
    if (expression.startsWith(GROUPS_BY_ID)) {
      String rest = expression.substring(GROUPS_BY_ID.length());
      return groups.stream()
          .filter(group -> rest.startsWith(group.id() + "."))
          .findFirst()
          .flatMap(group -> ofGroup(group, rest.substring(group.id().length() + 1)));
    }
    if (expression.startsWith(GROUPS_BY_NAME)) {
      String rest = expression.substring(GROUPS_BY_NAME.length());
      return groups.stream()
          .filter(group -> rest.startsWith(group.name() + "."))
          .flatMap(group -> ofGroup(group, rest.substring(group.name().length() + 1)).stream())
          .findFirst();
    }
    return Optional.empty();
  }

  private Optional<String> ofEntity(String what) {
    if (what.startsWith(METADATA)) {
      return in(entity.metadata(), what.substring(METADATA.length()));
    }
    if (what.startsWith(ALIASES)) {
      String rest = what.substring(ALIASES.length());
      int dot = rest.indexOf('.');
      return dot < 0
          ? Optional.empty()
          : entity.aliasAt(rest.substring(0, dot)).flatMap(alias -> ofAlias(alias, rest.substring(dot + 1)));
    }
    return switch (what) {
      case "id" -> Optional.of(entity.id());
      case "name" -> Optional.of(entity.name());
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofAlias(Alias alias, String what) {
    if (what.startsWith(METADATA)) {
      return in(alias.metadata(), what.substring(METADATA.length()));
    }
    if (what.startsWith(CUSTOM_METADATA)) {
      return in(alias.custom(), what.substring(CUSTOM_METADATA.length()));
    }
    return switch (what) {
      case "id" -> Optional.of(alias.id());
      case "name" -> Optional.of(alias.name());
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofGroup(Group group, String what) {
    if (what.startsWith(METADATA)) {
      return in(group.metadata(), what.substring(METADATA.length()));
    }
    return switch (what) {
      case "id" -> Optional.of(group.id());
      case "name" -> Optional.of(group.name());
      default -> Optional.empty();
    };
  }

  private static Optional<String> in(Map<String, String> metadata, String key) {
    return Optional.ofNullable(metadata.get(key));
  }
}
