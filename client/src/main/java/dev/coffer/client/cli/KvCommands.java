package dev.coffer.client.cli;

import dev.coffer.client.cli.args.Flag;
import java.util.ArrayList;
import java.util.List;

/** The table of {@code coffer kv …}. */
final class KvCommands {
  private static final Flag MOUNT = Flag.value("mount", "MOUNT", "the mount; the path is then below it");
  private static final Flag AT = Flag.value("at", "TIME", "as it was then, such as 2026-01-15T10:30:00Z");
  private static final Flag VERSIONS = Flag.repeated("versions", "N,…", "the versions");

  private KvCommands() {}

  static List<Command> commands() {
    List<Command> commands = new ArrayList<>(secrets());
    commands.addAll(versions());
    commands.addAll(metadata());
    commands.addAll(trees());
    return commands;
  }

  private static List<Command> secrets() {
    return List.of(
        Command.of("kv get", "PATH", "Read a secret", 1, KvSecrets::get)
            .with(MOUNT, AT, Flag.value("version", "N", "this version instead of the current one")),
        Command.of("kv put", "PATH K=V…|@FILE|-", "Write a secret, or a new version of it", 1, Command.UNLIMITED, KvSecrets::put)
            .with(MOUNT, Flag.value("cas", "N", "only if the current version is N; 0: only if there is none")),
        Command.of("kv patch", "PATH K=V…|@FILE|-", "Change some keys of a secret", 1, Command.UNLIMITED, KvSecrets::patch)
            .with(
                MOUNT,
                Flag.value("cas", "N", "only if the current version is N"),
                Flag.value("method", "patch|rw", "PATCH, or read and write; by default PATCH and rw where it is refused"),
                Flag.repeated("remove-data", "KEY", "remove this key; may be repeated")),
        Command.of("kv list", "PATH", "List secrets and folders", 0, 1, KvSecrets::list).with(MOUNT, AT),
        Command.of("kv delete", "PATH", "Delete the current version, recoverably", 1, KvSecrets::delete)
            .with(MOUNT, VERSIONS, Flag.on("recursive", "every secret below PATH")));
  }

  private static List<Command> versions() {
    return List.of(
        Command.of("kv undelete", "PATH", "Bring deleted versions back", 1, KvVersions::undelete).with(MOUNT, VERSIONS),
        Command.of("kv destroy", "PATH", "Remove versions for good", 1, KvVersions::destroy).with(MOUNT, VERSIONS),
        Command.of("kv rollback", "PATH", "Make an older version the current one", 1, KvVersions::rollback)
            .with(MOUNT, Flag.value("version", "N", "the version to go back to")),
        Command.of("kv history", "PATH", "Show who wrote which version, and when", 1, KvVersions::history).with(MOUNT),
        Command.of("kv diff", "PATH", "Compare two versions by key; values stay hidden", 1, KvVersions::diff)
            .with(
                MOUNT,
                Flag.value("from", "N", "the older version; by default the one before"),
                Flag.value("to", "N", "the newer version; by default the current one"),
                Flag.on("show-values", "print the values too")),
        Command.of("kv enable-versioning", "MOUNT", "Turn KV version 1 into version 2", 1, KvVersions::enableVersioning));
  }

  private static List<Command> metadata() {
    Flag[] settings = {
      MOUNT,
      Flag.value("max-versions", "N", "versions to keep"),
      Flag.value("cas-required", "BOOL", "whether writes must name the version they replace"),
      Flag.value("delete-version-after", "DURATION", "when versions delete themselves"),
      Flag.repeated("custom-metadata", "K=V", "a note; may be repeated")
    };
    return List.of(
        Command.of("kv metadata get", "PATH", "Read a secret's metadata", 1, KvMetadata::get).with(MOUNT),
        Command.of("kv metadata put", "PATH", "Set a secret's metadata", 1, KvMetadata::put).with(settings),
        Command.of("kv metadata patch", "PATH", "Change some of a secret's metadata", 1, KvMetadata::patch)
            .with(settings)
            .with(Flag.repeated("remove-custom-metadata", "KEY", "remove this note; may be repeated")),
        Command.of("kv metadata delete", "PATH", "Remove a secret with all its versions", 1, KvMetadata::delete)
            .with(MOUNT));
  }

  private static List<Command> trees() {
    return List.of(
        Command.of("kv scan", "PATH", "List every secret below a path", 0, 1, KvTrees::scan).with(MOUNT, AT),
        Command.of("kv copy", "FROM TO", "Copy a secret's current version", 2, KvTrees::copy)
            .with(MOUNT, AT, Flag.on("recursive", "every secret below FROM"), Flag.on("overwrite", "also over secrets that exist")));
  }
}
