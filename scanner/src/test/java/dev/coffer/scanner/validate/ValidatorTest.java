package dev.coffer.scanner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.scanner.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server in this process that plays every provider. */
final class ValidatorTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server = newServer();
  private int status = 200;
  private String body = "{}";

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    String token = given == null ? exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN") : given;
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + token);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private URI here() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static Finding finding(String rule, String secret, int line) {
    return new Finding(rule, "", line, line, 1, 1, secret, secret, secret, "f", "", Optional.empty(), 0, List.of(), List.of(), "f:" + rule + ":" + line);
  }

  private List<String> tags(Finding... findings) {
    Map<Provider, URI> all = new EnumMap<>(Provider.class);
    for (Provider provider : Provider.values()) {
      all.put(provider, here());
    }
    try (Validator validator = new Validator(all, () -> NOW)) {
      return validator.validated(List.of(findings)).stream().map(finding -> String.join(",", finding.tags())).toList();
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "github-pat, 200, live, GET /rate_limit Bearer s3cret",
    "github-app-token, 401, dead, GET /rate_limit Bearer s3cret",
    "gitlab-pat, 401, dead, GET /api/v4/personal_access_tokens/self s3cret",
    "stripe-access-token, 403, live, GET /v1/balance Bearer s3cret",
    "openai-api-key, 429, unknown, GET /v1/models Bearer s3cret",
    "npm-access-token, 200, live, GET /-/whoami Bearer s3cret",
    "npm-access-token, 302, unknown, GET /-/whoami Bearer s3cret"
  })
  void theStatusTells(String rule, int answered, String said, String request) {
    status = answered;
    assertThat(tags(finding(rule, "s3cret", 1))).containsExactly("validated:" + said);
    assertThat(asked).as("one request, no redirect followed").containsExactly(request);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{\"ok\":true}|live", "{\"ok\":false,\"error\":\"token_revoked\"}|dead", "{\"ok\":false,\"error\":\"ratelimited\"}|unknown", "<html>|unknown"})
  void slackTellsInTheBody(String answered, String said) {
    body = answered;
    assertThat(tags(finding("slack-bot-token", "s3cret", 1))).containsExactly("validated:" + said);
    assertThat(asked).containsExactly("POST /api/auth.test Bearer s3cret");
  }

  @Test
  void awsNeedsTheSecretBesideTheId() {
    assertThat(tags(finding("aws-access-token", "AKIAIDIDIDIDIDIDIDID", 1))).containsExactly("");
    assertThat(tags(finding("aws-access-token", "AKIAIDIDIDIDIDIDIDID", 1), finding("aws-secret-access-key", "wJalr", 90))).containsExactly("", "");
    assertThat(asked).isEmpty();
    assertThat(tags(finding("aws-access-token", "AKIAIDIDIDIDIDIDIDID", 1), finding("aws-secret-access-key", "wJalr", 2))).containsExactly("validated:live", "");
    assertThat(asked).singleElement().asString()
        .startsWith("POST / AWS4-HMAC-SHA256 Credential=AKIAIDIDIDIDIDIDIDID/20260304/us-east-1/sts/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=")
        .doesNotContain("wJalr");
    status = 403;
    body = "<Code>InvalidClientTokenId</Code>";
    assertThat(tags(finding("aws-access-token", "AKIAIDIDIDIDIDIDIDI2", 1), finding("aws-secret-access-key", "wJalr", 2)).getFirst()).isEqualTo("validated:dead");
  }

  @Test
  void aValueIsAskedAboutOnceAndNotMoreThanTheLimit() {
    Finding[] same = IntStream.range(0, 5).mapToObj(line -> finding("github-pat", "s3cret", line)).toArray(Finding[]::new);
    assertThat(tags(same)).containsOnly("validated:live");
    assertThat(asked).hasSize(1);
    Finding[] many = IntStream.range(0, Validator.QUESTIONS_MAX + 20).mapToObj(line -> finding("github-pat", "other" + line, line)).toArray(Finding[]::new);
    assertThat(tags(many)).contains("validated:unknown").hasSize(Validator.QUESTIONS_MAX + 20);
    assertThat(asked).hasSize(1 + Validator.QUESTIONS_MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a b", "ä", ""})
  void whatWouldBecomeAHeaderIsNotSent(String secret) {
    assertThat(tags(finding("github-pat", secret, 1))).containsExactly("");
    assertThat(asked).isEmpty();
  }

  @Test
  void otherRulesAreNotAskedAbout() {
    assertThat(tags(finding("generic-api-key", "s3cret", 1))).containsExactly("");
    assertThat(asked).isEmpty();
  }

  @Test
  void aServerThatIsGoneMeansUnknown() {
    server.stop(0);
    assertThat(tags(finding("github-pat", "s3cret", 1))).containsExactly("validated:unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com", "ftp://127.0.0.1", "https://user:pass@example.com", "https://example.com?x=1", "https://", "nonsense", "http://127.0.0.1.example.com"})
  void addressesThatCouldLeakAreRefused(String address) {
    assertThat(Validator.address(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://gitlab.example.com", "https://example.com/gitlab", "http://127.0.0.1:8080", "http://localhost"})
  void addressesOfOnesOwnAreTaken(String address) {
    assertThat(Validator.address(address)).isPresent();
  }

  /** Computed by another program from Amazon's description. */
  @Test
  void theSignatureIsThatOfSignatureVersionFour() {
    var request =
        AwsSignature.sign(
                java.net.http.HttpRequest.newBuilder(URI.create("https://sts.amazonaws.com/")),
                URI.create("https://sts.amazonaws.com/"),
                "AKIDEXAMPLE",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                NOW)
            .build();
    assertThat(request.headers().firstValue("Authorization").orElse("")).endsWith("Signature=e3e741abe1edce2e3dfa677e763523087042ee2598477db3827e3a705b4695d8");
  }
}
