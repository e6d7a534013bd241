package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.List;

/** {@code coffer operator rekey}: new key shares, agreed by those who hold the old ones. */
final class RekeyCommands {
  private RekeyCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("operator rekey", "[KEY]", "Make new key shares", 0, 1, RekeyCommands::rekey)
            .with(
                Flag.on("init", "begin"),
                Flag.on("cancel", "give up"),
                Flag.on("status", "show how far it is"),
                Flag.on("verify", "with -init: the new shares must be given back before they count; alone: give one back"),
                Flag.value("nonce", "NONCE", "of the attempt, from -init"),
                Flag.value("key-shares", "N", "new shares to make (5)"),
                Flag.value("n", "N", "short for -key-shares"),
                Flag.value("key-threshold", "N", "new shares needed (3)"),
                Flag.value("t", "N", "short for -key-threshold"),
                Flag.value("target", "barrier|recovery", "which key: the one that unseals, or the recovery key")));
  }

  private static String api(Invocation in) {
    String base =
        switch (in.args().value("target").orElse("barrier")) {
          case "barrier" -> "sys/rekey";
          case "recovery", "hsm" -> "sys/rekey-recovery-key";
          default -> throw new UsageException("-target is barrier or recovery");
        };
    if (in.args().isOn("verify") && !in.args().isOn("init")) {
      return base + "/verify";
    }
    boolean attempt = in.args().isOn("init") || in.args().isOn("status") || in.args().isOn("cancel");
    return attempt ? base + "/init" : base;
  }

  private static int rekey(Invocation in) {
    if (in.args().isOn("cancel")) {
      in.client().call(Secrets.canceling(in, api(in)));
      return LogicalCommands.done(in, "Success! Canceled rekeying (if it was started)");
    }
    if (in.args().isOn("status")) {
      return status(in, in.client().call(Call.get(api(in)).unwrapped()).body());
    }
    if (in.args().isOn("init")) {
      Json body =
          Json.object()
              .put("secret_shares", OperatorCommands.number(in, "key-shares", "n", 5))
              .put("secret_threshold", OperatorCommands.number(in, "key-threshold", "t", 3))
              .put("require_verification", in.args().isOn("verify"))
              .build();
      return status(in, in.client().call(Call.put(api(in), body).unwrapped()).body());
    }
    return give(in);
  }

  private static int give(Invocation in) {
    String nonce = Secrets.nonce(in, api(in) + (in.args().isOn("verify") ? "" : "/init"));
    String key = Secrets.positionalOrAsked(in, 0, "Unseal Key (will be hidden): ");
    String update = in.args().isOn("verify") ? api(in) : api(in) + "/update";
    Json.Object answer =
        in.client().call(Call.put(update, Json.object().put("key", key).put("nonce", nonce).build()).unwrapped()).body();
    if (!in.printer().isTable()) {
      in.printer().tree(answer);
      return Cli.DONE;
    }
    if (!answer.bool("complete").orElse(false)) {
      return status(in, answer);
    }
    List<String> keys = Answers.texts(answer, "keys_base64");
    for (int at = 0; at < keys.size(); at++) {
      in.printer().line("Key " + (at + 1) + ": " + keys.get(at));
    }
    in.printer().line("\nOperation nonce: " + answer.text("nonce").orElse(""));
    in.printer().line("\nThe new shares above replace the old ones, which unseal nothing any more.");
    return Cli.DONE;
  }

  private static int status(Invocation in, Json.Object status) {
    if (!in.printer().isTable()) {
      in.printer().tree(status);
      return Cli.DONE;
    }
    Table table = Table.keyValue();
    table.row("Nonce", status.text("nonce").orElse(""));
    table.row("Started", Boolean.toString(status.bool("started").orElse(false)));
    if (status.bool("started").orElse(false)) {
      table.row("Rekey Progress", shown(status, "progress") + "/" + shown(status, "required"));
      table.row("New Shares", shown(status, "n"));
      table.row("New Threshold", shown(status, "t"));
      table.row("Verification Required", shown(status, "verification_required"));
    }
    in.printer().line(table.text());
    return Cli.DONE;
  }

  private static String shown(Json.Object object, String name) {
    return object.get(name).map(GoText::of).orElse("");
  }
}
