package dev.coffer.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.client.fake.FakeServer;
import dev.coffer.client.fake.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code login -method=oidc}: the person's part is played by a socket. */
final class BrowserLoginTest {
  private static final String URL = "https://accounts.example.com/authorize?state=s1";

  private FakeServer server;
  private int port;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server.on("PUT /v1/auth/oidc/oidc/auth_url", 200, "{\"data\":{\"auth_url\":\"" + URL + "\"}}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CompletableFuture<Run> login(String... more) {
    String[] words = new String[6 + more.length];
    System.arraycopy(
        new String[] {"login", "-method=oidc", "-no-store", "role=dev", "port=" + port, "skip_browser=true"}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return CompletableFuture.supplyAsync(
        () -> Run.of(Map.of("VAULT_ADDR", server.address()), "", false, words));
  }

  /** As soon as somebody listens. */
  private String visit(String target) throws IOException {
    for (int tries = 0; true; tries++) {
      try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
        socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (java.net.ConnectException notYet) {
        if (tries > 500) {
          throw notYet;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private FakeServer.Asked callback() {
    return server.asked().stream().filter(asked -> asked.target().contains("/oidc/callback")).findFirst().orElseThrow();
  }

  private String sent(String name) {
    String body = server.asked().stream().filter(asked -> asked.target().endsWith("auth_url")).findFirst().orElseThrow().body();
    String start = "\"" + name + "\":\"";
    int from = body.indexOf(start) + start.length();
    return body.substring(from, body.indexOf('"', from));
  }

  @Test
  void somebodyComesBackAndIsLoggedIn() throws Exception {
    CompletableFuture<Run> login = login("-field=token");
    assertThat(visit("/favicon.ico")).startsWith("HTTP/1.1 404");
    // What the server will answer depends on the nonce, which only now is known.
    String target =
        "/v1/auth/oidc/oidc/callback?state=s1&code=c%2F1&client_nonce=" + sent("client_nonce");
    server.on("GET " + target, 200, "{\"auth\":{\"client_token\":\"hvs.x\",\"policies\":[\"dev\"]}}");
    assertThat(visit("/oidc/callback?state=s1&code=c%2F1")).startsWith("HTTP/1.1 200").contains("Logged in");
    Run run = login.get(20, TimeUnit.SECONDS);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo("hvs.x");
    assertThat(run.err()).contains(URL);
    assertThat(sent("redirect_uri")).isEqualTo("http://localhost:" + port + "/oidc/callback");
    assertThat(sent("role")).isEqualTo("dev");
    assertThat(callback().headers()).doesNotContainKey("X-vault-token");
  }

  @Test
  void whatTheProviderRefusesIsToldWithoutTheTerminalsOwnWords() throws Exception {
    CompletableFuture<Run> login = login();
    visit("/oidc/callback?error=access_denied&error_description=no%1b%5B2J%0Aentry");
    Run run = login.get(20, TimeUnit.SECONDS);
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("access_denied: no?[2J?entry").doesNotContain("\u001b");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
      assertThat(taken.isBound()).isTrue();
      Run run = login().get(20, TimeUnit.SECONDS);
      assertThat(run.code()).isNotZero();
      assertThat(run.err()).contains("port " + port).contains("port=NUMBER");
    }
  }

  @Test
  void aPortThatIsNoneIsAMistakeOfTheWords() throws Exception {
    Run run = Run.of(server.address(), "login", "-method=oidc", "port=x");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("port");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void otherMethodsSendTheirWordsToTheirMount() {
    server.on("PUT /v1/auth/kubernetes/login", 200, "{\"auth\":{\"client_token\":\"hvs.k\"}}");
    server.on("PUT /v1/auth/github/login", 200, "{\"auth\":{\"client_token\":\"hvs.j\"}}");
    server.on("PUT /v1/auth/cert/login", 200, "{\"auth\":{\"client_token\":\"hvs.c\"}}");
    assertThat(Run.of(server.address(), "login", "-method=kubernetes", "-token-only", "role=web", "jwt=a.b.c").out()).isEqualTo("hvs.k");
    assertThat(server.last().body()).isEqualTo("{\"role\":\"web\",\"jwt\":\"a.b.c\"}");
    assertThat(Run.of(server.address(), "login", "-method=jwt", "-path=github", "-token-only", "role=web", "jwt=a.b.c").out()).isEqualTo("hvs.j");
    assertThat(Run.of(server.address(), "login", "-method=cert", "-token-only", "name=web").out()).isEqualTo("hvs.c");
  }
}
