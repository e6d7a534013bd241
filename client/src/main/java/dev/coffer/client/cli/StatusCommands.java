package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.List;

/** {@code coffer status}. */
final class StatusCommands {
  private StatusCommands() {}

  static List<Command> commands() {
    return List.of(Command.of("status", "", "Print seal and HA status", 0, StatusCommands::status));
  }

  private static int status(Invocation in) {
    Json.Object seal = in.client().call(Call.get("sys/seal-status").unwrapped()).body();
    boolean sealed = seal.bool("sealed").orElse(true);
    Json.Object status = seal;
    if (!sealed) {
      Json.Object leader = in.client().call(Call.get("sys/leader").unwrapped()).body();
      status = Json.object().putAll(leader).putAll(seal).build();
    }
    if (in.args().value("field").isPresent()) {
      return Answers.field(in, status);
    }
    if (in.printer().isTable()) {
      in.printer().line(table(status, sealed).text());
    } else {
      in.printer().tree(status);
    }
    return sealed ? Cli.REFUSED : Cli.DONE;
  }

  /** The table of a seal's state, which {@code operator unseal} and {@code seal} print too. */
  static Table table(Json.Object status, boolean sealed) {
    String recovery = status.bool("recovery_seal").orElse(false) ? "Recovery " : "";
    Table table = Table.keyValue();
    table.row(recovery + "Seal Type", text(status, "type"));
    table.row("Initialized", text(status, "initialized"));
    table.row("Sealed", text(status, "sealed"));
    table.row("Total " + recovery + "Shares", text(status, "n"));
    table.row("Threshold", text(status, "t"));
    if (sealed) {
      table.row("Unseal Progress", text(status, "progress") + "/" + text(status, "t"));
      table.row("Unseal Nonce", text(status, "nonce"));
    }
    table.row("Version", text(status, "version"));
    table.row("Build Date", text(status, "build_date"));
    table.row("Storage Type", text(status, "storage_type"));
    if (!text(status, "cluster_name").isEmpty() && !text(status, "cluster_id").isEmpty()) {
      table.row("Cluster Name", text(status, "cluster_name"));
      table.row("Cluster ID", text(status, "cluster_id"));
    }
    boolean ha = status.bool("ha_enabled").orElse(false);
    table.row("HA Enabled", Boolean.toString(ha));
    if (ha && !sealed) {
      boolean self = status.bool("is_self").orElse(false);
      table.row("HA Cluster", text(status, "leader_cluster_address"));
      table.row("HA Mode", self ? "active" : "standby");
      if (!self) {
        table.row("Active Node Address", text(status, "leader_address"));
      }
    }
    return table;
  }

  private static String text(Json.Object status, String name) {
    return status.get(name).filter(value -> !(value instanceof Json.Null)).map(GoText::of).orElse("");
  }
}
