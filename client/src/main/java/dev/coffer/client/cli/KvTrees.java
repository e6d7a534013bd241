package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whole subtrees: listing, deleting, copying. Folders are walked with plain listings, so every step
 * is decided and audited by the server like any other request.
 */
final class KvTrees {
  /** A walk that finds more is refused rather than held in memory. */
  private static final int SECRETS_MAX = 1_000_000;

  private KvTrees() {}

  static int scan(Invocation in) {
    KvMount place = KvMount.find(in, 0);
    List<String> paths = below(in, place);
    if (!in.printer().isTable()) {
      in.printer().tree(Json.texts(paths));
      return paths.isEmpty() ? Cli.REFUSED : Cli.DONE;
    }
    if (paths.isEmpty()) {
      return LogicalCommands.nothing(in, place.metadata());
    }
    Table table = new Table("Keys");
    paths.stream().sorted().forEach(table::row);
    in.printer().line(table.text());
    return Cli.DONE;
  }

  /** The paths of every secret below a place, relative to its mount, in the order of the walk. */
  private static List<String> below(Invocation in, KvMount top) {
    List<String> secrets = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of(top.path()));
    while (!folders.isEmpty()) {
      String folder = folders.removeFirst();
      String prefix = folder.isEmpty() ? "" : folder + "/";
      Call list = KvSecrets.asOf(in, top, Call.list(top.at(folder).metadata()));
      for (String name : in.client().find(list.unwrapped()).map(Reply::keys).orElse(List.of())) {
        if (name.endsWith("/")) {
          folders.add(prefix + name.substring(0, name.length() - 1));
        } else {
          secrets.add(prefix + name);
        }
        if (secrets.size() + folders.size() > SECRETS_MAX) {
          throw new UsageException("more than " + SECRETS_MAX + " secrets lie there: name a smaller subtree");
        }
      }
    }
    return secrets;
  }

  /** Deletes the current version of every secret below; each can be undeleted on version 2. */
  static int delete(Invocation in, KvMount top) {
    if (in.args().has("versions")) {
      throw new UsageException("-recursive deletes current versions: -versions does not go with it");
    }
    List<String> paths = below(in, top);
    int failed = 0;
    for (String path : paths) {
      try {
        in.client().call(Call.delete(top.at(path).data()));
      } catch (ServerRefused refused) {
        failed++;
        in.note("not deleted: " + top.at(path).written() + " (" + String.join("; ", refused.errors()) + ")");
      }
    }
    return summary(in, "deleted", paths.size(), failed);
  }

  private static int summary(Invocation in, String done, int all, int failed) {
    if (failed > 0) {
      in.note((all - failed) + " of " + all + " secrets were " + done + ".");
      return Cli.REFUSED;
    }
    return LogicalCommands.done(in, "Success! " + all + (all == 1 ? " secret was " : " secrets were ") + done + ".");
  }

  static int copy(Invocation in) {
    KvMount from = KvMount.find(in, in.args().positional(0));
    KvMount to = KvMount.find(in, in.args().positional(1));
    boolean recursive = in.args().isOn("recursive");
    List<String> paths = recursive ? below(in, from) : List.of(from.path());
    if (paths.isEmpty()) {
      return LogicalCommands.nothing(in, from.metadata());
    }
    int failed = 0;
    for (String path : paths) {
      String rest = recursive ? path.substring(from.path().isEmpty() ? 0 : from.path().length() + 1) : "";
      String target = to.path().isEmpty() || rest.isEmpty() ? to.path() + rest : to.path() + "/" + rest;
      failed += copied(in, from.at(path), to.at(target)) ? 0 : 1;
    }
    return summary(in, "copied", paths.size(), failed);
  }

  private static boolean copied(Invocation in, KvMount from, KvMount to) {
    try {
      Optional<Reply> found = in.client().find(KvSecrets.asOf(in, from, Call.get(from.data())).unwrapped());
      Optional<Json.Object> data =
          found.flatMap(reply -> from.versioned() ? reply.data().object("data") : Optional.of(reply.data()));
      if (data.isEmpty()) {
        in.note("not copied: " + from.written() + " holds no data");
        return false;
      }
      return write(in, to, data.get());
    } catch (ServerRefused refused) {
      in.note("not copied: " + from.written() + " (" + String.join("; ", refused.errors()) + ")");
      return false;
    }
  }

  private static boolean write(Invocation in, KvMount to, Json.Object data) {
    boolean overwrite = in.args().isOn("overwrite");
    if (to.versioned()) {
      Json.Builder options = Json.object();
      if (!overwrite) {
        options.put("cas", 0);
      }
      Json body = Json.object().put("data", data).put("options", options.build()).build();
      try {
        in.client().call(Call.put(to.data(), body).unwrapped());
        return true;
      } catch (ServerRefused refused) {
        if (overwrite || !refused.errors().contains(KvSecrets.LOST_RACE)) {
          throw refused;
        }
        return exists(in, to);
      }
    }
    // Version 1 has no check-and-set: this look is a courtesy, not a guarantee.
    if (!overwrite && in.client().find(Call.get(to.data()).unwrapped()).isPresent()) {
      return exists(in, to);
    }
    in.client().call(Call.put(to.data(), data).unwrapped());
    return true;
  }

  private static boolean exists(Invocation in, KvMount to) {
    in.note("not copied: " + to.written() + " exists; -overwrite replaces it");
    return false;
  }
}
