package dev.coffer.server.transport;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.dialect.WireResponse.Header;
import java.util.List;

/** What the transport itself refuses, before a dialect is asked; in the form most clients parse. */
final class Refusals {
  private static final List<Header> HEADERS =
      List.of(new Header("Cache-Control", "no-store"), new Header("Content-Type", "application/json"));

  private Refusals() {}

  static WireResponse of(int status, String words) {
    return WireResponse.of(status, HEADERS, body(words));
  }

  static byte[] body(String words) {
    return JsonWriter.bytes(Json.object().put("errors", Json.texts(List.of(words))).build());
  }
}
