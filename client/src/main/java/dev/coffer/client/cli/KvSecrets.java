package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading and writing secrets of both versions of KV. */
final class KvSecrets {
  /** What the server answers when a write's {@code cas} is not the current version. */
  static final String LOST_RACE = "check-and-set parameter did not match the current version";

  private KvSecrets() {}

  static int get(Invocation in) {
    KvMount place = KvMount.find(in, 0);
    Call call = asOf(in, place, Call.get(place.data()));
    Optional<String> version = in.args().value("version");
    if (version.isPresent()) {
      call = call.query("version", version.get());
    }
    Optional<Reply> found = in.client().find(call);
    if (found.isEmpty()) {
      return LogicalCommands.nothing(in, place.data());
    }
    Reply reply = found.get();
    if (in.args().has("field")) {
      return field(in, place, reply);
    }
    if (!in.printer().isTable() || reply.wrapInfo().isPresent()) {
      return Answers.secret(in, reply);
    }
    return blocks(in, place, reply);
  }

  /** Adds {@code ?at=}, which Coffer knows and Vault does not. */
  static Call asOf(Invocation in, KvMount place, Call call) {
    Optional<String> time = in.args().value("at");
    if (time.isEmpty()) {
      return call;
    }
    place.needsVersions("-at");
    return call.query("at", time.get());
  }

  private static int field(Invocation in, KvMount place, Reply reply) {
    Optional<Json.Object> inner = reply.data().object("data");
    if (place.versioned() && inner.isEmpty() && reply.wrapInfo().isEmpty()) {
      in.note("No data found at " + place.data());
      return Cli.REFUSED;
    }
    boolean own = inner.map(data -> data.has(in.args().value("field").orElseThrow())).orElse(false);
    return place.versioned() && own ? Answers.field(in, inner.orElseThrow()) : Answers.field(in, reply);
  }

  private static int blocks(Invocation in, KvMount place, Reply reply) {
    Answers.warnings(in, reply);
    Optional<Json.Object> data = Optional.of(reply.data());
    if (place.versioned()) {
      heading(in, place.data());
      reply.data().object("metadata").ifPresent(metadata -> block(in, "Metadata", metadata, true));
      data = reply.data().object("data");
    }
    data.ifPresent(values -> block(in, "Data", values, false));
    return Cli.DONE;
  }

  /** {@code == Secret Path ==} and the path. */
  static void heading(Invocation in, String path) {
    in.printer().line(underEquals("Secret Path", path.length()));
    in.printer().line(path);
    in.printer().line("");
  }

  static void block(Invocation in, String title, Json.Object values, boolean more) {
    int longest = values.members().keySet().stream().mapToInt(String::length).max().orElse(0);
    Table table = Table.keyValue();
    Answers.data(values, table);
    // 4 between the columns and 5 for "Value": the heading is as wide as the shortest table can be.
    in.printer().line(underEquals(title, longest + 9));
    in.printer().line(table.text());
    if (more) {
      in.printer().line("");
    }
  }

  /** A title between equal signs, about as wide as what follows. */
  static String underEquals(String title, int width) {
    int signs = width - title.length() - 2;
    int each = signs <= 0 ? 2 : (signs + 1) / 2;
    return "=".repeat(each) + " " + title + " " + "=".repeat(each);
  }

  static int put(Invocation in) {
    if (in.args().positionals().size() == 1) {
      throw new UsageException("Must supply data: K=V, @FILE or - for standard input");
    }
    Json.Object data = in.data(1);
    KvMount place = KvMount.find(in, 0);
    Json.Object body = data;
    if (place.versioned()) {
      body = versioned(in, data);
    } else if (in.args().has("cas")) {
      place.needsVersions("-cas");
    }
    return written(in, place, in.client().call(Call.put(place.data(), body)));
  }

  private static Json.Object versioned(Invocation in, Json.Object data) {
    Json.Builder options = Json.object();
    in.args().number("cas").ifPresent(cas -> options.put("cas", cas));
    return Json.object().put("data", data).put("options", options.build()).build();
  }

  /** Prints a write's answer: for version 2 the path and the new version's metadata. */
  static int written(Invocation in, KvMount place, Reply reply) {
    if (!reply.hasBody()) {
      return LogicalCommands.done(in, "Success! Data written to: " + place.data());
    }
    if (in.args().has("field") || !in.printer().isTable() || !place.versioned() || reply.wrapInfo().isPresent()) {
      return Answers.secret(in, reply);
    }
    Answers.warnings(in, reply);
    heading(in, place.data());
    block(in, "Metadata", reply.data(), false);
    return Cli.DONE;
  }

  static int patch(Invocation in) {
    Map<String, Json> changes = new LinkedHashMap<>(in.data(1).members());
    in.args().all("remove-data").forEach(key -> changes.put(key, new Json.Null()));
    if (changes.isEmpty()) {
      throw new UsageException("Must supply data: K=V, @FILE, - or -remove-data=KEY");
    }
    KvMount place = KvMount.find(in, 0).needsVersions("patch");
    Json.Object data = new Json.Object(changes);
    return switch (in.args().value("method").orElse("")) {
      case "patch" -> patched(in, place, data);
      case "rw" -> readAndWrite(in, place, data);
      case "" -> patchOrRewrite(in, place, data);
      default -> throw new UsageException("-method is patch or rw");
    };
  }

  private static int patched(Invocation in, KvMount place, Json.Object data) {
    Optional<Reply> reply = in.client().find(Call.patch(place.data(), versioned(in, data)));
    return reply.isEmpty() ? LogicalCommands.nothing(in, place.data()) : written(in, place, reply.get());
  }

  /** A token without the capability patch may still read and write; then that is what happens. */
  private static int patchOrRewrite(Invocation in, KvMount place, Json.Object data) {
    try {
      return patched(in, place, data);
    } catch (ServerRefused refused) {
      if (refused.status() != 403 && refused.status() != 405) {
        throw refused;
      }
      return readAndWrite(in, place, data);
    }
  }

  /** The version read is the version that must still be there when writing: no change gets lost. */
  private static int readAndWrite(Invocation in, KvMount place, Json.Object data) {
    Optional<Reply> found = in.client().find(Call.get(place.data()).unwrapped());
    Optional<Json.Object> current = found.flatMap(reply -> reply.data().object("data"));
    if (current.isEmpty()) {
      return LogicalCommands.nothing(in, place.data());
    }
    Map<String, Json> merged = new LinkedHashMap<>(current.get().members());
    data.members()
        .forEach(
            (key, value) -> {
              if (value instanceof Json.Null) {
                merged.remove(key);
              } else {
                merged.put(key, value);
              }
            });
    long seen = found.get().data().object("metadata").flatMap(metadata -> metadata.integer("version")).orElse(0L);
    Json body =
        Json.object()
            .put("data", new Json.Object(merged))
            .put("options", Json.object().put("cas", in.args().number("cas").orElse(seen)).build())
            .build();
    return written(in, place, in.client().call(Call.put(place.data(), body)));
  }

  static int list(Invocation in) {
    KvMount place = KvMount.find(in, 0);
    return Answers.keys(in, place.metadata(), in.client().find(asOf(in, place, Call.list(place.metadata()))));
  }

  static int delete(Invocation in) {
    KvMount place = KvMount.find(in, 0);
    if (in.args().isOn("recursive")) {
      return KvTrees.delete(in, place);
    }
    List<String> versions = in.args().items("versions");
    String path = place.data();
    if (versions.isEmpty()) {
      in.client().call(Call.delete(path));
    } else {
      place.needsVersions("-versions");
      path = place.api("delete");
      in.client().call(Call.put(path, KvVersions.body(versions)));
    }
    return LogicalCommands.done(in, "Success! Data deleted (if it existed) at: " + path);
  }
}
