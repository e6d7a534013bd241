package dev.coffer.client.cli;

import java.util.List;
import java.util.Optional;

/** The table of everything `coffer` can be asked to do at a server. */
final class Commands {
  private static final List<Group> GROUPS =
      List.of(
          new Group("status", "Print seal and HA status", StatusCommands::commands));

  private Commands() {}

  static List<Group> groups() {
    return GROUPS;
  }

  static Optional<Group> group(String name) {
    for (Group group : GROUPS) {
      if (group.name().equals(name)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }
}
