package dev.coffer.kit.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Counters, gauges and timers by name. A name is dotted words ({@code core.handle_request}), chosen
 * by the code and never by a caller, so there are only as many as the code knows.
 */
public final class Metrics {
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /** One gauge as it is now. */
  public record GaugeValue(String name, double value) {}

  /** Counts how often something happened and how long it took. */
  public Timer timer(String name) {
    return timers.computeIfAbsent(name, Timer::new);
  }

  /** Something that is measured when it is asked for; a later gauge of that name replaces it. */
  public void gauge(String name, DoubleSupplier value) {
    gauges.put(name, value);
  }

  /** All timers, by name. */
  public List<Timer> timers() {
    return List.copyOf(new TreeMap<>(timers).values());
  }

  /** All gauges, by name, measured now. */
  public List<GaugeValue> gauges() {
    return new TreeMap<>(gauges)
        .entrySet().stream()
            .map(gauge -> new GaugeValue(gauge.getKey(), gauge.getValue().getAsDouble()))
            .toList();
  }
}
