package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code coffer policy …}. */
final class PolicyCommands {
  private static final int POLICY_BYTES_MAX = 1024 * 1024;
  private static final String API = "sys/policies/acl";

  private PolicyCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("policy list", "", "List policies", 0, PolicyCommands::list),
        Command.of("policy read", "NAME", "Print a policy", 1, PolicyCommands::read),
        Command.of("policy write", "NAME FILE|-", "Write a policy from a file or standard input", 2, PolicyCommands::write),
        Command.of("policy delete", "NAME", "Delete a policy", 1, PolicyCommands::delete),
        Command.of("policy fmt", "FILE", "Format a policy file in place", 1, PolicyCommands::format));
  }

  private static int list(Invocation in) {
    List<String> names = in.client().find(Call.list(API)).map(Reply::keys).orElse(List.of());
    if (in.printer().isTable()) {
      names.forEach(in.printer()::line);
    } else {
      in.printer().tree(Json.texts(names));
    }
    return Cli.DONE;
  }

  private static String name(Invocation in) {
    return in.args().positional(0).strip().toLowerCase(Locale.ROOT);
  }

  private static int read(Invocation in) {
    Optional<Reply> found = in.client().find(Call.get(API + "/" + name(in)));
    if (found.isEmpty()) {
      in.note("No policy named: " + name(in));
      return Cli.REFUSED;
    }
    if (!in.printer().isTable() || in.args().has("field")) {
      return Answers.secret(in, found.get());
    }
    in.printer().line(found.get().data().text("policy").orElse("").stripTrailing());
    return Cli.DONE;
  }

  private static int write(Invocation in) {
    String source = in.args().positional(1);
    String rules = source.equals("-") ? Secrets.piped(in) : file(Path.of(source));
    if (rules.isBlank()) {
      throw new UsageException("the policy is empty");
    }
    Reply reply = in.client().call(Call.put(API + "/" + name(in), Json.object().put("policy", rules).build()));
    Answers.warnings(in, reply);
    return LogicalCommands.done(in, "Success! Uploaded policy: " + name(in));
  }

  private static String file(Path path) {
    try {
      if (Files.size(path) > POLICY_BYTES_MAX) {
        throw new UsageException(path + " is larger than 1 MiB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException _) {
      throw new UsageException("the file " + path + " cannot be read");
    }
  }

  private static int delete(Invocation in) {
    in.client().call(Call.delete(API + "/" + name(in)));
    return LogicalCommands.done(in, "Success! Deleted policy: " + name(in));
  }

  private static int format(Invocation in) {
    Path path = Path.of(in.args().positional(0));
    String formatted = PolicyLayout.of(file(path));
    try {
      Files.writeString(path, formatted, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UsageException("the file " + path + " cannot be written: " + failed.getMessage());
    }
    return LogicalCommands.done(in, "Success! Formatted policy: " + path);
  }
}
