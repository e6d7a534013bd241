package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.kit.json.Json;
import java.util.List;

/** {@code coffer operator init}: the first thing that happens to a server. */
final class OperatorInit {
  private OperatorInit() {}

  static List<Command> commands() {
    return List.of(
        Command.of("operator init", "", "Initialise a new server: its keys and first token", 0, OperatorInit::init)
            .with(
                Flag.on("status", "only say whether it is initialised; exit code 2 if not"),
                Flag.value("key-shares", "N", "key shares to make (5)"),
                Flag.value("n", "N", "short for -key-shares"),
                Flag.value("key-threshold", "N", "shares needed to unseal (3)"),
                Flag.value("t", "N", "short for -key-threshold"),
                Flag.value("recovery-shares", "N", "recovery shares, with a seal that unseals by itself (5)"),
                Flag.value("recovery-threshold", "N", "recovery shares needed (3)")));
  }

  private static int init(Invocation in) {
    if (in.args().isOn("status")) {
      return status(in);
    }
    boolean automatic = automatic(in);
    long shares = OperatorCommands.number(in, "key-shares", "n", 5);
    long threshold = OperatorCommands.number(in, "key-threshold", "t", 3);
    long recoveryShares = in.args().number("recovery-shares").orElse(5L);
    long recoveryThreshold = in.args().number("recovery-threshold").orElse(3L);
    Json.Builder body = Json.object();
    if (automatic) {
      body.put("recovery_shares", recoveryShares).put("recovery_threshold", recoveryThreshold);
    } else {
      body.put("secret_shares", shares).put("secret_threshold", threshold);
    }
    Json.Object made = in.client().call(Call.put("sys/init", body.build()).unwrapped()).body();
    if (in.printer().isTable()) {
      text(in, made, automatic ? recoveryShares : shares, automatic ? recoveryThreshold : threshold);
    } else {
      in.printer().tree(machine(made, automatic, shares, threshold, recoveryShares, recoveryThreshold));
    }
    return Cli.DONE;
  }

  /** Whether the seal unseals by itself: then the shares are for recovery. */
  private static boolean automatic(Invocation in) {
    if (in.args().has("key-shares") || in.args().has("n")) {
      return false;
    }
    if (in.args().has("recovery-shares")) {
      return true;
    }
    Json.Object seal = in.client().call(Call.get("sys/seal-status").unwrapped()).body();
    return seal.bool("recovery_seal").orElse(false) || !seal.text("type").orElse("shamir").equals("shamir");
  }

  private static int status(Invocation in) {
    Json.Object status = in.client().call(Call.get("sys/init").unwrapped()).body();
    boolean initialized = status.bool("initialized").orElse(false);
    if (in.printer().isTable()) {
      in.printer().line(initialized ? "Vault is initialized" : "Vault is not initialized");
    } else {
      in.printer().tree(status);
    }
    return initialized ? Cli.DONE : Cli.REFUSED;
  }

  private static void text(Invocation in, Json.Object made, long shares, long threshold) {
    List<String> keys = Answers.texts(made, "keys_base64");
    List<String> recovery = Answers.texts(made, "recovery_keys_base64");
    number(in, "Unseal Key ", keys);
    number(in, "Recovery Key ", recovery);
    in.printer().line("\nInitial Root Token: " + made.text("root_token").orElse(""));
    if (keys.isEmpty()) {
      in.printer().line("\nSuccess! The server is initialized and unseals itself.");
    } else {
      in.printer()
          .line(
              "\nInitialized with " + shares + " key shares and a key threshold of " + threshold
                  + ". Give the shares above to\ndifferent people and keep them safe: after every restart or seal, "
                  + threshold + " of them are needed\nto unseal, and without them everything stored is lost."
                  + "\n\nNext: coffer operator unseal, " + threshold + " times.");
    }
    if (!recovery.isEmpty()) {
      in.printer()
          .line(
              "\nRecovery key initialized with " + shares + " key shares and a key threshold of " + threshold
                  + ". Please securely\ndistribute the key shares printed above.");
    }
  }

  private static void number(Invocation in, String title, List<String> keys) {
    for (int at = 0; at < keys.size(); at++) {
      in.printer().line(title + (at + 1) + ": " + keys.get(at));
    }
  }

  /** The members that Vault's `init -format=json` has. */
  private static Json.Object machine(
      Json.Object made, boolean automatic, long shares, long threshold, long recoveryShares, long recoveryThreshold) {
    return Json.object()
        .put("unseal_keys_b64", Json.texts(Answers.texts(made, "keys_base64")))
        .put("unseal_keys_hex", Json.texts(Answers.texts(made, "keys")))
        .put("unseal_shares", automatic ? 1 : shares)
        .put("unseal_threshold", automatic ? 1 : threshold)
        .put("recovery_keys_b64", Json.texts(Answers.texts(made, "recovery_keys_base64")))
        .put("recovery_keys_hex", Json.texts(Answers.texts(made, "recovery_keys")))
        .put("recovery_keys_shares", automatic ? recoveryShares : 0)
        .put("recovery_keys_threshold", automatic ? recoveryThreshold : 0)
        .put("root_token", made.text("root_token").orElse(""))
        .build();
  }
}
