package dev.coffer.server.config;

import dev.coffer.server.outgoing.Reach;
import dev.coffer.server.transport.ListenerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server is told at its start; docs/configuration.md has the keys and their defaults.
 *
 * @param apiAddr the URL under which clients reach this server, when it was told
 * @param clusterName the name clients are told, when it was told
 * @param ui was asked for; there is none yet
 * @param defaultLeaseTtl of tokens and leases whose mount says nothing
 * @param maxLeaseTtl likewise
 * @param pidFile where the process writes its number
 * @param outgoing which addresses the server calls
 * @param files which files were read, in order; nobody may have audit files written there
 * @param warnings keys that are known from Vault and have no effect here, with their places
 */
public record Config(
    StorageConfig storage,
    List<ListenerSettings> listeners,
    SealConfig seal,
    Optional<String> apiAddr,
    Optional<String> clusterAddr,
    Optional<String> clusterName,
    boolean ui,
    LogConfig log,
    Duration defaultLeaseTtl,
    Duration maxLeaseTtl,
    Optional<Path> pidFile,
    Reach outgoing,
    List<Path> files,
    List<String> warnings) {
  public static final Duration LEASE_TTL_DEFAULT = Duration.ofDays(32);
  public static final ListenerSettings.Address.Tcp ADDRESS_DEFAULT =
      new ListenerSettings.Address.Tcp("127.0.0.1", 8200);

  /** How this machine is called from itself. */
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  public Config {
    listeners = List.copyOf(listeners);
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    if (listeners.isEmpty()) {
      throw new ConfigException("no listener: write listener \"tcp\" { address = \"127.0.0.1:8200\" … }");
    }
    Set<String> addresses = new HashSet<>();
    for (ListenerSettings listener : listeners) {
      if (!addresses.add(listener.name())) {
        throw new ConfigException("two listeners have the address " + listener.name());
      }
    }
    if (defaultLeaseTtl.compareTo(maxLeaseTtl) > 0) {
      throw new ConfigException("default_lease_ttl must not be longer than max_lease_ttl");
    }
    if (storage instanceof StorageConfig.RocksDb(Path data)
        && seal instanceof SealConfig.KeyFile(Path key)
        && absolute(key).startsWith(absolute(data))) {
      throw new ConfigException(
          "the key file lies inside the data directory: who copies the one has the other;"
              + " move it and set the path in seal \"keyfile\"");
    }
  }

  /**
   * {@code server -dev}: in memory, one listener without TLS that answers to its own names only, and
   * with {@code sys/metrics} open.
   *
   * @throws ConfigException when the address is not HOST:PORT
   */
  public static Config dev(String address) {
    ListenerSettings.Address.Tcp where = Addresses.tcp(address);
    Set<String> hosts = new HashSet<>(OWN_NAMES);
    if (!where.host().equals("0.0.0.0") && !where.host().equals("::")) {
      hosts.add(Addresses.asHost(where.host()));
    }
    return simple(
        new StorageConfig.InMemory(),
        new SealConfig.Shamir(),
        ListenerSettings.plain(where, hosts, true),
        Reach.DEVELOPMENT);
  }

  /**
   * {@code server} without a configuration: RocksDB in the data directory, sealed by a key file
   * outside it, one listener without TLS that only this machine reaches.
   *
   * @param configHome {@code $XDG_CONFIG_HOME} or {@code ~/.config}; the key file is {@code
   *     coffer/NAME-HASH.key} in it, told apart by the data directory's name and a hash of its path
   */
  public static Config bare(Path data, Path configHome) {
    Path directory = absolute(data);
    String name = Optional.ofNullable(directory.getFileName()).map(Path::toString).orElse("root");
    Path key = configHome.resolve("coffer").resolve(name + "-" + shortHash(directory.toString()) + ".key");
    return simple(
        new StorageConfig.RocksDb(data),
        new SealConfig.KeyFile(key),
        ListenerSettings.plain(ADDRESS_DEFAULT, OWN_NAMES, false),
        Reach.PUBLIC);
  }

  private static Config simple(StorageConfig storage, SealConfig seal, ListenerSettings listener, Reach outgoing) {
    return new Config(
        storage,
        List.of(listener),
        seal,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        LogConfig.DEFAULT,
        LEASE_TTL_DEFAULT,
        LEASE_TTL_DEFAULT,
        Optional.empty(),
        outgoing,
        List.of(),
        List.of());
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String shortHash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
