package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.util.List;

/** {@code coffer lease …}. */
final class LeaseCommands {
  private static final String QUEUED = "All revocation operations queued successfully!";

  private LeaseCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("lease lookup", "ID", "Show a lease", 1, LeaseCommands::lookup)
            .with(Flag.on("prefix", "list the leases below ID instead")),
        Command.of("lease renew", "ID", "Make a lease last longer", 1, LeaseCommands::renew)
            .with(
                Flag.value("increment", "DURATION", "how long from now"),
                Flag.value("i", "DURATION", "short for -increment")),
        Command.of("lease revoke", "ID", "End a lease", 1, LeaseCommands::revoke)
            .with(
                Flag.on("prefix", "every lease below ID"),
                Flag.on("force", "forget leases even if what they opened cannot be closed; with -prefix"),
                Flag.on("f", "short for -force"),
                Flag.on("sync", "wait until it is done")));
  }

  private static int lookup(Invocation in) {
    String id = LogicalCommands.path(in.args().positional(0));
    if (in.args().isOn("prefix")) {
      return Answers.keys(in, id, in.client().find(Call.list("sys/leases/lookup/" + id)));
    }
    return Answers.secret(in, in.client().call(Call.put("sys/leases/lookup", Json.object().put("lease_id", id).build())));
  }

  private static int renew(Invocation in) {
    Json.Builder body = Json.object().put("lease_id", in.args().positional(0));
    in.args()
        .value("increment")
        .or(() -> in.args().value("i"))
        .ifPresent(text -> body.put("increment", TokenCommands.increment(text)));
    return Answers.secret(in, in.client().call(Call.put("sys/leases/renew", body.build())));
  }

  private static int revoke(Invocation in) {
    boolean prefix = in.args().isOn("prefix");
    boolean force = in.args().isOn("force") || in.args().isOn("f");
    boolean sync = in.args().isOn("sync");
    if (force && !prefix) {
      throw new UsageException("Specifying -force requires also specifying -prefix");
    }
    String id = LogicalCommands.path(in.args().positional(0));
    if (prefix) {
      if (force) {
        in.note("Warning! Force-removing leases can cause the server to become out of sync with secrets engines!");
      }
      String api = force ? "sys/leases/revoke-force/" : "sys/leases/revoke-prefix/";
      Reply reply = in.client().call(Call.put(api + id, Json.object().put("sync", sync).build()));
      Answers.warnings(in, reply);
      return LogicalCommands.done(
          in,
          force
              ? "Success! Force revoked any leases with prefix: " + id
              : sync ? "Success! Revoked any leases with prefix: " + id : QUEUED);
    }
    Json body = Json.object().put("lease_id", id).put("sync", sync).build();
    in.client().call(Call.put("sys/leases/revoke", body));
    return LogicalCommands.done(
        in, sync ? "Success! Revoked lease: " + id : QUEUED);
  }
}
