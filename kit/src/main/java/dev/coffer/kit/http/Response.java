package dev.coffer.kit.http;

import dev.coffer.kit.SecretBytes;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status the HTTP status code
 * @param headers names in lower case; of repeated ones the last
 * @param body empty bytes if there was none
 */
public record Response(int status, Map<String, String> headers, SecretBytes body) {
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
