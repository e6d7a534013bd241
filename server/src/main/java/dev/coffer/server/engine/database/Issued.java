package dev.coffer.server.engine.database;

import dev.coffer.kit.json.Json;
import dev.coffer.server.lease.Lease;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lease of this engine remembers: enough to remove the user when mount, role and token are gone.
 *
 * @param prefix of the mount's rows
 * @param revocation the role's statements as they were, for when the role is gone
 */
record Issued(String prefix, String connection, String role, String username, List<String> revocation) {
  Issued {
    revocation = List.copyOf(revocation);
  }

  Json.Object json() {
    Json.Builder data =
        Json.object()
            .put("prefix", prefix)
            .put("connection", connection)
            .put("role", role)
            .put("user", username);
    if (!revocation.isEmpty()) {
      data.put("revocation", Json.texts(revocation));
    }
    return data.build();
  }

  static Issued of(Lease lease) {
    Json.Object data = lease.data();
    List<String> statements = new ArrayList<>();
    data.array("revocation")
        .ifPresent(array -> array.items().forEach(item -> statements.add(((Json.Text) item).value())));
    return new Issued(
        data.text("prefix").orElseThrow(),
        data.text("connection").orElseThrow(),
        data.text("role").orElseThrow(),
        data.text("user").orElseThrow(),
        statements);
  }
}
