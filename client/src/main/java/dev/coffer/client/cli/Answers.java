package dev.coffer.client.cli;

import dev.coffer.client.Reply;
import dev.coffer.client.cli.output.Format;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.client.cli.output.PrettyJson;
import dev.coffer.client.cli.output.Table;
import dev.coffer.client.cli.output.Yaml;
import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prints the server's answers: secrets, listings and single fields, in every format. */
final class Answers {
  private Answers() {}

  /** Prints an answer as {@code -field} and {@code -format} ask. */
  static int secret(Invocation in, Reply reply) {
    if (in.args().has("field")) {
      return field(in, reply);
    }
    switch (in.printer().format()) {
      case RAW -> in.printer().bytes(reply.raw());
      case JSON, YAML -> in.printer().tree(tree(reply));
      case TABLE -> {
        warnings(in, reply);
        Table table = table(reply);
        if (!table.isEmpty()) {
          in.printer().line(table.text());
        }
      }
    }
    return Cli.DONE;
  }

  /** Prints the names of a listing, or says that there are none. */
  static int keys(Invocation in, String path, Optional<Reply> found) {
    List<String> keys = found.map(Reply::keys).orElse(List.of());
    if (found.flatMap(Reply::wrapInfo).isPresent()) {
      return secret(in, found.orElseThrow());
    }
    if (in.printer().format() == Format.RAW && found.isPresent()) {
      in.printer().bytes(found.get().raw());
      return Cli.DONE;
    }
    if (!in.printer().isTable()) {
      // An empty listing is {} in JSON and exit code 2, as Vault answers.
      in.printer().tree(keys.isEmpty() ? Json.Object.empty() : Json.texts(keys));
      return keys.isEmpty() ? Cli.REFUSED : Cli.DONE;
    }
    if (keys.isEmpty()) {
      in.note("No value found at " + path);
      return Cli.REFUSED;
    }
    warnings(in, found.orElseThrow());
    Table table = new Table("Keys");
    keys.stream().sorted().forEach(table::row);
    in.printer().line(table.text());
    return Cli.DONE;
  }

  /** The whole answer with the members in Vault's order. */
  static Json.Object tree(Reply reply) {
    Map<String, Json> ordered = new LinkedHashMap<>();
    for (String name : List.of("request_id", "lease_id", "lease_duration", "renewable", "data", "warnings")) {
      ordered.put(name, reply.body().get(name).orElse(new Json.Null()));
    }
    for (String name : List.of("wrap_info", "auth", "mount_type")) {
      reply.body().get(name).filter(value -> !(value instanceof Json.Null)).ifPresent(value -> ordered.put(name, value));
    }
    return new Json.Object(ordered);
  }

  private static Table table(Reply reply) {
    Table table = Table.keyValue();
    long lease = reply.body().integer("lease_duration").orElse(0L);
    String leaseId = reply.body().text("lease_id").orElse("");
    if (lease > 0 && leaseId.isEmpty()) {
      table.row("refresh_interval", GoText.seconds(lease));
    } else if (lease > 0) {
      table.row("lease_id", leaseId);
      table.row("lease_duration", GoText.seconds(lease));
      table.row("lease_renewable", Boolean.toString(reply.body().bool("renewable").orElse(false)));
    }
    reply.auth().ifPresent(auth -> auth(auth, table));
    reply.wrapInfo().ifPresent(wrap -> wrapping(wrap, table));
    data(reply.data(), table);
    return table;
  }

  /** The rows of a map, in the order of their names. */
  static void data(Json.Object data, Table table) {
    new TreeMap<>(data.members()).forEach((key, value) -> table.row(key, GoText.of(key, value)));
  }

  private static void auth(Json.Object auth, Table table) {
    long seconds = auth.integer("lease_duration").orElse(0L);
    table.row("token", auth.text("client_token").orElse(""));
    table.row("token_accessor", auth.text("accessor").orElse(""));
    table.row("token_duration", seconds == 0 ? "∞" : GoText.seconds(seconds));
    table.row("token_renewable", Boolean.toString(auth.bool("renewable").orElse(false)));
    table.row("token_policies", GoText.quoted(texts(auth, "token_policies")));
    table.row("identity_policies", GoText.quoted(texts(auth, "identity_policies")));
    table.row("policies", GoText.quoted(texts(auth, "policies")));
    auth.object("metadata")
        .ifPresent(
            metadata ->
                new TreeMap<>(metadata.members())
                    .forEach((key, value) -> table.row("token_meta_" + key, GoText.of(value))));
  }

  private static void wrapping(Json.Object wrap, Table table) {
    table.row("wrapping_token:", wrap.text("token").orElse(""));
    table.row("wrapping_accessor:", wrap.text("accessor").orElse(""));
    table.row("wrapping_token_ttl:", GoText.seconds(wrap.integer("ttl").orElse(0L)));
    table.row("wrapping_token_creation_time:", wrap.text("creation_time").orElse(""));
    table.row("wrapping_token_creation_path:", wrap.text("creation_path").orElse(""));
    wrap.text("wrapped_accessor").filter(value -> !value.isEmpty()).ifPresent(value -> table.row("wrapped_accessor:", value));
  }

  static List<String> texts(Json.Object object, String name) {
    List<String> texts = new ArrayList<>();
    object.array(name).ifPresent(array -> array.items().forEach(item -> texts.add(GoText.of(item))));
    return texts;
  }

  /** Warnings go to standard error, so that results stay clean. */
  static void warnings(Invocation in, Reply reply) {
    if (reply.warnings().isEmpty()) {
      return;
    }
    in.note("WARNING! The following warnings were returned from the server:\n");
    reply.warnings().forEach(warning -> in.note("  * " + warning));
    in.note("");
  }

  /** Prints one field of an answer; of a KV version 2 answer also one of the secret's own keys. */
  static int field(Invocation in, Reply reply) {
    String name = in.args().value("field").orElseThrow();
    Optional<Json> special =
        switch (name) {
          case "token", "wrapping_token" ->
              name.equals("token")
                  ? reply.auth().flatMap(auth -> auth.get("client_token"))
                  : reply.wrapInfo().flatMap(wrap -> wrap.get("token"));
          case "token_accessor" -> reply.auth().flatMap(auth -> auth.get("accessor"));
          case "token_duration" -> reply.auth().flatMap(auth -> auth.get("lease_duration"));
          case "token_renewable" -> reply.auth().flatMap(auth -> auth.get("renewable"));
          case "token_policies", "identity_policies", "policies" -> reply.auth().flatMap(auth -> auth.get(name));
          case "wrapping_accessor" -> reply.wrapInfo().flatMap(wrap -> wrap.get("accessor"));
          case "wrapping_token_ttl" -> reply.wrapInfo().flatMap(wrap -> wrap.get("ttl"));
          case "wrapped_accessor" -> reply.wrapInfo().flatMap(wrap -> wrap.get("wrapped_accessor"));
          case "lease_id", "lease_duration" -> reply.body().get(name);
          case "refresh_interval" -> reply.body().get("lease_duration");
          case "data" -> Optional.of(reply.data());
          default -> Optional.empty();
        };
    Optional<Json> value =
        reply.data().get(name).or(() -> special).or(() -> reply.data().object("data").flatMap(data -> data.get(name)));
    return field(in, name, value);
  }

  /** Prints one member of an object. */
  static int field(Invocation in, Json.Object object) {
    String name = in.args().value("field").orElseThrow();
    return field(in, name, object.get(name));
  }

  private static int field(Invocation in, String name, Optional<Json> value) {
    if (value.isEmpty()) {
      in.note("Field \"" + name + "\" not present in secret");
      return Cli.WRONG;
    }
    in.printer()
        .raw(
            switch (in.printer().format()) {
              case JSON -> PrettyJson.text(value.get()) + "\n";
              case YAML -> Yaml.text(value.get()) + "\n";
              case TABLE, RAW -> GoText.of(value.get());
            });
    return Cli.DONE;
  }
}
