package dev.coffer.server.config;

import dev.coffer.kit.net.Network;
import dev.coffer.server.outgoing.Reach;
import dev.coffer.server.transport.ListenerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one file says; a later file's word holds, listeners add up. */
record ConfigPart(
    Optional<StorageConfig> storage,
    List<ListenerSettings> listeners,
    Optional<SealConfig> seal,
    Optional<String> apiAddr,
    Optional<String> clusterAddr,
    Optional<String> clusterName,
    Optional<Boolean> ui,
    LogPart log,
    Optional<Duration> defaultLeaseTtl,
    Optional<Duration> maxLeaseTtl,
    Optional<Path> pidFile,
    List<Network> outgoingNetworks,
    List<String> warnings) {

  ConfigPart then(ConfigPart later) {
    return new ConfigPart(
        later.storage.or(() -> storage),
        join(listeners, later.listeners),
        later.seal.or(() -> seal),
        later.apiAddr.or(() -> apiAddr),
        later.clusterAddr.or(() -> clusterAddr),
        later.clusterName.or(() -> clusterName),
        later.ui.or(() -> ui),
        log.then(later.log),
        later.defaultLeaseTtl.or(() -> defaultLeaseTtl),
        later.maxLeaseTtl.or(() -> maxLeaseTtl),
        later.pidFile.or(() -> pidFile),
        later.outgoingNetworks.isEmpty() ? outgoingNetworks : later.outgoingNetworks,
        join(warnings, later.warnings));
  }

  private static <T> List<T> join(List<T> left, List<T> right) {
    List<T> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }

  Config complete(List<Path> files) {
    Duration max = maxLeaseTtl.orElse(Config.LEASE_TTL_DEFAULT);
    Duration usual = max.compareTo(Config.LEASE_TTL_DEFAULT) < 0 ? max : Config.LEASE_TTL_DEFAULT;
    return new Config(
        storage.orElseThrow(
            () -> new ConfigException("no storage: write storage \"rocksdb\" { path = \"…\" }")),
        listeners,
        seal.orElse(new SealConfig.Shamir()),
        apiAddr,
        clusterAddr,
        clusterName,
        ui.orElse(false),
        log.complete(),
        defaultLeaseTtl.orElse(usual),
        max,
        pidFile,
        new Reach(outgoingNetworks),
        files,
        warnings);
  }
}
