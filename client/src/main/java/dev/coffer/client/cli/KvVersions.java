package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What can be done with the versions of a secret; KV version 2 alone has them. */
final class KvVersions {
  private static final int HISTORY_PAGE = 100;
  private static final int HISTORY_MAX = 10_000;

  private KvVersions() {}

  static int undelete(Invocation in) {
    return forEach(in, "undelete", "Success! Data written to: ");
  }

  static int destroy(Invocation in) {
    return forEach(in, "destroy", "Success! Data written to: ");
  }

  private static int forEach(Invocation in, String operation, String sentence) {
    List<String> versions = in.args().items("versions");
    if (versions.isEmpty()) {
      throw new UsageException("No versions provided, use the \"-versions\" flag to specify the versions.");
    }
    KvMount place = KvMount.find(in, 0).needsVersions(operation);
    String path = place.api(operation);
    Reply reply = in.client().call(Call.put(path, body(versions)));
    return reply.hasBody() ? Answers.secret(in, reply) : LogicalCommands.done(in, sentence + path);
  }

  static Json body(List<String> versions) {
    List<Json> numbers = new ArrayList<>();
    for (String version : versions) {
      try {
        numbers.add(Json.number(Long.parseLong(version)));
      } catch (NumberFormatException _) {
        throw new UsageException("-versions is a list of numbers, such as -versions=1,2");
      }
    }
    return Json.object().put("versions", new Json.Array(numbers)).build();
  }

  /** Writes an old version's data again; the current version must not change meanwhile. */
  static int rollback(Invocation in) {
    long version = in.args().number("version").orElseThrow(() -> new UsageException("-version=N is missing"));
    KvMount place = KvMount.find(in, 0).needsVersions("rollback");
    Optional<Reply> metadata = in.client().find(Call.get(place.metadata()));
    if (metadata.isEmpty()) {
      return LogicalCommands.nothing(in, place.metadata());
    }
    long current = metadata.get().data().integer("current_version").orElse(0L);
    Optional<Json.Object> old = version(in, place, version);
    if (old.isEmpty()) {
      in.note("Version " + version + " of " + place.written() + " holds no data: it is deleted, destroyed or was never written.");
      return Cli.REFUSED;
    }
    Json body =
        Json.object()
            .put("data", old.get())
            .put("options", Json.object().put("cas", current).build())
            .build();
    return KvSecrets.written(in, place, in.client().call(Call.put(place.data(), body)));
  }

  private static Optional<Json.Object> version(Invocation in, KvMount place, long version) {
    return in.client()
        .find(Call.get(place.data()).query("version", Long.toString(version)).unwrapped())
        .flatMap(reply -> reply.data().object("data"));
  }

  static int history(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("history");
    List<Json> entries = new ArrayList<>();
    for (Optional<Json.Array> page = page(in, place, 0); page.isPresent(); ) {
      entries.addAll(page.get().items());
      boolean more = page.get().items().size() == HISTORY_PAGE && entries.size() < HISTORY_MAX;
      long last = entries.getLast() instanceof Json.Object entry ? entry.integer("sequence").orElse(0L) : 0;
      page = more && last > 0 ? page(in, place, last) : Optional.empty();
    }
    if (entries.isEmpty()) {
      in.note("No history found at " + place.metadata());
      return Cli.REFUSED;
    }
    if (!in.printer().isTable()) {
      in.printer().tree(new Json.Array(entries));
      return Cli.DONE;
    }
    Table table = new Table("Time", "Event", "Versions", "By");
    for (Json item : entries) {
      if (item instanceof Json.Object entry) {
        table.row(
            shown(entry, "time"),
            shown(entry, "event"),
            String.join(",", Answers.texts(entry, "versions")),
            shown(entry, "display_name"));
      }
    }
    in.printer().line(table.text());
    return Cli.DONE;
  }

  /** Entries newest first, older than that sequence number (0: from the newest on). */
  private static Optional<Json.Array> page(Invocation in, KvMount place, long before) {
    Call call = Call.get(place.metadata()).query("history", "true").query("limit", Integer.toString(HISTORY_PAGE));
    return in.client()
        .find((before == 0 ? call : call.query("before", Long.toString(before))).unwrapped())
        .flatMap(reply -> reply.data().array("history"))
        .filter(page -> !page.items().isEmpty());
  }

  private static String shown(Json.Object entry, String name) {
    return entry.get(name).filter(value -> !(value instanceof Json.Null)).map(GoText::of).orElse("");
  }

  /** Says which keys differ; the values only when asked for. */
  static int diff(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("diff");
    Optional<Reply> metadata = in.client().find(Call.get(place.metadata()));
    long current = metadata.map(Reply::data).flatMap(data -> data.integer("current_version")).orElse(0L);
    long to = in.args().number("to").orElse(current);
    long from = in.args().number("from").orElse(to - 1);
    if (metadata.isEmpty()) {
      return LogicalCommands.nothing(in, place.metadata());
    }
    // The API takes version 0 for the current one.
    if (from < 1 || to < 1) {
      in.note("There is no version before version 1 of " + place.written() + " to compare with.");
      return Cli.REFUSED;
    }
    Optional<Json.Object> older = version(in, place, from);
    Optional<Json.Object> newer = version(in, place, to);
    if (older.isEmpty() || newer.isEmpty()) {
      long missing = older.isEmpty() ? from : to;
      in.note("Version " + missing + " of " + place.written() + " holds no data to compare.");
      return Cli.REFUSED;
    }
    Json.Object changes = changes(older.get(), newer.get(), in.args().isOn("show-values"));
    if (!in.printer().isTable()) {
      in.printer().tree(changes);
      return Cli.DONE;
    }
    Table table =
        in.args().isOn("show-values") ? new Table("Key", "Change", "From", "To") : new Table("Key", "Change");
    for (String key : changes.members().keySet()) {
      row(table, key, changes.object(key).orElseThrow(), in.args().isOn("show-values"));
    }
    in.printer().line(table.isEmpty() ? "Versions " + from + " and " + to + " are the same." : table.text());
    return Cli.DONE;
  }

  private static void row(Table table, String key, Json.Object change, boolean values) {
    if (values) {
      table.row(key, shown(change, "change"), shown(change, "from"), shown(change, "to"));
    } else {
      table.row(key, shown(change, "change"));
    }
  }

  private static Json.Object changes(Json.Object older, Json.Object newer, boolean values) {
    TreeSet<String> keys = new TreeSet<>(older.members().keySet());
    keys.addAll(newer.members().keySet());
    Json.Builder changes = Json.object();
    for (String key : keys) {
      Optional<Json> before = older.get(key);
      Optional<Json> after = newer.get(key);
      if (!before.equals(after)) {
        Json.Builder change = Json.object().put("change", before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed");
        if (values) {
          before.ifPresent(value -> change.put("from", value));
          after.ifPresent(value -> change.put("to", value));
        }
        changes.put(key, change.build());
      }
    }
    return changes.build();
  }

  static int enableVersioning(Invocation in) {
    String mount = LogicalCommands.path(in.args().positional(0));
    Json options = Json.object().put("options", Json.object().put("version", "2").build()).build();
    in.client().call(Call.put("sys/mounts/" + mount + "/tune", options));
    return LogicalCommands.done(in, "Success! Tuned the secrets engine at: " + mount + "/");
  }
}
