package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.metrics.Metrics;
import dev.coffer.kit.metrics.Timer;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code sys/metrics}: JSON as Vault's, or Prometheus's text format 0.0.4. */
public final class MetricsRoutes {
  private static final String PREFIX = "vault.";
  private static final String TEXT = "text";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final Field FORMAT = Field.text("format", "\"prometheus\" for Prometheus's text format");

  private MetricsRoutes() {}

  public static RouteTable<Metrics> table() {
    return RouteTable.of(
        Route.read("metrics", "Numbers about the server's work", MetricsRoutes::policed, FORMAT).plain());
  }

  /** For listeners with {@code unauthenticated_metrics_access}. */
  public static RouteTable<Metrics> open() {
    return RouteTable.of(
        Route.bare(Verb.READ, "metrics", "Numbers about the server's work", MetricsRoutes::bare, FORMAT).plain());
  }

  private static Passed policed(Metrics metrics, VaultRequest request) {
    return shown(request, request.pass(Capability.READ, _ -> Answer.of(measured(metrics, request))));
  }

  private static Passed bare(Metrics metrics, BareRequest request) {
    return shown(request, request.bare(_ -> Answer.of(measured(metrics, request))));
  }

  private static boolean wantsText(RequestFields request) {
    return request.text("format", "").equals("prometheus");
  }

  private static Passed shown(RequestFields request, Passed passed) {
    return wantsText(request) ? passed.asText(TEXT, PROMETHEUS) : passed;
  }

  private static Json.Object measured(Metrics metrics, RequestFields request) {
    return wantsText(request) ? Json.object().put(TEXT, prometheus(metrics)).build() : json(metrics);
  }

  private static Json.Object json(Metrics metrics) {
    List<Json> gauges = new ArrayList<>();
    for (Metrics.GaugeValue gauge : metrics.gauges()) {
      gauges.add(
          Json.object()
              .put("Name", PREFIX + gauge.name())
              .put("Value", number(gauge.value()))
              .put("Labels", Json.Object.empty())
              .build());
    }
    List<Json> samples = new ArrayList<>();
    for (Timer timer : metrics.timers()) {
      long count = timer.count();
      samples.add(
          Json.object()
              .put("Name", PREFIX + timer.name())
              .put("Count", count)
              .put("Sum", number(timer.sumMillis()))
              .put("Max", number(timer.maxMillis()))
              .put("Mean", number(count == 0 ? 0 : timer.sumMillis() / count))
              .put("Labels", Json.Object.empty())
              .build());
    }
    return Json.object()
        .put("Gauges", new Json.Array(gauges))
        .put("Points", new Json.Array(List.of()))
        .put("Counters", new Json.Array(List.of()))
        .put("Samples", new Json.Array(samples))
        .build();
  }

  private static String prometheus(Metrics metrics) {
    StringBuilder text = new StringBuilder();
    for (Metrics.GaugeValue gauge : metrics.gauges()) {
      String name = prometheusName(gauge.name());
      text.append("# TYPE ").append(name).append(" gauge\n");
      text.append(name).append(' ').append(plain(gauge.value())).append('\n');
    }
    for (Timer timer : metrics.timers()) {
      String name = prometheusName(timer.name());
      text.append("# TYPE ").append(name).append(" summary\n");
      text.append(name).append("_sum ").append(plain(timer.sumMillis())).append('\n');
      text.append(name).append("_count ").append(timer.count()).append('\n');
    }
    return text.toString();
  }

  private static String prometheusName(String name) {
    return (PREFIX + name).replace('.', '_').replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private static Json number(double value) {
    return new Json.Number(plain(value));
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? BigDecimal.valueOf(value).toPlainString() : "0";
  }
}
