package dev.coffer.bench;

import java.util.List;

/** Lines of the table: requests that wrk repeats against a server and against the bare one. */
final class LoadMeter {
  private final Settings settings;
  private final Wrk wrk;
  private final Report report;
  private final CofferServer coffer;
  private final Watched server;
  private final Bare bare;
  private final Watched floor;

  /** Warms the bare server up: it has little to compile, so once is enough. */
  LoadMeter(
      Settings settings, Report report, CofferServer coffer, Watched server, Bare bare, Watched floor)
      throws Exception {
    this.settings = settings;
    this.wrk = new Wrk(settings.work());
    this.report = report;
    this.coffer = coffer;
    this.server = server;
    this.bare = bare;
    this.floor = floor;
    for (boolean tls : List.of(false, true)) {
      warm("bare", bare.url(tls), settings.secondsWarm() / 2, Bare.script(Work.read(tls).script(""), 500));
    }
  }

  void warm(String name, String url, int seconds, String script) throws Exception {
    wrk.run(name + "-warm", url, seconds, script);
  }

  /** A warm run, then the measured ones; returns the server's CPU a request in microseconds. */
  double measure(Work work, String token) throws Exception {
    String script = work.script(token);
    warm(work.fileName(), coffer.url(work.tls()), settings.secondsWarm(), script);
    int bytes = Loader.once(coffer.port(), token, work.sample().getFirst()).expect(200).body().length();
    return compare(work.with(script), settings.secondsMeasured(), bytes);
  }

  /**
   * The measured runs of a script that is ready.
   *
   * @param bytes of an answer, for the bare server
   */
  double compare(Work work, int seconds, int bytes) throws Exception {
    String name = work.fileName();
    Measured own = measured(name, coffer.url(work.tls()), server, seconds, work.script());
    Measured least =
        measured(name + "-bare", bare.url(work.tls()), floor, seconds, Bare.script(work.script(), bytes));
    report.load(
        new Report.Load(
            work.name(),
            work.target(),
            own.result.perSecond(),
            own.result.perSecond() / least.result.perSecond(),
            own.micros,
            least.micros,
            own.result.p99Millis()));
    return own.micros;
  }

  private record Measured(Wrk.Result result, double micros) {}

  private Measured measured(String name, String url, Watched process, int seconds, String script)
      throws Exception {
    long before = process.cpuMicros();
    Wrk.Result result = wrk.run(name, url, seconds, script);
    return new Measured(result, (process.cpuMicros() - before) / (double) result.requests());
  }
}
