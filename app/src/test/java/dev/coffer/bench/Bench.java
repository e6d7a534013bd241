package dev.coffer.bench;

import dev.coffer.bench.Loader.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/** Measures everything once, in one run, and prints the table. Started by {@code ./bench}. */
final class Bench {
  private final Settings settings;
  private final Certificates certificates;
  private final Report report = new Report();

  private Bench(Settings settings, Certificates certificates) {
    this.settings = settings;
    this.certificates = certificates;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    Settings settings = Settings.parse(words);
    Files.createDirectories(settings.work());
    Bench bench = new Bench(settings, Certificates.make(settings.work()));
    try {
      bench.loads();
      bench.starts();
      bench.largeStore();
      bench.tokens();
      bench.databases();
    } finally { // What was measured before something failed is not lost.
      String table = bench.report.markdown(settings);
      Files.writeString(settings.work().resolve("benchmarks.md"), table);
      System.out.println(table);
    }
  }

  private void loads() throws Exception {
    CofferServer coffer = CofferServer.prepare(settings, "loads", certificates);
    Bare bare = Bare.start(settings, certificates);
    try (Watched server = coffer.start();
        Watched floor = bare.process()) {
      LoadMeter meter = new LoadMeter(settings, report, coffer, server, bare, floor);
      for (int secret = 0; secret < Work.SECRETS_READ; secret++) {
        coffer.send("POST", "/v1/secret/data/bench/read/" + secret, Work.SECRET.formatted(secret));
      }
      String token = coffer.applicationToken();
      report.figure("resident memory, idle", "MB", 100, idleMegabytes(coffer));
      DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
      try (ScheduledExecutorService watching = watchMemory(server, most)) {
        meter.measure(Work.read(false), token);
        meter.measure(Work.read(true), token);
        watching.shutdownNow();
      }
      report.figure("resident memory, the most during the read loads", "MB", 350, most.get());
      meter.measure(Work.write(false), token);
      meter.measure(Work.write(true), token);
      meter.measure(Work.tokenCreate(), coffer.rootToken());
      meter.measure(Work.lookupSelf(), token);
      measureRevoke(coffer, meter);
    }
  }

  /** A server of its own that has only been initialised, restarted and asked for its health. */
  private double idleMegabytes(CofferServer busy) throws IOException, InterruptedException {
    CofferServer coffer = CofferServer.prepare(settings, "idle-beside-" + busy.port(), certificates);
    coffer.start().close();
    try (Watched server = coffer.start()) {
      TimeUnit.SECONDS.sleep(3);
      return server.megabytes();
    }
  }

  private static ScheduledExecutorService watchMemory(Watched server, DoubleAccumulator most) {
    ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor();
    var _ =
        watching.scheduleAtFixedRate(
            () -> {
              try {
                most.accumulate(server.megabytes());
              } catch (IOException ended) {
                throw new IllegalStateException(ended);
              }
            },
            0,
            200,
            TimeUnit.MILLISECONDS);
    return watching;
  }

  /** Each token can be revoked once: enough are made before, half of them to warm up with. */
  private void measureRevoke(CofferServer coffer, LoadMeter meter) throws Exception {
    int seconds = Math.max(2, settings.secondsMeasured() / 2);
    int count = seconds * 8_000;
    Request create = new Request("POST", "/v1/auth/token/create", "{\"policies\":[\"default\"],\"ttl\":\"1h\"}");
    List<String> tokens =
        Loader.run(coffer.port(), coffer.rootToken(), 2 * count, true, _ -> create).stream()
            .map(CofferServer::clientToken)
            .toList();
    Path file = settings.work().resolve("tokens.txt");
    Files.write(file, tokens.subList(0, count));
    String script = Revoke.script(file, coffer.rootToken());
    meter.warm("token-revoke", coffer.url(false), 4 * seconds, script);
    Files.write(file, tokens.subList(count, 2 * count));
    meter.compare(new Work("token revoke, plain", 170, false, script, List.of()), seconds, 0);
  }

  private void starts() throws Exception {
    double[] dev = new double[settings.starts()];
    for (int start = 0; start < dev.length; start++) {
      dev[start] = timeDevStart().toMillis() / 1_000.0;
    }
    report.figure("start of a dev server to its first answer", "s", 0.4, median(dev));
    KvGet kvGet = KvGet.start(settings);
    report.figure("`coffer kv get` from a shell", "s", 0.09, median(kvGet.seconds(3 * settings.starts())));
    report.figure("policy decision among 1,000 rules", "µs", 5, DecisionRun.nanos(settings) / 1_000);
  }

  private Duration timeDevStart() throws IOException {
    int port = CofferServer.freePort();
    try (Watched process = KvGet.dev(settings, port)) {
      return process.awaitAnswer(port, CofferServer.HEALTH);
    }
  }

  private void largeStore() throws Exception {
    CofferServer coffer = CofferServer.prepare(settings, "large", certificates);
    try (Watched _ = coffer.start()) {
      String token = coffer.applicationToken();
      report.say("writing %,d secrets".formatted(settings.secretsMax()));
      Loader.run(
          coffer.port(),
          token,
          settings.secretsMax(),
          false,
          number ->
              new Request(
                  "POST",
                  "/v1/secret/data/tree/%d/%d".formatted(number / 100, number % 100),
                  Work.SECRET.formatted(number)));
      report.figure(
          "LIST of 100 in a tree of %,d secrets, median of the whole request".formatted(settings.secretsMax()),
          "ms",
          2,
          listMillis(coffer, token));
    }
    double[] starts = new double[settings.starts()];
    for (int start = 0; start < starts.length; start++) {
      starts[start] = coffer.timeStart().toMillis() / 1_000.0;
    }
    report.figure(
        "start of a store with %,d secrets".formatted(settings.secretsMax()), "s", 1.5, median(starts));
  }

  private double listMillis(CofferServer coffer, String token) throws IOException {
    int folders = settings.secretsMax() / 100;
    double[] millis = new double[1_000];
    try (Loader.Connection connection = new Loader.Connection(coffer.port(), token)) {
      for (int list = -millis.length; list < millis.length; list++) {
        int folder = Math.floorMod(list * 7_919, folders);
        long start = System.nanoTime();
        connection.send(new Request("LIST", "/v1/secret/metadata/tree/" + folder, "")).expect(200);
        if (list >= 0) {
          millis[list] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    return median(millis);
  }

  private void tokens() throws IOException, InterruptedException, ExecutionException {
    CofferServer coffer = CofferServer.prepare(settings, "tokens", certificates);
    try (Watched server = coffer.start()) {
      Request create =
          new Request("POST", "/v1/auth/token/create", "{\"policies\":[\"default\"],\"ttl\":\"1h\"}");
      report.say("making %,d tokens".formatted(settings.tokensMax()));
      Loader.run(coffer.port(), coffer.rootToken(), settings.tokensMax(), false, _ -> create);
      report.figure(
          "resident memory after %,d token creations".formatted(settings.tokensMax()),
          "MB",
          400,
          server.megabytes());
    }
  }

  private void databases() throws Exception {
    report.figure(
        "a dynamic PostgreSQL credential against the same statements over bare JDBC, 16 clients",
        "times as long",
        1.25,
        DatabaseRun.timesLonger(settings, certificates));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
