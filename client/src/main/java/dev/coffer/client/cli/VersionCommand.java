package dev.coffer.client.cli;

import dev.coffer.client.cli.output.Format;
import dev.coffer.kit.json.Json;
import java.util.List;
import java.util.Optional;

/** {@code coffer version}. */
final class VersionCommand {
  private VersionCommand() {}

  static List<Command> commands() {
    return List.of(Command.of("version", "", "Print the version of this program", 0, VersionCommand::print));
  }

  private static int print(Invocation in) {
    if (in.printer().format() == Format.JSON || in.printer().format() == Format.YAML) {
      in.printer().tree(Json.object().put("version", version()).build());
    } else {
      in.printer().line("Coffer v" + version());
    }
    return Cli.DONE;
  }

  /** From the jar's manifest; a run from plain classes has none. */
  static String version() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion()).orElse("0-development");
  }
}
