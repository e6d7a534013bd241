package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table, as Markdown on the terminal and in a file. */
final class Report {

  /**
   * @param share of the bare server's requests per second
   * @param micros server CPU per request
   */
  record Load(
      String work, int target, double perSecond, double share, double micros, double bareMicros,
      double p99Millis) {}

  record Figure(String what, String target, String measured, boolean met) {}

  private final List<Load> loads = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  void load(Load load) {
    loads.add(load);
    say(
        "%s: %s/s, %s µs CPU"
            .formatted(load.work(), number(load.perSecond()), number(load.micros())));
  }

  void figure(String what, String unit, double target, double measured) {
    figures.add(
        new Figure(
            what,
            "≤ " + number(target) + " " + unit,
            number(measured) + " " + unit,
            measured <= target));
    say("%s: %s %s".formatted(what, number(measured), unit));
  }

  /** Progress, beside the table. */
  void say(String line) {
    System.err.println("bench: " + line);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  String markdown(Settings settings) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("%s, %s, Java %s, `%s`%n%n"
            .formatted(settings.date(), machine(), Runtime.version(), settings.command()));
    text.append(
        "| work, %d connections | target CPU | CPU a request | requests/s | share of bare | bare CPU"
                .formatted(Settings.CONNECTIONS)
            + " | p99 |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (Load load : loads) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | ≤ %d µs | %.0f µs%s | %,.0f | %.0f %% | %.0f µs | %.1f ms |%n",
              load.work(), load.target(), load.micros(), mark(load.micros() <= load.target()),
              load.perSecond(), 100 * load.share(), load.bareMicros(), load.p99Millis()));
    }
    text.append("\n| figure | target | measured |\n| --- | --- | --- |\n");
    for (Figure figure : figures) {
      text.append(
          "| %s | %s | %s%s |%n"
              .formatted(figure.what(), figure.target(), figure.measured(), mark(figure.met())));
    }
    return text.toString();
  }

  private static String mark(boolean met) {
    return met ? "" : " (missed)";
  }

  static String machine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    return Runtime.getRuntime().availableProcessors() + " × " + processor;
  }
}
