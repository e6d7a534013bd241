package dev.coffer.server.identity.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The whole server with a mount that asks a {@link TestSts}, and a principal who signs. */
final class AwsHouse implements AutoCloseable {
  static final String SERVER_ID = "coffer.example.org";
  static final String KEY = "AKIDEXAMPLEEXAMPLE12";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  final AssembledVault vault = new AssembledVault();
  final TestSts sts = new TestSts();

  AwsHouse() {
    assertThat(vault.post("sys/auth/aws", "{\"type\": \"aws\"}").status()).isEqualTo(204);
    client(Json.object().put("iam_server_id_header_value", SERVER_ID).put("sts_endpoint", "http://" + sts.host()));
    sts.know(KEY, SECRET, "arn:aws:sts::123456789012:assumed-role/Deployer/session-1", "AROAEXAMPLEEXAMPLE12:session-1");
  }

  void client(Json.Builder config) {
    Told told = vault.post("auth/aws/config/client", text(config));
    assertThat(told.status()).as(told.text()).isEqualTo(204);
  }

  void role(String name, String principal) {
    Told told =
        vault.post("auth/aws/role/" + name, text(Json.object().put("auth_type", "iam").put("bound_iam_principal_arn", principal).put("token_policies", "deploy").put("token_ttl", "1h")));
    assertThat(told.status()).as(told.text()).isEqualTo(204);
  }

  static String text(Json.Builder json) {
    return new String(JsonWriter.bytes(json.build()), StandardCharsets.UTF_8);
  }

  /** A request to STS that a test may spoil before or after it is signed. */
  final class Request {
    String url = "http://" + sts.host() + "/";
    String method = "POST";
    String body = BODY;
    String region = "us-east-1";
    String service = "sts";
    String secret = SECRET;
    final Map<String, String> signed = new TreeMap<>();
    final Map<String, String> unsigned = new TreeMap<>();

    Request() {
      signed.put("host", sts.host());
      signed.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
      signed.put("x-vault-aws-iam-server-id", SERVER_ID);
      signedAt(Duration.ZERO);
    }

    Request signedAt(Duration ago) {
      signed.put("x-amz-date", TIME.format(vault.clock.instant().minus(ago)));
      return this;
    }

    Map<String, String> headers() {
      String scope = signed.getOrDefault("x-amz-date", "").substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
      String signature = SignatureV4.of(secret, "POST", "/", "", signed, body, scope);
      Map<String, String> headers = new TreeMap<>(signed);
      headers.put(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential=" + KEY + "/" + scope + ", SignedHeaders=" + String.join(";", signed.keySet()) + ", Signature=" + signature);
      headers.putAll(unsigned);
      return headers;
    }

    Told login(String role) {
      return login(role, headers());
    }

    Told login(String role, Map<String, String> headers) {
      Json.Builder object = Json.object();
      headers.forEach(object::put);
      return vault.as(
          "", "POST", "auth/aws/login",
          text(
              Json.object().put("role", role).put("iam_http_request_method", method).put("iam_request_url", base64(url))
                  .put("iam_request_body", base64(body)).put("iam_request_headers", base64(text(object)))));
    }
  }

  Request request() {
    return new Request();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    vault.close();
    sts.close();
  }
}
