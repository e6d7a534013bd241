package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code coffer token …}. A token travels in the body, never in the URL. */
final class TokenCommands {
  private static final Flag ACCESSOR = Flag.on("accessor", "the argument is an accessor");

  private TokenCommands() {}

  static List<Command> commands() {
    return List.of(
        Command.of("token create", "", "Create a token", 0, TokenCommands::create)
            .with(
                Flag.repeated("policy", "NAME", "a policy of the token; may be repeated"),
                Flag.value("ttl", "DURATION", "how long it lasts"),
                Flag.value("explicit-max-ttl", "DURATION", "how long it can last with renewals"),
                Flag.value("period", "DURATION", "renewable for ever, for this long each time"),
                Flag.value("use-limit", "N", "how often it can be used"),
                Flag.value("display-name", "NAME", "a name for audit records"),
                Flag.repeated("metadata", "K=V", "a note; may be repeated"),
                Flag.value("type", "service|batch", "kind of token"),
                Flag.value("role", "NAME", "the token role to create it by"),
                Flag.value("entity-alias", "NAME", "alias of the entity, as the role allows"),
                Flag.value("id", "TOKEN", "the token's own value; `-` reads it from standard input"),
                Flag.on("orphan", "no parent: it survives the caller's token"),
                Flag.on("no-default-policy", "without the policy `default`"),
                Flag.value("renewable", "BOOL", "whether it can be renewed; true by default")),
        Command.of("token lookup", "[TOKEN|ACCESSOR]", "Show what a token is", 0, 1, TokenCommands::lookup).with(ACCESSOR),
        Command.of("token renew", "[TOKEN|ACCESSOR]", "Make a token last longer", 0, 1, TokenCommands::renew)
            .with(
                ACCESSOR,
                Flag.value("increment", "DURATION", "how long from now"),
                Flag.value("i", "DURATION", "short for -increment")),
        Command.of("token revoke", "[TOKEN|ACCESSOR]", "End a token and its children", 0, 1, TokenCommands::revoke)
            .with(
                ACCESSOR,
                Flag.on("self", "the token in use"),
                Flag.value("mode", "orphan|path", "orphan: leave the children; path: everything an auth mount gave")),
        Command.of("token capabilities", "[TOKEN|ACCESSOR] PATH", "Show what a token may do at a path", 1, 2, TokenCommands::capabilities)
            .with(ACCESSOR));
  }

  private static int create(Invocation in) {
    Json.Builder body = Json.object();
    if (in.args().has("policy")) {
      body.put("policies", Json.texts(in.args().items("policy")));
    }
    Map<String, String> names = new LinkedHashMap<>();
    names.put("ttl", "ttl");
    names.put("explicit-max-ttl", "explicit_max_ttl");
    names.put("period", "period");
    names.put("display-name", "display_name");
    names.put("type", "type");
    names.put("entity-alias", "entity_alias");
    names.forEach((flag, name) -> in.args().value(flag).ifPresent(value -> body.put(name, value)));
    in.args().value("id").ifPresent(id -> body.put("id", Secrets.argument(in, id)));
    in.args().number("use-limit").ifPresent(uses -> body.put("num_uses", uses));
    if (in.args().has("metadata")) {
      body.put("meta", metadata(in));
    }
    if (in.args().has("renewable")) {
      body.put("renewable", in.args().isOn("renewable"));
    }
    if (in.args().isOn("no-default-policy")) {
      body.put("no_default_policy", true);
    }
    String path = in.args().isOn("orphan") ? "auth/token/create-orphan" : "auth/token/create";
    if (in.args().has("role")) {
      path = "auth/token/create/" + in.args().value("role").orElseThrow();
    }
    return Answers.secret(in, in.client().call(Call.post(path, body.build())));
  }

  private static Json.Object metadata(Invocation in) {
    Map<String, String> notes = new LinkedHashMap<>();
    for (String note : in.args().all("metadata")) {
      int equals = note.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("-metadata is written KEY=VALUE");
      }
      notes.put(note.substring(0, equals), note.substring(equals + 1));
    }
    return Json.textMap(notes);
  }

  private static boolean accessor(Invocation in) {
    return in.args().isOn("accessor");
  }

  /** The body that names the token or the accessor of the first argument. */
  private static Json.Builder named(Invocation in) {
    String name = accessor(in) ? "accessor" : "token";
    return Json.object().put(name, Secrets.argument(in, in.args().positional(0)));
  }

  private static boolean self(Invocation in) {
    boolean none = in.args().positionals().isEmpty();
    if (none && accessor(in)) {
      throw new UsageException("-accessor needs an ACCESSOR");
    }
    return none;
  }

  private static int lookup(Invocation in) {
    Call call;
    if (self(in)) {
      call = Call.get("auth/token/lookup-self");
    } else {
      call = Call.post(accessor(in) ? "auth/token/lookup-accessor" : "auth/token/lookup", named(in).build());
    }
    return Answers.secret(in, in.client().call(call));
  }

  private static int renew(Invocation in) {
    Json.Builder body = self(in) ? Json.object() : named(in);
    in.args().value("increment").or(() -> in.args().value("i")).ifPresent(text -> body.put("increment", increment(text)));
    String path =
        self(in) ? "auth/token/renew-self" : accessor(in) ? "auth/token/renew-accessor" : "auth/token/renew";
    return Answers.secret(in, in.client().call(Call.put(path, body.build())));
  }

  /** In seconds, as the API counts. */
  static String increment(String text) {
    return Durations.parse(text)
        .map(duration -> Long.toString(duration.toSeconds()))
        .orElseThrow(() -> new UsageException("-increment must be a duration such as 30m"));
  }

  private static int revoke(Invocation in) {
    boolean self = in.args().isOn("self");
    String mode = in.args().value("mode").orElse("");
    if (self != in.args().positionals().isEmpty()) {
      throw new UsageException("name a TOKEN, an ACCESSOR with -accessor, or use -self");
    }
    if (self) {
      in.client().call(Call.put("auth/token/revoke-self"));
    } else {
      switch (mode) {
        case "" ->
            in.client()
                .call(Call.put(accessor(in) ? "auth/token/revoke-accessor" : "auth/token/revoke", named(in).build()));
        case "orphan" -> in.client().call(Call.put("auth/token/revoke-orphan", named(in).build()));
        case "path" -> in.client().call(Call.put("sys/leases/revoke-prefix/" + LogicalCommands.path(in.args().positional(0))));
        default -> throw new UsageException("-mode is orphan or path");
      }
    }
    return LogicalCommands.done(in, "Success! Revoked token (if it existed)");
  }

  private static int capabilities(Invocation in) {
    List<String> words = in.args().positionals();
    String path = words.getLast();
    Json.Builder body = words.size() == 2 ? named(in) : Json.object();
    body.put("paths", Json.texts(List.of(path)));
    String api = words.size() == 1 ? "capabilities-self" : accessor(in) ? "capabilities-accessor" : "capabilities";
    Reply reply = in.client().call(Call.post("sys/" + api, body.build()));
    List<String> capabilities = Answers.texts(reply.data(), "capabilities");
    if (in.printer().isTable()) {
      in.printer().line(String.join(", ", capabilities));
    } else {
      in.printer().tree(Json.texts(capabilities));
    }
    return Cli.DONE;
  }
}
