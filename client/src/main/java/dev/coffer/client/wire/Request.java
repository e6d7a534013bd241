package dev.coffer.client.wire;

import dev.coffer.kit.SecretBytes;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param method the verb, such as {@code GET} or {@code LIST}
 * @param target path and query, percent-encoded already
 * @param headers further headers, without the token's
 * @param token the value of {@code X-Vault-Token}
 * @param body what to send, if anything
 */
public record Request(
    String method,
    String target,
    Map<String, String> headers,
    Optional<SecretBytes> token,
    Optional<SecretBytes> body) {
  public Request {
    headers = Map.copyOf(headers);
    requireNoControls(method);
    requireNoControls(target);
    headers.forEach(
        (name, value) -> {
          requireNoControls(name);
          requireNoControls(value);
        });
    token.ifPresent(
        secret ->
            secret.read(
                bytes -> {
                  for (byte b : bytes) {
                    requireNoControl((char) (b & 0xff));
                  }
                  return true;
                }));
  }

  /** A line break in a header would let its value start another request. */
  private static void requireNoControls(String text) {
    for (int at = 0; at < text.length(); at++) {
      requireNoControl(text.charAt(at));
    }
  }

  private static void requireNoControl(char c) {
    if (c < ' ' || c == 0x7f) {
      throw new IllegalArgumentException("a request line, header or token holds a control character");
    }
  }
}
