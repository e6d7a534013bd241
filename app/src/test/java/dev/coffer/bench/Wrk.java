package dev.coffer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code wrk} and reads what it prints. */
final class Wrk {
  /** One thread makes more requests than the server can answer, and leaves it the other core. */
  static final int THREADS = 1;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN = Pattern.compile("Socket errors: (.*)");

  /**
   * @param p99Millis of the time a request took, at the client
   */
  record Result(long requests, double perSecond, double p99Millis) {}

  private final Path scripts;

  Wrk(Path scripts) {
    this.scripts = scripts;
  }

  /**
   * @param script Lua that makes the requests; {@code threads} numbers them from 0
   */
  Result run(String name, String url, int seconds, String script)
      throws IOException, InterruptedException {
    Path file = scripts.resolve(name + ".lua");
    Files.writeString(file, NUMBERED + script);
    Process process =
        new ProcessBuilder(
                List.of(
                    "wrk", "--latency", "-t" + THREADS, "-c" + Settings.CONNECTIONS,
                    "-d" + seconds + "s", "-s", file.toString(), url))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("wrk: " + said);
    }
    return read(name, said);
  }

  private static final String NUMBERED =
      """
      local threads = 0
      function setup(thread)
        thread:set("number", threads)
        threads = threads + 1
      end
      """;

  /** A run with failing requests measures nothing. */
  private static Result read(String name, String said) throws IOException {
    Matcher bad = BAD.matcher(said);
    Matcher broken = BROKEN.matcher(said);
    if (bad.find() || broken.find()) {
      throw new IOException(name + " failed:\n" + said);
    }
    Matcher p99 = P99.matcher(found(P99, said));
    if (!p99.matches()) {
      throw new IOException(said);
    }
    double factor =
        switch (p99.group(2)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          default -> 1_000;
        };
    long requests = Long.parseLong(group(REQUESTS, said));
    if (requests == 0) {
      throw new IOException(name + ": not one request was answered");
    }
    return new Result(
        requests,
        Double.parseDouble(group(RATE, said)),
        Double.parseDouble(p99.group(1)) * factor);
  }

  private static String found(Pattern pattern, String said) throws IOException {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IOException("wrk did not say " + pattern + ":\n" + said);
    }
    return matcher.group();
  }

  private static String group(Pattern pattern, String said) throws IOException {
    Matcher matcher = pattern.matcher(found(pattern, said));
    if (!matcher.matches()) {
      throw new IOException(said);
    }
    return matcher.group(1);
  }
}
