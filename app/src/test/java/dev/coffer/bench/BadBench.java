package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;

/** {@code ./bench bad [N]}: N bad requests against a packaged server, and what they cost it. */
final class BadBench {
  private static final long COUNT_DEFAULT = 1_000_000;

  private BadBench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    // The date, the launcher and the folder to work in come from the script.
    Settings settings = Settings.parse(words.subList(0, 3));
    long count = words.size() > 3 ? Long.parseLong(words.get(3)) : COUNT_DEFAULT;
    Files.createDirectories(settings.work());
    boolean served = run(CofferServer.prepare(settings, "bad", Certificates.make(settings.work())), count);
    System.exit(served ? 0 : 1);
  }

  /** False when a known caller was not served. */
  private static boolean run(CofferServer coffer, long count) throws Exception {
    try (Watched server = coffer.start();
        ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor()) {
      coffer.send("POST", BadRun.SECRET, Work.SECRET.formatted(1));
      String token = coffer.applicationToken();
      Path audit = coffer.home().resolve("audit.log");
      long auditBefore = Files.size(audit);
      DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
      var _ = watching.scheduleAtFixedRate(() -> most.accumulate(megabytes(server)), 0, 200, TimeUnit.MILLISECONDS);
      BadRun.Result result = BadRun.of(coffer.port(), token, count);
      watching.shutdownNow();
      print(result, Files.size(audit) - auditBefore, most.get(), megabytes(server));
      return result.refused() == 0 && result.served() > 0;
    }
  }

  private static double megabytes(Watched server) {
    try {
      return server.megabytes();
    } catch (IOException _) {
      return 0;
    }
  }

  private static void print(BadRun.Result result, long auditBytes, double mostMegabytes, double afterMegabytes) {
    double seconds = result.took().toNanos() / 1e9;
    System.out.printf(
        Locale.ROOT,
        """
        bad requests            %,d in %.1f s: %,.0f a second
        answered with           %s; %,d by closing the connection
        audit                   %,d bytes (known callers' own records included)
        resident memory         %.0f MB at most, %.0f MB afterwards
        known callers           served %,d times, refused %,d times, slowest answer %d ms
        """,
        result.bad(), seconds, result.bad() / seconds, result.statuses(), result.closed(),
        auditBytes, mostMegabytes, afterMegabytes, result.served(), result.refused(),
        result.slowest().toMillis());
  }
}
