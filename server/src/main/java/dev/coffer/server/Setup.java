package dev.coffer.server;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.seal.Seal;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.outgoing.Reach;
import dev.coffer.server.storage.Store;
import dev.coffer.server.transport.ListenerSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a server is made of, decided before anything is made.
 *
 * @param store closed by the server
 * @param storageType its name for clients: {@code rocksdb}, {@code inmem}
 * @param seal empty for Shamir's shares
 * @param clusterName what clients are told; empty for the name that initialisation made
 * @param ownFolders where no audit file may be put: program, configuration, data
 * @param ttls of mounts that say nothing themselves
 * @param drain how long a stop waits for requests that are being served
 * @param outgoing which addresses the server calls
 * @param sanitizedConfig the configuration as {@code sys/config/state/sanitized} shows it
 */
public record Setup(
    Store store,
    String storageType,
    Optional<Seal> seal,
    Optional<String> clusterName,
    List<ListenerSettings> listeners,
    First first,
    List<Path> ownFolders,
    TtlTuning.Ttls ttls,
    Duration drain,
    Reach outgoing,
    Json.Object sanitizedConfig,
    InstantSource clock,
    SecureRandom random) {
  public Setup {
    listeners = List.copyOf(listeners);
    ownFolders = List.copyOf(ownFolders);
  }

  /**
   * What initialisation lays into a new store beyond what every store has.
   *
   * @param secretMount a KV version 2 mount at {@code secret/}
   * @param auditFile an audit device that is enabled from the first request on
   * @param rootToken the text of the first root token, empty for a random one
   */
  public record First(
      boolean secretMount, Optional<Path> auditFile, Optional<SecretBytes> rootToken) {
    public static final First NOTHING = new First(false, Optional.empty(), Optional.empty());
  }
}
