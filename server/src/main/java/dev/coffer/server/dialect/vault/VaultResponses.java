package dev.coffer.server.dialect.vault;

import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.dialect.WireResponse.Header;
import java.util.ArrayList;
import java.util.List;

/** The headers that every answer of this API carries. */
final class VaultResponses {
  private static final List<Header> ALWAYS =
      List.of(
          new Header("Cache-Control", "no-store"),
          new Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
          new Header("X-Content-Type-Options", "nosniff"));

  private static final List<Header> JSON = typed("application/json");

  private VaultResponses() {}

  static WireResponse json(int status, byte[] body) {
    return WireResponse.of(status, JSON, body);
  }

  static WireResponse text(int status, String contentType, byte[] body) {
    return WireResponse.of(status, typed(contentType), body);
  }

  static WireResponse empty(int status) {
    return WireResponse.of(status, ALWAYS, new byte[0]);
  }

  private static List<Header> typed(String contentType) {
    List<Header> headers = new ArrayList<>(ALWAYS);
    headers.add(new Header("Content-Type", contentType));
    return List.copyOf(headers);
  }
}
