package dev.coffer.server.identity.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 as AWS documents it ("Create a signed AWS API request"), for both ends of
 * the tests; {@link SignatureV4Test} holds it against AWS's own examples.
 */
final class SignatureV4 {
  private SignatureV4() {}

  /**
   * The signature in hex.
   *
   * @param signed headers in lower case with their values
   * @param scope {@code DAY/REGION/SERVICE/aws4_request}
   */
  static String of(
      String secret, String method, String path, String query, Map<String, String> signed, String body, String scope) {
    try {
      Map<String, String> sorted = new TreeMap<>(signed);
      String headers =
          sorted.entrySet().stream().map(header -> header.getKey() + ":" + header.getValue().strip() + "\n").collect(Collectors.joining());
      String canonical =
          String.join("\n", method, path, query, headers, String.join(";", sorted.keySet()), sha256(body));
      String toSign = String.join("\n", "AWS4-HMAC-SHA256", sorted.get("x-amz-date"), scope, sha256(canonical));
      byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
      for (String part : scope.split("/", -1)) {
        key = hmac(key, part);
      }
      return HexFormat.of().formatHex(hmac(key, toSign));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
