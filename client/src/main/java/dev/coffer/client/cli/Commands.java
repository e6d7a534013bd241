package dev.coffer.client.cli;

import java.util.List;
import java.util.Optional;

/** The table of everything {@code coffer} can be asked to do at a server. */
final class Commands {
  private static final List<Group> GROUPS =
      List.of(
          new Group("status", "Print seal and HA status", StatusCommands::commands),
          new Group("login", "Log in and store the token", LoginCommands::login),
          new Group("kv", "Read and write secrets of the KV engine", KvCommands::commands),
          new Group("run", "Run a program with a secret's keys as environment variables", RunCommands::run),
          new Group("download", "Print a secret as a file of variables", RunCommands::download),
          new Group("read", "Read data", LogicalCommands::read),
          new Group("write", "Write data", LogicalCommands::write),
          new Group("patch", "Change some members of data", LogicalCommands::patch),
          new Group("list", "List names", LogicalCommands::list),
          new Group("delete", "Delete data", LogicalCommands::delete),
          new Group("secrets", "Manage secrets engines", MountCommands::secrets),
          new Group("auth", "Manage auth methods", MountCommands::auth),
          new Group("policy", "Manage policies", PolicyCommands::commands),
          new Group("token", "Manage tokens", TokenCommands::commands),
          new Group("lease", "Manage leases", LeaseCommands::commands),
          new Group("database", "Look after users that were made in databases", DatabaseCommands::commands),
          new Group("audit", "Manage audit devices", AuditCommands::commands),
          new Group("operator", "Initialise, unseal and look after a server", OperatorCommands::commands),
          new Group("unwrap", "Open a wrapped answer", LogicalCommands::unwrap),
          new Group("print", "Print what this program uses, such as the token", LoginCommands::print),
          new Group("path-help", "Explain a path", LogicalCommands::pathHelp),
          new Group("debug", "Collect the server's state for somebody who helps", DebugCommand::commands),
          new Group("completion", "Print a shell's completion script", Completion::commands),
          new Group("version", "Print the version of this program", VersionCommand::commands));

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
