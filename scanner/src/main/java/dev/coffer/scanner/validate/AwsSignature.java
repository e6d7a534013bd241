package dev.coffer.scanner.validate;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs STS' GetCallerIdentity (AWS Signature Version 4, docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). */
final class AwsSignature {
  private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";
  private static final String TYPE = "application/x-www-form-urlencoded; charset=utf-8";
  private static final String REGION = "us-east-1";
  private static final String SERVICE = "sts";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private AwsSignature() {}

  /** Completes the request with its body and who signs it. */
  static HttpRequest.Builder sign(HttpRequest.Builder request, URI address, String keyId, String secret, Instant now) {
    String time = TIME.format(now);
    String day = time.substring(0, 8);
    String host = address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String signed = "content-type;host;x-amz-date";
    String canonical =
        "POST\n" + path + "\n\ncontent-type:" + TYPE + "\nhost:" + host + "\nx-amz-date:" + time + "\n\n" + signed + "\n" + sha256(BODY);
    String scope = day + "/" + REGION + "/" + SERVICE + "/aws4_request";
    byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), day);
    for (String part : new String[] {REGION, SERVICE, "aws4_request"}) {
      key = hmac(key, part);
    }
    String signature = HexFormat.of().formatHex(hmac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical)));
    return request
        .header("Content-Type", TYPE)
        .header("X-Amz-Date", time)
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + keyId + "/" + scope + ", SignedHeaders=" + signed + ", Signature=" + signature)
        .POST(HttpRequest.BodyPublishers.ofString(BODY));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
