package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Key shares on the wire: hex or base64 coming in, both going out. */
final class ShareText {
  /** A text of these lengths is hex; a base64 share that happens to consist of hex digits is not. */
  private static final int HEX_CHARS_MIN = 2 * 16;

  private static final int HEX_CHARS_MAX = 2 * 33;

  private ShareText() {}

  /**
   * The share in the field {@code key}.
   *
   * @throws Refused Malformed, when it is missing or neither hex nor base64
   */
  static SecretBytes required(RequestFields request) {
    String text =
        request.text("key").filter(key -> !key.isEmpty())
            .orElseThrow(() -> Refused.malformed("'key' must be specified in request body as JSON"));
    return hex(text).or(() -> base64(text)).map(SecretBytes::owning)
        .orElseThrow(() -> Refused.malformed("'key' must be a valid hex or base64 string"));
  }

  private static Optional<byte[]> hex(String text) {
    if (text.length() < HEX_CHARS_MIN || text.length() > HEX_CHARS_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The shares under two names, and wiped: {@code keys} in hex, {@code keys_base64}. */
  static Json.Builder put(Json.Builder body, String name, List<SecretBytes> shares) {
    List<Json> hex = new ArrayList<>();
    List<Json> base64 = new ArrayList<>();
    for (SecretBytes share : shares) {
      try (share) {
        hex.add(Json.text(share.read(HexFormat.of()::formatHex)));
        base64.add(Json.text(share.read(Base64.getEncoder()::encodeToString)));
      }
    }
    return body.put(name, new Json.Array(hex)).put(name + "_base64", new Json.Array(base64));
  }
}
