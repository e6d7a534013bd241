package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.TokenFile;
import dev.coffer.client.VaultClient;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.KeyValues;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code coffer login} and {@code coffer print token}. */
final class LoginCommands {
  private LoginCommands() {}

  static List<Flag> flags() {
    return List.of(
        Flag.value("method", "TYPE", "how to log in: token (the default), userpass, ldap, approle, jwt, oidc, kubernetes, cert, …"),
        Flag.value("path", "PATH", "where the method is mounted, if not at its type"),
        Flag.on("no-store", "do not write the token into ~/.vault-token"),
        Flag.on("no-print", "do not show the token"),
        Flag.on("token-only", "print the token alone and do not store it"));
  }

  static List<Command> login() {
    return List.of(
        Command.of("login", "[TOKEN|K=V…]", "Log in and store the token", 0, Command.UNLIMITED, LoginCommands::login)
            .with(flags().toArray(Flag[]::new)));
  }

  static List<Command> print() {
    return List.of(
        Command.of("print token", "", "Print the token in use", 0, LoginCommands::printToken));
  }

  private static int printToken(Invocation in) {
    Optional<SecretBytes> token = in.token();
    if (token.isEmpty()) {
      in.note("No token: set VAULT_TOKEN or `coffer login`.");
      return Cli.WRONG;
    }
    in.printer().bytes(token.get());
    in.printer().line("");
    return Cli.DONE;
  }

  static int login(Invocation in) {
    boolean tokenOnly = in.args().isOn("token-only");
    boolean store = !tokenOnly && !in.args().isOn("no-store");
    if (in.args().isOn("no-store") && in.args().isOn("no-print")) {
      throw new UsageException("-no-store and -no-print cannot be used together");
    }
    String method = LogicalCommands.path(in.args().value("method").orElse("token"));
    Reply reply = method.equals("token") || method.isEmpty() ? byToken(in, tokenOnly) : byMethod(in, method);
    if (reply.auth().isEmpty() && store) {
      reply = unwrapped(in, reply);
    }
    if (reply.auth().isEmpty()) {
      return wrapped(in, reply, tokenOnly);
    }
    String token = reply.auth().flatMap(auth -> auth.text("client_token")).orElse("");
    if (tokenOnly) {
      in.printer().raw(token);
      return Cli.DONE;
    }
    if (store) {
      store(in, token);
    }
    return in.args().isOn("no-print") ? Cli.DONE : shown(in, reply, store);
  }

  private static int shown(Invocation in, Reply reply, boolean stored) {
    if (in.environment().setting("TOKEN").isPresent()) {
      in.note("WARNING! The VAULT_TOKEN environment variable is set! The value of this variable will take precedence;"
              + " if this is unwanted please unset VAULT_TOKEN or update its value accordingly.\n");
    }
    if (!stored) {
      in.note("The token was not stored. Set VAULT_TOKEN, or pass the token below with each request.\n");
    } else if (in.printer().isTable() && !in.args().has("field")) {
      in.printer()
          .line(
              """
              Success! You are now authenticated. The token information displayed below
              is already stored in the token helper. You do NOT need to run "%s login"
              again. Future Vault requests will automatically use this token.
              """
                  .formatted(in.environment().program()));
    }
    return Answers.secret(in, reply);
  }

  private static int wrapped(Invocation in, Reply reply, boolean tokenOnly) {
    Optional<String> wrapping = reply.wrapInfo().flatMap(wrap -> wrap.text("token"));
    if (wrapping.isEmpty()) {
      in.note("The server's answer holds no token.");
      return Cli.REFUSED;
    }
    if (tokenOnly) {
      in.printer().raw(wrapping.get());
      return Cli.DONE;
    }
    return Answers.secret(in, reply);
  }

  private static Reply unwrapped(Invocation in, Reply reply) {
    Optional<SecretBytes> wrapping =
        reply.wrapInfo().flatMap(wrap -> wrap.text("token")).map(SecretBytes::ofText);
    if (wrapping.isEmpty()) {
      return reply;
    }
    try (VaultClient client = in.clientWith(wrapping)) {
      return client.call(Call.put("sys/wrapping/unwrap").unwrapped());
    }
  }

  /** Asks the server about the token and shapes the answer like a login's. */
  private static Reply byToken(Invocation in, boolean unverified) {
    Json.Object words = words(in, "token");
    String token =
        words.text("token").orElseGet(() -> Secrets.positionalOrAsked(in, Integer.MAX_VALUE, "Token (will be hidden): "));
    if (unverified) {
      return authReply(Json.object().put("client_token", token).build());
    }
    try (VaultClient client = in.clientWith(Optional.of(SecretBytes.ofText(token)))) {
      Json.Object about = client.call(Call.get("auth/token/lookup-self").unwrapped()).data();
      Json policies = about.get("policies").orElse(new Json.Null());
      return authReply(
          Json.object()
              .put("client_token", token)
              .put("accessor", about.text("accessor").orElse(""))
              .put("policies", policies)
              .put("token_policies", policies)
              .put("identity_policies", about.get("identity_policies").orElse(new Json.Null()))
              .put("metadata", about.get("meta").orElse(new Json.Null()))
              .put("lease_duration", about.integer("ttl").orElse(0L))
              .put("renewable", about.bool("renewable").orElse(false))
              .build());
    }
  }

  private static Reply authReply(Json.Object auth) {
    return new Reply(200, Json.object().put("auth", auth).build(), SecretBytes.owning(new byte[0]));
  }

  /** A write to {@code auth/<path>/login}, with the user's name in the path where the method wants it. */
  private static Reply byMethod(Invocation in, String method) {
    Map<String, Json> words = new LinkedHashMap<>(words(in, "").members());
    String mount = "auth/" + LogicalCommands.path(in.args().value("path").orElse(text(words.remove("mount"), method)));
    String path =
        switch (method) {
          case "userpass", "ldap", "okta", "radius" -> mount + "/login/" + named(in, words);
          default -> mount + "/login";
        };
    try (VaultClient client = in.clientWith(Optional.empty())) {
      return method.equals("oidc")
          ? BrowserLogin.login(in, client, mount, words)
          : client.call(Call.put(path, new Json.Object(words)));
    }
  }

  private static String named(Invocation in, Map<String, Json> words) {
    String user = text(words.remove("username"), in.environment().variable("USER").orElse(""));
    if (user.isEmpty()) {
      throw new UsageException("username=NAME is missing");
    }
    words.computeIfAbsent(
        "password",
        _ -> Json.text(Secrets.positionalOrAsked(in, Integer.MAX_VALUE, "Password (will be hidden): ")));
    return user;
  }

  private static String text(@org.jspecify.annotations.Nullable Json value, String otherwise) {
    return value == null ? otherwise : GoText.of(value);
  }

  /** The words as data; a first word without {@code =} is the value of that key. */
  private static Json.Object words(Invocation in, String firstKey) {
    List<String> words = new ArrayList<>(in.args().positionals());
    Json.Builder data = Json.object();
    if (!firstKey.isEmpty() && !words.isEmpty() && !words.getFirst().contains("=")) {
      data.put(firstKey, Secrets.argument(in, words.removeFirst()));
    }
    return data.putAll(new KeyValues(in.console().in()).read(words)).build();
  }

  private static void store(Invocation in, String token) {
    TokenFile file =
        TokenFile.of(in.environment())
            .orElseThrow(() -> new UsageException("HOME is not set, so the token has no place: use -no-store"));
    try (SecretBytes secret = SecretBytes.ofText(token)) {
      file.write(secret);
    } catch (IOException failed) {
      throw new UsageException(
          "Logged in, but the token could not be stored in " + file.path() + ": " + failed.getMessage() + ". Use -no-store.");
    }
  }
}
