package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.cli.args.UsageException;
import java.util.Optional;

/**
 * A secret's place: which mount, which version of KV it speaks, which path below it. The server is
 * asked once, as Vault's own command line does.
 *
 * @param mount without a trailing slash
 * @param path below the mount; may be empty
 */
record KvMount(String mount, String path, boolean versioned) {

  /** Finds the place of a command's positional and its {@code -mount}. */
  static KvMount find(Invocation in, int positional) {
    String written = in.args().positionals().size() > positional ? in.args().positional(positional) : "";
    return find(in, written);
  }

  static KvMount find(Invocation in, String written) {
    String path = LogicalCommands.path(written);
    Optional<String> mountFlag = in.args().value("mount").map(LogicalCommands::path);
    String asked = mountFlag.orElse(path);
    if (asked.isEmpty()) {
      throw new UsageException("a path is missing: write MOUNT/PATH, or -mount=MOUNT PATH");
    }
    Reply reply;
    try {
      reply = in.client().call(Call.get("sys/internal/ui/mounts/" + asked).unwrapped());
    } catch (ServerRefused refused) {
      if (refused.status() == 404) {
        return split(mountFlag, path, false);
      }
      throw refused;
    }
    String mount = LogicalCommands.path(reply.data().text("path").orElse(""));
    boolean versioned =
        reply.data().object("options").flatMap(options -> options.text("version")).filter("2"::equals).isPresent();
    if (mount.isEmpty()) {
      return split(mountFlag, path, versioned);
    }
    String below = mountFlag.isPresent() ? path : below(mount, path);
    return new KvMount(mount, below, versioned);
  }

  private static String below(String mount, String path) {
    if (path.equals(mount)) {
      return "";
    }
    return path.startsWith(mount + "/") ? path.substring(mount.length() + 1) : path;
  }

  private static KvMount split(Optional<String> mountFlag, String path, boolean versioned) {
    int slash = path.indexOf('/');
    if (mountFlag.isPresent()) {
      return new KvMount(mountFlag.get(), path, versioned);
    }
    return slash < 0
        ? new KvMount(path, "", versioned)
        : new KvMount(path.substring(0, slash), path.substring(slash + 1), versioned);
  }

  KvMount at(String otherPath) {
    return new KvMount(mount, otherPath, versioned);
  }

  /** The API path of the value. */
  String data() {
    return versioned ? api("data") : join(mount, path);
  }

  /** The API path of listings and metadata. */
  String metadata() {
    return versioned ? api("metadata") : join(mount, path);
  }

  /** The API path below {@code delete}, {@code undelete}, {@code destroy}, which only version 2 has. */
  String api(String operation) {
    return join(mount + "/" + operation, path);
  }

  /** As a person writes it. */
  String written() {
    return join(mount, path);
  }

  private static String join(String first, String second) {
    return second.isEmpty() ? first : first + "/" + second;
  }

  /** Refuses where only version 2 of KV can do something. */
  KvMount needsVersions(String what) {
    if (!versioned) {
      throw new UsageException(
          what + " needs a KV version 2 mount, and " + mount + "/ is version 1");
    }
    return this;
  }
}
