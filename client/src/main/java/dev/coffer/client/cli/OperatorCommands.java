package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.List;
import java.util.stream.Stream;

/** {@code coffer operator …}: seal and unseal; the ceremonies of several people are in their own files. */
final class OperatorCommands {
  private OperatorCommands() {}

  static List<Command> commands() {
    return Stream.of(own(), OperatorInit.commands(), RekeyCommands.commands(), GenerateRoot.commands())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Command> own() {
    return List.of(
        Command.of("operator unseal", "[KEY]", "Give one key share to unseal the server", 0, 1, OperatorCommands::unseal)
            .with(Flag.on("reset", "forget the shares given so far"), Flag.on("migrate", "accepted for Vault's scripts")),
        Command.of("operator seal", "", "Seal the server", 0, OperatorCommands::seal),
        Command.of("operator rotate", "", "Make a new encryption key", 0, OperatorCommands::rotate),
        Command.of("operator key-status", "", "Show the encryption key in use", 0, OperatorCommands::keyStatus),
        Command.of("operator step-down", "", "Give up leadership", 0, OperatorCommands::stepDown));
  }

  private static int unseal(Invocation in) {
    Json.Builder body = Json.object();
    if (in.args().isOn("reset")) {
      body.put("reset", true);
    } else {
      body.put("key", Secrets.positionalOrAsked(in, 0, "Unseal Key (will be hidden): "));
    }
    Json.Object status = in.client().call(Call.put("sys/unseal", body.build()).unwrapped()).body();
    if (!in.printer().isTable()) {
      in.printer().tree(status);
    } else {
      in.printer().line(StatusCommands.table(status, status.bool("sealed").orElse(true)).text());
    }
    return Cli.DONE;
  }

  private static int seal(Invocation in) {
    in.client().call(Call.put("sys/seal"));
    return LogicalCommands.done(in, "Success! Vault is sealed.");
  }

  private static int rotate(Invocation in) {
    in.client().call(Call.put("sys/rotate"));
    if (in.printer().isTable()) {
      in.printer().line("Success! Rotated key\n");
    }
    return keyStatus(in);
  }

  private static int keyStatus(Invocation in) {
    Reply reply = in.client().call(Call.get("sys/key-status"));
    Json.Object data = reply.data().members().isEmpty() ? reply.body() : reply.data();
    if (in.args().has("field")) {
      return Answers.field(in, data);
    }
    if (!in.printer().isTable()) {
      in.printer().tree(data);
      return Cli.DONE;
    }
    Table table = Table.keyValue();
    table.row("Key Term", data.integer("term").map(term -> Long.toString(term)).orElse(""));
    table.row("Install Time", data.text("install_time").orElse(""));
    table.row("Encryption Count", data.integer("encryptions").map(count -> Long.toString(count)).orElse(""));
    in.printer().line(table.text());
    return Cli.DONE;
  }

  private static int stepDown(Invocation in) {
    in.client().call(Call.put("sys/step-down"));
    return LogicalCommands.done(in, "Success! Stepped down: " + in.settings().address());
  }

  /** A whole number of a flag, or of its short spelling. */
  static long number(Invocation in, String name, String shortName, long otherwise) {
    return in.args().number(name).or(() -> in.args().number(shortName)).orElse(otherwise);
  }

  static UsageException oneOf(String flags) {
    return new UsageException("only one of " + flags + " at a time");
  }
}
