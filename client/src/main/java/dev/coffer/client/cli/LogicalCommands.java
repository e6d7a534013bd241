package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plain verbs on paths: {@code read}, {@code write}, {@code patch}, {@code list}, {@code delete}. */
final class LogicalCommands {
  private LogicalCommands() {}

  static List<Command> read() {
    return List.of(
        Command.of("read", "PATH [K=V…]", "Read data", 1, Command.UNLIMITED, LogicalCommands::read));
  }

  static List<Command> write() {
    return List.of(
        Command.of("write", "PATH [K=V…|@FILE|-]", "Write data", 1, Command.UNLIMITED, LogicalCommands::write)
            .with(Flag.on("force", "write without data"), Flag.on("f", "short for -force")));
  }

  static List<Command> patch() {
    return List.of(
        Command.of("patch", "PATH [K=V…|@FILE|-]", "Change some members of data", 1, Command.UNLIMITED, LogicalCommands::patch)
            .with(Flag.on("force", "patch without data"), Flag.on("f", "short for -force")));
  }

  static List<Command> list() {
    return List.of(Command.of("list", "PATH", "List names", 1, LogicalCommands::list));
  }

  static List<Command> delete() {
    return List.of(
        Command.of("delete", "PATH [K=V…]", "Delete data", 1, Command.UNLIMITED, LogicalCommands::delete));
  }

  static List<Command> pathHelp() {
    return List.of(Command.of("path-help", "PATH", "Explain a path", 1, LogicalCommands::pathHelp));
  }

  static List<Command> unwrap() {
    return List.of(
        Command.of("unwrap", "[TOKEN]", "Open a wrapped answer", 0, 1, LogicalCommands::unwrap));
  }

  /** Without the slash that people put in front, and without one at the end. */
  static String path(String written) {
    int start = 0;
    int end = written.length();
    while (start < end && written.charAt(start) == '/') {
      start++;
    }
    while (end > start && written.charAt(end - 1) == '/') {
      end--;
    }
    return written.substring(start, end);
  }

  private static int read(Invocation in) {
    String path = path(in.args().positional(0));
    Optional<Reply> found = in.client().find(Call.get(path).query(query(in)));
    if (found.isEmpty()) {
      return nothing(in, path);
    }
    return Answers.secret(in, found.get().enveloped());
  }

  static int nothing(Invocation in, String path) {
    in.note("No value found at " + path);
    return Cli.REFUSED;
  }

  private static Map<String, String> query(Invocation in) {
    Map<String, String> query = new LinkedHashMap<>();
    in.data(1)
        .members()
        .forEach((name, value) -> query.put(name, dev.coffer.client.cli.output.GoText.of(value)));
    return query;
  }

  private static int write(Invocation in) {
    String path = path(in.args().positional(0));
    return written(in, path, in.client().call(Call.put(path, payload(in))));
  }

  private static int patch(Invocation in) {
    String path = path(in.args().positional(0));
    return written(in, path, in.client().call(Call.patch(path, payload(in))));
  }

  private static Json.Object payload(Invocation in) {
    Json.Object data = in.data(1);
    boolean forced = in.args().isOn("force") || in.args().isOn("f");
    if (in.args().positionals().size() == 1 && !forced) {
      throw new UsageException("Must supply data or use -force");
    }
    return data;
  }

  /** Prints what a write answered, or that it is done. */
  static int written(Invocation in, String path, Reply reply) {
    if (reply.hasBody()) {
      return Answers.secret(in, reply);
    }
    return done(in, "Success! Data written to: " + path);
  }

  /** A sentence for people; nothing for those who asked for JSON. */
  static int done(Invocation in, String sentence) {
    if (in.printer().isTable()) {
      in.printer().line(sentence);
    }
    return Cli.DONE;
  }

  private static int list(Invocation in) {
    String path = path(in.args().positional(0));
    return Answers.keys(in, path, in.client().find(Call.list(path)));
  }

  private static int delete(Invocation in) {
    String path = path(in.args().positional(0));
    Reply reply = in.client().call(Call.delete(path).query(query(in)));
    return reply.hasBody() ? Answers.secret(in, reply) : done(in, "Success! Data deleted (if it existed) at: " + path);
  }

  private static int pathHelp(Invocation in) {
    Reply reply = in.client().call(Call.get(path(in.args().positional(0))).query("help", "1").unwrapped());
    if (in.printer().isTable()) {
      in.printer().line(reply.body().text("help").orElse("The server has no help for this path.").strip());
    } else {
      in.printer().tree(reply.body());
    }
    return Cli.DONE;
  }

  /** The token of a wrapped answer may be given, or be the caller's own; it is never sent on a URL. */
  private static int unwrap(Invocation in) {
    Call call =
        in.args().positionals().isEmpty()
            ? Call.put("sys/wrapping/unwrap")
            : Call.put("sys/wrapping/unwrap", Json.object().put("token", token(in)).build());
    return in.client().find(call.unwrapped()).map(reply -> Answers.secret(in, reply)).orElseGet(
        () -> {
          in.note("Could not find wrapped response");
          return Cli.REFUSED;
        });
  }

  private static String token(Invocation in) {
    return Secrets.argument(in, in.args().positional(0));
  }
}
