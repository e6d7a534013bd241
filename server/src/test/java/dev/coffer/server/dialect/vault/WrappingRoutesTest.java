package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.wrapping.Wrapping;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token is the right to an envelope: in the body, or in the header, and nothing else is needed. */
final class WrappingRoutesTest {
  private static final Json.Object SECRET = Json.object().put("password", "s3cret").build();
  private static final String INVALID = "wrapping token is not valid or does not exist";

  private final Wrapping wrapping =
      new Wrapping(
          TestBarrier.unsealed(),
          InstantSource.fixed(Instant.parse("2026-01-15T10:30:00Z")),
          new SecureRandom(),
          Duration.ofDays(32));
  private final VaultBench bench =
      new VaultBench(Caller.anonymous(), WrappingRoutes.table().bind(wrapping));

  private String envelope() {
    return wrapping
        .wrap(Answer.of(SECRET), Duration.ofMinutes(5), "secret/data/a", List.of())
        .token()
        .read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Without a token of one's own. */
  private WireResponse inBody(String path, String token) {
    return bench.ask("POST", "/v1/sys/wrapping/" + path, Map.of(), "{\"token\":\"" + token + "\"}");
  }

  private WireResponse inHeader(String method, String path, String token) {
    return bench.ask(method, "/v1/sys/wrapping/" + path, Map.of("X-Vault-Token", List.of(token)), "");
  }

  private static void refused(WireResponse response, String error) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(VaultBench.json(response).array("errors")).contains(Json.texts(List.of(error)));
  }

  @Test
  void anEnvelopeOpensOnceByTheTokenInTheBodyOrTheHeader() {
    String first = envelope();
    assertThat(VaultBench.data(inBody("unwrap", first))).isEqualTo(SECRET);
    refused(inBody("unwrap", first), INVALID);
    String second = envelope();
    assertThat(VaultBench.data(inHeader("PUT", "unwrap", second))).isEqualTo(SECRET);
    refused(inHeader("PUT", "unwrap", second), INVALID);
  }

  @Test
  void aLookUpTellsWhenAndWhereAndOpensNothing() {
    String token = envelope();
    for (WireResponse response : List.of(inBody("lookup", token), inHeader("GET", "lookup", token))) {
      assertThat(VaultBench.data(response))
          .isEqualTo(
              Json.object()
                  .put("creation_path", "secret/data/a")
                  .put("creation_time", "2026-01-15T10:30:00Z")
                  .put("creation_ttl", 300)
                  .build());
    }
    assertThat(VaultBench.data(inBody("unwrap", token))).isEqualTo(SECRET);
  }

  @Test
  void rewrappingEndsTheOldTokenAndGivesAnother() {
    String old = envelope();
    Json.Object info = VaultBench.json(inBody("rewrap", old)).object("wrap_info").orElseThrow();
    assertThat(info.members().keySet())
        .containsExactlyInAnyOrder("token", "accessor", "ttl", "creation_time", "creation_path");
    assertThat(info.integer("ttl")).contains(300L);
    assertThat(info.text("creation_path")).contains("secret/data/a");
    refused(inBody("unwrap", old), INVALID);
    assertThat(VaultBench.data(inBody("unwrap", info.text("token").orElseThrow()))).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unwrap", "rewrap", "lookup"})
  void withoutATokenThereIsNothingToOpen(String path) {
    refused(
        bench.ask("POST", "/v1/sys/wrapping/" + path, Map.of(), ""), "missing \"token\" value in input");
    refused(inBody(path, "hvs.forged"), INVALID);
  }

  @Test
  void whatIsSentIsWrappedOnlyWhenATimeToLiveIsAskedFor() {
    Map<String, List<String>> known = Map.of("X-Vault-Token", List.of(VaultBench.TOKEN));
    refused(
        bench.ask("POST", "/v1/sys/wrapping/wrap", known, "{\"a\":1}"),
        "endpoint requires response wrapping to be used");
    WireResponse wrapped =
        bench.ask(
            "POST", "/v1/sys/wrapping/wrap",
            Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "X-Vault-Wrap-TTL", List.of("5m")),
            "{\"a\":1}");
    assertThat(wrapped.status()).isEqualTo(200);
    assertThat(bench.asks.getLast().wrapTtl()).contains(Duration.ofMinutes(5));
  }

  @Test
  void wrappingIsPolicedAndTheRestIsNot() {
    assertThat(
            WrappingRoutes.table().routes().stream()
                .filter(route -> route.door() instanceof Door.Policed<?>)
                .map(route -> route.pattern().toString()))
        .containsExactly("wrapping/wrap");
  }
}
