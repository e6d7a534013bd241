package dev.coffer.server.identity.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often an issuer is asked, and what it may answer. */
final class IssuersTest {
  /** An Ed25519 key (RFC 8037, appendix A.2), beside keys that are of no use. */
  private static final String KEYS =
      """
      {"keys":[{"kty":"oct","k":"AAAA"},{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"},"x",{"kty":"RSA"},
      {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"enc"},
      {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""";

  private static final Issuer.Place PLACE = new Issuer.Place.Keys("https://issuer.example/keys", "", Map.of());

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger calls = new AtomicInteger();

  private Outgoing answering(String body) {
    return _ -> {
      calls.incrementAndGet();
      return new Response(200, Map.of(), SecretBytes.ofText(body));
    };
  }

  @Test
  void aHundredLoginsAtOnceMakeOneCall() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Outgoing slow =
        call -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException stopped) {
            throw new Unanswered(stopped.toString());
          }
          return answering(KEYS).send(call);
        };
    Issuers issuers = new Issuers(slow, clock);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Issuer> first = threads.submit(() -> issuers.at(PLACE));
      asked.await();
      List<Future<Issuer>> others =
          Stream.generate(() -> threads.submit(() -> issuers.at(PLACE))).limit(100).toList();
      answer.countDown();
      assertThat(first.get().keys().keys()).hasSize(1);
      for (Future<Issuer> other : others) {
        assertThat(other.get()).isEqualTo(first.get());
      }
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void aFailureIsNotRepeatedForEverybody() {
    Issuers issuers =
        new Issuers(
            _ -> {
              calls.incrementAndGet();
              throw new Unanswered("it is down");
            },
            clock);
    for (int at = 0; at < 10; at++) {
      assertThatThrownBy(() -> issuers.at(PLACE)).isInstanceOf(Refused.class);
    }
    assertThat(calls).hasValue(1);
    clock.advance(Issuers.ASKED_AGAIN);
    assertThatThrownBy(() -> issuers.at(PLACE)).isInstanceOf(Refused.class);
    assertThat(calls).hasValue(2);
  }

  @Test
  void whatIsFreshIsNotAskedAgain() {
    Issuers issuers = new Issuers(answering(KEYS), clock);
    issuers.at(PLACE);
    clock.advance(Issuers.FRESH.minus(Duration.ofSeconds(1)));
    issuers.at(PLACE);
    assertThat(calls).hasValue(1);
    clock.advance(Duration.ofSeconds(1));
    issuers.at(PLACE);
    assertThat(calls).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "[]", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
        "{\"keys\":[],\"keys\":[]}", "<html>"
      })
  void whatIsNoSetOfKeysIsNone(String body) {
    Issuers issuers = new Issuers(answering(body), clock);
    assertThatThrownBy(() -> issuers.check("jwks URL", PLACE))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("its set of keys");
  }

  @Test
  void aSetWithoutEndIsNone() {
    String key = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"},";
    Issuers issuers = new Issuers(answering("{\"keys\":[" + key.repeat(KeySet.KEYS_MAX) + "{}]}"), clock);
    assertThatThrownBy(() -> issuers.check("jwks URL", PLACE)).isInstanceOf(Refused.class);
  }

  /** A provider that was broken into could otherwise send us where it likes. */
  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "https://u:p@h/", "gopher://x", ""})
  void theDocumentOfAProviderNamesHttpsPlacesOnly(String jwks) {
    String document = "{\"issuer\":\"https://p.example\",\"jwks_uri\":\"" + jwks + "\"}";
    Issuers issuers = new Issuers(answering(document), clock);
    assertThatThrownBy(() -> issuers.check("oidc discovery URL", new Issuer.Place.Provider("https://p.example", "")))
        .hasMessageContaining("no https URL");
    assertThat(calls).hasValue(1);
  }

  /** RFC 8037, appendix A.4 and A.5. */
  @Test
  void theExampleOfTheRfcIsVerified() {
    String signed =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
            + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    KeySet keys = JwkReader.read(KEYS.getBytes(StandardCharsets.UTF_8));
    assertThat(Algorithm.EdDSA.verifies(
            keys.keys().getFirst().key(),
            signed.substring(0, signed.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
            Base64.getUrlDecoder().decode(signed.substring(signed.lastIndexOf('.') + 1))))
        .isTrue();
  }
}
