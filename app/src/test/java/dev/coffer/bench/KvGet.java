package dev.coffer.bench;

import dev.coffer.bench.Loader.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Times {@code coffer kv get} as a shell runs it, the launcher included. */
record KvGet(Settings settings, Watched server, int port) {
  private static final String TOKEN = "root";

  /** A dev server as the packaged launcher starts it. */
  static Watched dev(Settings settings, int port) throws IOException {
    return Watched.start(
        settings.work().resolve("dev.txt"),
        Map.of("HOME", settings.work().toString()),
        List.of(
            settings.launcher().toString(),
            "server",
            "-dev",
            "-dev-no-store-token",
            "-dev-root-token-id=" + TOKEN,
            "-dev-listen-address=127.0.0.1:" + port));
  }

  static KvGet start(Settings settings) throws IOException {
    int port = CofferServer.freePort();
    Watched server = dev(settings, port);
    server.awaitAnswer(port, CofferServer.HEALTH);
    String secret = Work.SECRET.formatted(1);
    Loader.once(port, TOKEN, new Request("POST", "/v1/secret/data/bench", secret)).expect(200);
    return new KvGet(settings, server, port);
  }

  /** Ends the server. */
  double[] seconds(int times) throws IOException, InterruptedException {
    double[] seconds = new double[times];
    try (server) {
      for (int time = 0; time < times; time++) {
        seconds[time] = once();
      }
    }
    return seconds;
  }

  private double once() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                settings.launcher().toString(), "kv", "get", "-field=db_password", "secret/bench")
            .redirectErrorStream(true);
    builder.environment().put("VAULT_ADDR", "http://127.0.0.1:" + port);
    builder.environment().put("VAULT_TOKEN", TOKEN);
    long start = System.nanoTime();
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (status != 0 || !said.trim().equals("supersecret-1")) {
      throw new IOException("kv get said: " + said);
    }
    return seconds;
  }
}
