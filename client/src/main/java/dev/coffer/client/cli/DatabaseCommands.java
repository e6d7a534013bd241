package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.kit.json.Json;
import java.util.List;

/** {@code coffer database …}. */
final class DatabaseCommands {
  private DatabaseCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
                "database reconcile", "CONNECTION", "Remove users of Coffer's making that have no lease", 1,
                DatabaseCommands::reconcile)
            .with(
                Flag.value("mount", "PATH", "where the engine is mounted; database unless told"),
                Flag.on("dry-run", "tell what differs and remove nothing")));
  }

  private static int reconcile(Invocation in) {
    String mount = LogicalCommands.path(in.args().value("mount").orElse("database"));
    String path = mount + "/reconcile/" + LogicalCommands.path(in.args().positional(0));
    Call call = in.args().isOn("dry-run") ? Call.get(path) : Call.put(path, Json.Object.empty());
    return Answers.secret(in, in.client().call(call));
  }
}
