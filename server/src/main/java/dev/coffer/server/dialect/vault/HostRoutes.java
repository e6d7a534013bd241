package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What the server says of itself and its machine: {@code sys/host-info}, {@code sys/version-history},
 * {@code sys/config/state/sanitized}, and the questions of user interfaces that have a fixed answer
 * here.
 */
public final class HostRoutes {

  /**
   * What is told.
   *
   * @param version the product's version
   * @param started when this process started
   * @param sanitizedConfig the configuration without a secret, as Vault shapes it
   */
  public record Host(String version, Instant started, InstantSource clock, Json.Object sanitizedConfig) {}

  private HostRoutes() {}

  public static RouteTable<Host> table() {
    return RouteTable.of(
        Route.read("host-info", "The machine the server runs on", HostRoutes::hostInfo).withSudo(),
        Route.list("version-history", "The versions that ran here", HostRoutes::versionHistory),
        Route.read("config/state/sanitized", "The configuration without its secrets", HostRoutes::config).withSudo(),
        Route.<Host>bare(Verb.READ, "internal/ui/feature-flags", "Features of the user interface", HostRoutes::featureFlags).plain());
  }

  private static Passed hostInfo(Host host, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          Runtime runtime = Runtime.getRuntime();
          return Answer.of(
              Json.object()
                  .put("timestamp", host.clock().instant().toString())
                  .put("cpu", Json.object().put("cores", runtime.availableProcessors()).build())
                  .put(
                      "host",
                      Json.object()
                          .put("hostname", hostName())
                          .put("os", System.getProperty("os.name", ""))
                          .put("kernelVersion", System.getProperty("os.version", ""))
                          .put("kernelArch", System.getProperty("os.arch", ""))
                          .put("uptime", host.clock().instant().getEpochSecond() - host.started().getEpochSecond())
                          .build())
                  .put(
                      "memory",
                      Json.object()
                          .put("total", runtime.maxMemory())
                          .put("used", runtime.totalMemory() - runtime.freeMemory())
                          .build())
                  .build());
        });
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "";
    }
  }

  private static Passed versionHistory(Host host, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          Json info =
              Json.object()
                  .put("previous_version", Json.ofNull())
                  .put("timestamp_installed", host.started().toString())
                  .build();
          return Answer.of(
              Json.object()
                  .put("keys", Json.texts(List.of(host.version())))
                  .put("key_info", new Json.Object(Map.of(host.version(), info)))
                  .build());
        });
  }

  private static Passed config(Host host, VaultRequest request) {
    return request.pass(Capability.READ, _ -> Answer.of(host.sanitizedConfig()));
  }

  private static Passed featureFlags(Host host, BareRequest request) {
    return request.bare(_ -> Answer.of(Json.object().put("feature_flags", new Json.Array(List.of())).build()));
  }
}
