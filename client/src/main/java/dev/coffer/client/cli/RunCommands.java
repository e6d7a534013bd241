package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.run.EnvFile;
import dev.coffer.client.cli.run.Replacement;
import dev.coffer.client.cli.run.VariableNames;
import dev.coffer.kit.json.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code coffer run} and {@code coffer download}: secrets for programs that know only variables. */
final class RunCommands {
  /** The launcher changes some variables for this JVM and keeps what they were under these names. */
  private static final String KEPT = "COFFER_KEPT_";

  private RunCommands() {}

  private static Flag[] flags() {
    return new Flag[] {
      Flag.repeated("path", "PATH", "the secret, such as secret/myapp/config; may be repeated"),
      Flag.value("mount", "MOUNT", "the mount; the path is then below it"),
      Flag.repeated("only-secrets", "KEY,…", "take these keys alone"),
      Flag.value("prefix", "TEXT", "put this in front of every name"),
      Flag.value("at", "TIME", "as it was then, such as 2026-01-15T10:30:00Z"),
      Flag.value("version", "N", "this version instead of the current one")
    };
  }

  static List<Command> run() {
    return List.of(
        Command.of("run", "-path=PATH -- COMMAND…", "Run a program with a secret's keys as environment variables", 1, Command.UNLIMITED, RunCommands::run)
            .with(flags())
            .with(Flag.on("keep-token", "leave VAULT_TOKEN in the program's environment"))
            .running());
  }

  static List<Command> download() {
    return List.of(
        Command.of("download", "-path=PATH", "Print a secret as env, env-no-quotes, docker or json", 0, RunCommands::download)
            .with(flags())
            .with(Flag.value("format", "env|env-no-quotes|docker|json", "how to print; env by default")));
  }

  private static int run(Invocation in) {
    Optional<Map<String, String>> variables = variables(in);
    if (variables.isEmpty()) {
      return Cli.REFUSED;
    }
    Map<String, String> added = new LinkedHashMap<>();
    Set<String> removed = new HashSet<>(Set.of("COFFER_ARGV0"));
    restoreKept(in, added, removed);
    if (!in.args().isOn("keep-token")) {
      removed.addAll(List.of("VAULT_TOKEN", "COFFER_TOKEN"));
    }
    added.putAll(variables.get());
    String searchPath = in.environment().variable("PATH").orElse("/usr/local/bin:/usr/bin:/bin");
    in.close();
    int code = new Replacement(in.args().positionals(), searchPath, added, removed).exec();
    in.note(in.args().positional(0) + ": " + (code == Replacement.NOT_FOUND ? "command not found" : "cannot be run"));
    return code;
  }

  /** Undoes what the launcher did to the environment; an empty value stands for a variable that was not there. */
  private static void restoreKept(Invocation in, Map<String, String> added, Set<String> removed) {
    in.environment()
        .variables()
        .forEach(
            (name, value) -> {
              if (name.startsWith(KEPT)) {
                String original = name.substring(KEPT.length());
                removed.addAll(List.of(name, original));
                if (!value.isEmpty()) {
                  added.put(original, value);
                }
              }
            });
  }

  private static int download(Invocation in) {
    String format = in.args().value("format").orElse("env");
    Optional<Map<String, String>> variables = variables(in);
    if (variables.isEmpty()) {
      return Cli.REFUSED;
    }
    in.printer().raw(EnvFile.of(format, variables.get()));
    return Cli.DONE;
  }

  private static Optional<Map<String, String>> variables(Invocation in) {
    List<String> paths = in.args().all("path");
    if (paths.isEmpty()) {
      throw new UsageException("-path=PATH is missing, such as -path=secret/myapp/config");
    }
    Map<String, Json> secret = new LinkedHashMap<>();
    for (String path : paths) {
      KvMount place = KvMount.find(in, path);
      Call call = KvSecrets.asOf(in, place, Call.get(place.data())).unwrapped();
      if (in.args().has("version")) {
        call = call.query("version", in.args().value("version").orElseThrow());
      }
      Optional<Json.Object> data = in.client().find(call).flatMap(reply -> data(place, reply));
      if (data.isEmpty()) {
        LogicalCommands.nothing(in, place.written());
        return Optional.empty();
      }
      for (Map.Entry<String, Json> entry : data.get().members().entrySet()) {
        if (secret.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
          throw new UsageException("the key " + entry.getKey() + " is in more than one of the secrets");
        }
      }
    }
    return Optional.of(
        VariableNames.variables(
            new Json.Object(secret), in.args().items("only-secrets"), in.args().value("prefix").orElse("")));
  }

  private static Optional<Json.Object> data(KvMount place, Reply reply) {
    return place.versioned() ? reply.data().object("data") : Optional.of(reply.data());
  }
}
