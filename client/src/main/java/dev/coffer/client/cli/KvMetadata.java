package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code coffer kv metadata …}. */
final class KvMetadata {
  private KvMetadata() {}

  static int get(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("metadata");
    Optional<Reply> found = in.client().find(Call.get(place.metadata()));
    if (found.isEmpty()) {
      return LogicalCommands.nothing(in, place.metadata());
    }
    if (!in.printer().isTable() || in.args().has("field")) {
      return Answers.secret(in, found.get());
    }
    Json.Object data = found.get().data();
    KvSecrets.heading(in, place.metadata());
    Map<String, Json> summary = new LinkedHashMap<>(data.members());
    summary.remove("versions");
    KvSecrets.block(in, "Metadata", new Json.Object(summary), true);
    versions(in, data.object("versions").orElse(Json.Object.empty()));
    return Cli.DONE;
  }

  private static void versions(Invocation in, Json.Object versions) {
    List<String> numbers = new ArrayList<>(versions.members().keySet());
    numbers.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    for (int at = 0; at < numbers.size(); at++) {
      String number = numbers.get(at);
      boolean more = at < numbers.size() - 1;
      versions.object(number).ifPresent(version -> KvSecrets.block(in, "Version " + number, version, more));
    }
  }

  static int put(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("metadata");
    in.client().call(Call.put(place.metadata(), settings(in, notes(in))));
    return LogicalCommands.done(in, "Success! Data written to: " + place.metadata());
  }

  static int patch(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("metadata");
    Map<String, Json> notes = notes(in);
    in.args().all("remove-custom-metadata").forEach(key -> notes.put(key, new Json.Null()));
    in.client().call(Call.patch(place.metadata(), settings(in, notes)));
    return LogicalCommands.done(in, "Success! Data written to: " + place.metadata());
  }

  private static Json.Object settings(Invocation in, Map<String, Json> notes) {
    Json.Builder body = Json.object();
    in.args().number("max-versions").ifPresent(number -> body.put("max_versions", number));
    if (in.args().has("cas-required")) {
      body.put("cas_required", in.args().isOn("cas-required"));
    }
    in.args().value("delete-version-after").ifPresent(duration -> body.put("delete_version_after", duration));
    if (!notes.isEmpty()) {
      body.put("custom_metadata", new Json.Object(notes));
    }
    return body.build();
  }

  private static Map<String, Json> notes(Invocation in) {
    Map<String, Json> notes = new LinkedHashMap<>();
    for (String note : in.args().all("custom-metadata")) {
      int equals = note.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("-custom-metadata is written KEY=VALUE");
      }
      notes.put(note.substring(0, equals), new Json.Text(note.substring(equals + 1)));
    }
    return notes;
  }

  static int delete(Invocation in) {
    KvMount place = KvMount.find(in, 0).needsVersions("metadata");
    in.client().call(Call.delete(place.metadata()));
    return LogicalCommands.done(in, "Success! Data deleted (if it existed) at: " + place.metadata());
  }
}
