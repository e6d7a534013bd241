package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.Unreachable;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code coffer debug}: what somebody who helps wants to see, and no secret. */
final class DebugCommand {
  private DebugCommand() {}

  static List<Command> commands() {
    return List.of(
        Command.of("debug", "", "Collect the server's state into a new directory, without secrets", 0, DebugCommand::collect)
            .with(Flag.value("output", "DIR", "the directory to create (coffer-debug)")));
  }

  /** Each file and the call that fills it: numbers and states only, nothing that holds values. */
  private static Map<String, String> calls() {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("health.json", "sys/health");
    calls.put("seal-status.json", "sys/seal-status");
    calls.put("leader.json", "sys/leader");
    calls.put("host-info.json", "sys/host-info");
    calls.put("config-state.json", "sys/config/state/sanitized");
    calls.put("version-history.json", "sys/version-history");
    calls.put("metrics.txt", "sys/metrics");
    return calls;
  }

  private static int collect(Invocation in) {
    Path directory = Path.of(in.args().value("output").orElse("coffer-debug"));
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Map.Entry<String, String> call : calls().entrySet()) {
        fetch(in, call.getValue(), directory.resolve(call.getKey()));
      }
    } catch (FileAlreadyExistsException _) {
      throw new UsageException(directory + " exists already: name another directory with -output=DIR");
    } catch (IOException failed) {
      throw new UsageException(directory + " cannot be written: " + failed.getMessage());
    }
    return LogicalCommands.done(in, "Success! Bundle written to: " + directory);
  }

  private static void fetch(Invocation in, String path, Path file) throws IOException {
    Call call = Call.get(path).unwrapped();
    if (path.equals("sys/metrics")) {
      call = call.query("format", "prometheus");
    }
    if (path.equals("sys/version-history")) {
      call = call.query("list", "true");
    }
    Reply reply;
    try {
      reply = in.client().exchange(call);
    } catch (Unreachable gone) {
      in.note(path + ": " + gone.getMessage());
      return;
    }
    // Health answers with other codes than 200 on purpose.
    if (reply.status() >= 400 && !path.equals("sys/health")) {
      in.note(path + ": not collected, the server answered " + reply.status());
      return;
    }
    try (var out =
        Channels.newOutputStream(
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
      out.write(reply.raw().read(byte[]::clone));
    }
  }
}
