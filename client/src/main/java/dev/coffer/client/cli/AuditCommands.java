package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code coffer audit …}. */
final class AuditCommands {
  private AuditCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("audit enable", "TYPE [K=V…]", "Enable an audit device, such as file file_path=audit.log", 1, Command.UNLIMITED, AuditCommands::enable)
            .with(
                Flag.value("path", "PATH", "where to mount it; by default at its type"),
                Flag.value("description", "TEXT", "a note for people"),
                Flag.on("local", "keep it out of replication")),
        Command.of("audit disable", "PATH", "Disable an audit device", 1, AuditCommands::disable),
        Command.of("audit list", "", "List audit devices", 0, AuditCommands::list)
            .with(Flag.on("detailed", "show the options too")));
  }

  private static int enable(Invocation in) {
    String type = in.args().positional(0).strip();
    String path = LogicalCommands.path(in.args().value("path").orElse(type));
    Json.Builder body =
        Json.object()
            .put("type", type)
            .put("description", in.args().value("description").orElse(""))
            .put("options", in.data(1))
            .put("local", in.args().isOn("local"));
    in.client().call(Call.put("sys/audit/" + path, body.build()));
    return LogicalCommands.done(in, "Success! Enabled the " + type + " audit device at: " + path + "/");
  }

  private static int disable(Invocation in) {
    String path = LogicalCommands.path(in.args().positional(0));
    in.client().call(Call.delete("sys/audit/" + path));
    return LogicalCommands.done(in, "Success! Disabled audit device (if it was enabled) at: " + path + "/");
  }

  private static int list(Invocation in) {
    Reply reply = in.client().call(Call.get("sys/audit"));
    if (!in.printer().isTable()) {
      in.printer().tree(reply.data());
      return Cli.DONE;
    }
    if (reply.data().members().isEmpty()) {
      in.note("No audit devices are enabled.");
      return Cli.REFUSED;
    }
    boolean detailed = in.args().isOn("detailed");
    Table table = detailed ? new Table("Path", "Type", "Description", "Replication", "Options") : new Table("Path", "Type", "Description");
    for (String path : new TreeSet<>(reply.data().members().keySet())) {
      reply.data().object(path).ifPresent(device -> table.row(row(path, device, detailed)));
    }
    in.printer().line(table.text());
    return Cli.DONE;
  }

  private static List<String> row(String path, Json.Object device, boolean detailed) {
    List<String> row = new ArrayList<>(List.of(path, device.text("type").orElse(""), device.text("description").orElse("")));
    if (detailed) {
      row.add(device.bool("local").orElse(false) ? "local" : "replicated");
      List<String> options = new ArrayList<>();
      device.object("options").ifPresent(map -> map.members().forEach((key, value) -> options.add(key + "=" + GoText.of(value))));
      row.add(String.join(" ", options));
    }
    return row;
  }
}
