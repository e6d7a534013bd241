package dev.coffer.app;

import dev.coffer.kit.json.Json;
import dev.coffer.server.config.Config;
import dev.coffer.server.config.SealConfig;
import dev.coffer.server.transport.ListenerSettings;
import java.util.ArrayList;
import java.util.List;

/** The configuration as Vault's {@code sys/config/state/sanitized} shows it: no path of a key, no secret. */
final class SanitizedConfig {
  private SanitizedConfig() {}

  static Json.Object of(Config config) {
    List<Json> listeners = new ArrayList<>();
    config.listeners().forEach(listener -> listeners.add(listener(listener)));
    return Json.object()
        .put("api_addr", config.apiAddr().orElse(""))
        .put("cluster_addr", config.clusterAddr().orElse(""))
        .put("cluster_name", config.clusterName().orElse(""))
        .put("default_lease_ttl", config.defaultLeaseTtl().toSeconds())
        .put("max_lease_ttl", config.maxLeaseTtl().toSeconds())
        .put("log_level", config.log().level())
        .put("log_format", config.log().json() ? "json" : "standard")
        .put("listeners", new Json.Array(listeners))
        .put("seals", new Json.Array(List.of(seal(config.seal()))))
        .put("storage", Json.object().put("type", config.storage().type()).build())
        .build();
  }

  private static Json listener(ListenerSettings listener) {
    boolean plain = listener.tls().isEmpty();
    return switch (listener.address()) {
      case ListenerSettings.Address.Tcp tcp ->
          entry("tcp", Json.object().put("address", tcp.toString()).put("tls_disable", plain).build());
      case ListenerSettings.Address.Unix unix ->
          entry("unix", Json.object().put("address", unix.toString()).build());
    };
  }

  private static Json seal(SealConfig seal) {
    String type =
        switch (seal) {
          case SealConfig.Shamir() -> "shamir";
          case SealConfig.KeyFile _ -> "keyfile";
        };
    return Json.object().put("type", type).put("disabled", false).build();
  }

  private static Json entry(String type, Json.Object config) {
    return Json.object().put("type", type).put("config", config).build();
  }
}
