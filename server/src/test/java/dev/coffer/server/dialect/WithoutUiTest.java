package dev.coffer.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WithoutUiTest {
  private static final WirePeer PEER =
      new WirePeer("192.0.2.1", 1, List.of(), new WirePeer.Listener("t", false, 1, false));
  private final Dialect dialect = new WithoutUi(_ -> WireResponse.of(299, List.of(), new byte[0]));

  private WireResponse ask(String method, String path) {
    return dialect.answer(new WireRequest(method, path, "", _ -> List.of(), PEER, WireBody.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404", "GET, /ui, 404", "GET, /ui/, 404", "HEAD, /ui/vault/secrets, 404",
    "POST, /ui, 299", "GET, /uid, 299", "GET, /v1/sys/health, 299", "GET, //ui, 299"
  })
  void onlyWhoLooksForAPageIsToldThatThereIsNone(String method, String path, int status) {
    assertThat(ask(method, path).status()).isEqualTo(status);
  }

  @Test
  void thePageIsPlainTextAndSaysWhatToDo() {
    WireResponse page = ask("GET", "/ui/");
    assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("coffer login").contains("/v1/");
    assertThat(page.headers()).contains(new WireResponse.Header("Content-Type", "text/plain; charset=utf-8"));
    assertThat(ask("HEAD", "/ui/").body()).isEmpty();
  }
}
