package dev.coffer.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Requests that no well-behaved client sends, as bytes; nothing of them may be served. */
final class BadRequests {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HOST = " HTTP/1.1\r\nHost: coffer\r\n";

  private final List<byte[]> fixed;
  private final RandomGenerator random;

  /** @param random told from outside, so that a run can be repeated */
  BadRequests(RandomGenerator random) {
    this.random = random;
    this.fixed =
        List.of(
            // Nobody's.
            head("GET /v1/secret/data/known", ""),
            head("LIST /v1/sys/policies/acl", ""),
            head("GET /v1/nowhere/at/all", ""),
            // Other spellings of paths.
            head("GET /v1/secret/data/../../sys/policy", ""),
            head("GET /v1//secret//data", ""),
            head("GET /v1/secret/data/%zz", ""),
            head("GET /v1/secret%2fdata%2fknown", ""),
            head("GET /v1/secret/data/%00", ""),
            head("GET /v1/secret/data/" + "a".repeat(9_000), ""),
            // Bodies that are no JSON, or too much of it.
            body("POST /v1/sys/wrapping/unwrap", "{\"token\":"),
            body("POST /v1/sys/unseal", "[".repeat(2_000)),
            body("POST /v1/auth/token/create", "{\"a\":1,\"a\":2}"),
            body("POST /v1/sys/init", "\0\1\2\3"),
            head("POST /v1/sys/unseal", "Content-Length: 104857600\r\n"),
            head("POST /v1/sys/unseal", "Content-Length: nine\r\n"),
            head("POST /v1/sys/unseal", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
            // Methods.
            head("get /v1/secret/data/known", ""),
            head("G\0T /v1/secret/data/known", ""),
            head("BREW /v1/secret/data/known", ""),
            // Headers.
            head("GET /v1/secret/data/known", "X-Vault-Token: a\r\nX-Vault-Token: b\r\n"),
            head("GET /v1/secret/data/known", "X-Any: a\r\n".repeat(150)),
            head("GET /v1/secret/data/known", "X-Vault-Namespace: other\r\n"),
            "nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Half are forged tokens, which look most like real ones; the rest is of all other kinds. */
  byte[] next() {
    return random.nextBoolean() ? forged() : fixed.get(random.nextInt(fixed.size()));
  }

  private byte[] forged() {
    StringBuilder token = new StringBuilder("hvs.");
    int length = random.nextInt(8) == 0 ? random.nextInt(200) : 24;
    for (int at = 0; at < length; at++) {
      token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return head("GET /v1/secret/data/known", "X-Vault-Token: " + token + "\r\n");
  }

  private static byte[] head(String line, String headers) {
    return (line + HOST + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] body(String line, String text) {
    byte[] start = head(line, "Content-Length: " + text.length() + "\r\n");
    return (new String(start, StandardCharsets.ISO_8859_1) + text).getBytes(StandardCharsets.ISO_8859_1);
  }
}
