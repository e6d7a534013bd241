package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.Table;
import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code coffer secrets …} and {@code coffer auth …}: the same verbs on two tables of mounts.
 *
 * @param group {@code secrets} or {@code auth}
 * @param api where the table is: {@code sys/mounts} or {@code sys/auth}
 * @param thing what a mount is called
 */
record MountCommands(String group, String api, String thing) {
  static List<Command> secrets() {
    MountCommands secrets = new MountCommands("secrets", "sys/mounts", "secrets engine");
    List<Command> commands = new ArrayList<>(secrets.shared());
    commands.add(
        Command.of("secrets move", "SOURCE DESTINATION", "Move a secrets engine to another path", 2, MountCommands::move));
    return commands;
  }

  static List<Command> auth() {
    MountCommands auth = new MountCommands("auth", "sys/auth", "auth method");
    List<Command> commands = new ArrayList<>(auth.shared());
    commands.add(Command.of("auth help", "TYPE|PATH", "Explain how to log in with a method", 1, MountCommands::loginHelp));
    // Old scripts say `vault auth -method=…` for login.
    commands.add(
        Command.of("auth", "[TOKEN|K=V…]", "The old spelling of login", 0, Command.UNLIMITED, LoginCommands::login)
            .with(LoginCommands.flags().toArray(Flag[]::new)));
    return commands;
  }

  private List<Command> shared() {
    return List.of(
        Command.of(group + " enable", "TYPE", "Enable the " + thing + " of that type", 1, this::enable)
            .with(Flag.value("path", "PATH", "where to mount it; by default at its type"))
            .with(settings())
            .with(
                Flag.value("version", "1|2", "the version of KV"),
                Flag.repeated("options", "K=V", "an option of the type; may be repeated"),
                Flag.on("local", "keep it out of replication"),
                Flag.on("seal-wrap", "wrap its storage by the seal too"),
                Flag.on("external-entropy-access", "accepted for Vault's scripts"),
                Flag.value("plugin-name", "NAME", "accepted for Vault's scripts")),
        Command.of(group + " disable", "PATH", "Disable the " + thing + " at a path, with everything in it", 1, this::disable),
        Command.of(group + " list", "", "List what is enabled", 0, this::list)
            .with(Flag.on("detailed", "show every setting")),
        Command.of(group + " tune", "PATH", "Change the settings of the " + thing + " at a path", 1, this::tune)
            .with(settings())
            .with(Flag.value("version", "1|2", "the version of KV"), Flag.repeated("options", "K=V", "an option; may be repeated")));
  }

  private static Flag[] settings() {
    return new Flag[] {
      Flag.value("description", "TEXT", "a note for people"),
      Flag.value("default-lease-ttl", "DURATION", "how long leases and tokens last by default"),
      Flag.value("max-lease-ttl", "DURATION", "how long they can last at most"),
      Flag.value("listing-visibility", "unauth|hidden", "whether strangers see the mount"),
      Flag.value("token-type", "TYPE", "kind of token that logins give"),
      Flag.repeated("audit-non-hmac-request-keys", "KEY", "request keys written in clear to audit; may be repeated"),
      Flag.repeated("audit-non-hmac-response-keys", "KEY", "answer keys written in clear to audit; may be repeated"),
      Flag.repeated("passthrough-request-headers", "NAME", "request headers handed on; may be repeated"),
      Flag.repeated("allowed-response-headers", "NAME", "answer headers allowed; may be repeated")
    };
  }

  private int enable(Invocation in) {
    String written = in.args().positional(0);
    Map<String, Json> options = options(in);
    // `kv-v2` is Vault's word for `kv -version=2`.
    boolean second = written.equals("kv-v2");
    if (second) {
      options.put("version", Json.text("2"));
    }
    String type = second ? "kv" : written;
    String path = LogicalCommands.path(in.args().value("path").orElse(written));
    Json.Builder body = Json.object().put("type", type);
    in.args().value("description").ifPresent(text -> body.put("description", text));
    body.put("config", config(in));
    body.put("local", in.args().isOn("local")).put("seal_wrap", in.args().isOn("seal-wrap"));
    if (!options.isEmpty()) {
      body.put("options", new Json.Object(options));
    }
    in.client().call(Call.post(api + "/" + path, body.build()));
    return LogicalCommands.done(in, "Success! Enabled " + article(written) + " at: " + path + "/");
  }

  private String article(String type) {
    return group.equals("auth") ? type + " " + thing : "the " + type + " " + thing;
  }

  private Json.Object config(Invocation in) {
    Json.Builder config = Json.object();
    for (String name : List.of("default-lease-ttl", "max-lease-ttl", "listing-visibility", "token-type")) {
      in.args().value(name).ifPresent(value -> config.put(name.replace('-', '_'), value));
    }
    for (String name :
        List.of(
            "audit-non-hmac-request-keys",
            "audit-non-hmac-response-keys",
            "passthrough-request-headers",
            "allowed-response-headers")) {
      if (in.args().has(name)) {
        config.put(name.replace('-', '_'), Json.texts(in.args().items(name)));
      }
    }
    return config.build();
  }

  private static Map<String, Json> options(Invocation in) {
    Map<String, Json> options = new LinkedHashMap<>();
    in.args().value("version").ifPresent(version -> options.put("version", Json.text(version)));
    for (String option : in.args().all("options")) {
      int equals = option.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("-options is written KEY=VALUE");
      }
      options.put(option.substring(0, equals), Json.text(option.substring(equals + 1)));
    }
    return options;
  }

  private int disable(Invocation in) {
    String path = LogicalCommands.path(in.args().positional(0));
    in.client().call(Call.delete(api + "/" + path));
    return LogicalCommands.done(in, "Success! Disabled the " + thing + " (if it existed) at: " + path + "/");
  }

  private int tune(Invocation in) {
    String path = LogicalCommands.path(in.args().positional(0));
    Json.Builder body = Json.object().putAll(config(in));
    in.args().value("description").ifPresent(text -> body.put("description", text));
    Map<String, Json> options = options(in);
    if (!options.isEmpty()) {
      body.put("options", new Json.Object(options));
    }
    in.client().call(Call.post(api + "/" + path + "/tune", body.build()));
    return LogicalCommands.done(in, "Success! Tuned the " + thing + " at: " + path + "/");
  }

  private int list(Invocation in) {
    Reply reply = in.client().call(Call.get(api));
    if (!in.printer().isTable()) {
      in.printer().tree(reply.data());
      return Cli.DONE;
    }
    TreeSet<String> paths = new TreeSet<>(reply.data().members().keySet());
    boolean detailed = in.args().isOn("detailed");
    Table table = detailed ? detailed() : new Table("Path", "Type", "Accessor", "Description");
    for (String path : paths) {
      reply.data().object(path).ifPresent(mount -> row(table, path, mount, detailed));
    }
    in.printer().line(table.text());
    return Cli.DONE;
  }

  private static Table detailed() {
    return new Table(
        "Path", "Type", "Accessor", "Default TTL", "Max TTL", "Options", "Description", "UUID");
  }

  private static void row(Table table, String path, Json.Object mount, boolean detailed) {
    String type = shown(mount, "type");
    String accessor = shown(mount, "accessor");
    String description = shown(mount, "description");
    if (!detailed) {
      table.row(path, type, accessor, description);
      return;
    }
    Json.Object config = mount.object("config").orElse(Json.Object.empty());
    table.row(
        path, type, accessor, ttl(config, "default_lease_ttl"), ttl(config, "max_lease_ttl"),
        mount.object("options").map(GoText::of).orElse("map[]"), description, shown(mount, "uuid"));
  }

  private static String ttl(Json.Object config, String name) {
    return config.integer(name).filter(seconds -> seconds != 0).map(seconds -> Long.toString(seconds)).orElse("system");
  }

  private static String shown(Json.Object object, String name) {
    return object.get(name).filter(value -> !(value instanceof Json.Null)).map(GoText::of).orElse("");
  }

  private static int move(Invocation in) {
    String from = LogicalCommands.path(in.args().positional(0)) + "/";
    String to = LogicalCommands.path(in.args().positional(1)) + "/";
    Reply reply = in.client().call(Call.post("sys/remount", Json.object().put("from", from).put("to", to).build()));
    Optional<String> id = reply.body().text("migration_id").or(() -> reply.data().text("migration_id"));
    id.filter(text -> in.printer().isTable()).ifPresent(text -> in.printer().line("Started moving secrets engine " + from + " to " + to + ", with migration ID " + text));
    return LogicalCommands.done(in, "Success! Finished moving secrets engine " + from + " to " + to);
  }

  private static int loginHelp(Invocation in) {
    String method = LogicalCommands.path(in.args().positional(0));
    in.printer()
        .line(
            switch (method) {
              case "token" -> "Usage: coffer login TOKEN, or coffer login and type it unseen.";
              case "userpass", "ldap", "okta", "radius" ->
                  "Usage: coffer login -method=" + method + " username=NAME [password=-]\n\nWithout a password you are asked for it.";
              default ->
                  "Usage: coffer login -method=" + method + " K=V…\n\nThe pairs are written to auth/" + method
                      + "/login; `coffer path-help auth/" + method + "/login` names them. -path=PATH says where it is mounted.";
            });
    return Cli.DONE;
  }
}
