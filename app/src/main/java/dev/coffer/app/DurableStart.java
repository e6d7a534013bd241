package dev.coffer.app;

import dev.coffer.server.Assembly;
import dev.coffer.server.Server;
import dev.coffer.server.Setup;
import dev.coffer.server.barrier.seal.KeyFileSeal;
import dev.coffer.server.barrier.seal.Seal;
import dev.coffer.server.config.Config;
import dev.coffer.server.config.ConfigException;
import dev.coffer.server.config.ConfigReader;
import dev.coffer.server.config.LogConfig;
import dev.coffer.server.config.SealConfig;
import dev.coffer.server.config.StorageConfig;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import dev.coffer.server.storage.rocksdb.RocksStore;
import dev.coffer.server.transport.WireServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code coffer server} with a configuration, or bare with a data directory of its own. */
final class DurableStart {
  private static final System.Logger LOG = System.getLogger("coffer.server");
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final ServerFlags flags;
  private final Map<String, String> environment;
  private final ServerCommand.Console console;

  DurableStart(
      ServerFlags flags, Map<String, String> environment, ServerCommand.Console console) {
    this.flags = flags;
    this.environment = environment;
    this.console = console;
  }

  /**
   * Starts, and leaves nothing behind when it cannot.
   *
   * @param first the log until the configuration has said how it is to be
   */
  Running start(ServerLog first) {
    boolean bare = flags.configs().isEmpty();
    BareFolder folder = BareFolder.in(Path.of("").toAbsolutePath());
    Config config = bare ? Config.bare(folder.data(), configHome()) : read();
    // A server that cannot listen must not make a store, a key or a root token.
    WireServer.requireFree(config.listeners());
    ServerLog log = bare ? first : Logging.start(ServerCommand.atLevel(flags, config.log()));
    config.warnings().forEach(console::warn);
    Optional<PidFile> pidFile = config.pidFile().map(PidFile::write);
    try {
      Server server = serve(config, bare ? Optional.of(folder) : Optional.empty());
      return new Running(server, pidFile, log);
    } catch (RuntimeException failed) {
      pidFile.ifPresent(PidFile::close);
      throw failed;
    }
  }

  private Server serve(Config config, Optional<BareFolder> bare) {
    Setup setup = setup(config, bare);
    try {
      Server server = Assembly.assemble(setup);
      // Told before anything else can fail: there is no second chance to learn it.
      bare.flatMap(folder -> FirstToken.initialise(server, folder)).ifPresent(token -> token.tell(console));
      server.start();
      tell(server, config, bare);
      LOG.log(System.Logger.Level.INFO, "serving {0}", String.join(", ", server.addresses()));
      return server;
    } catch (Refused refused) {
      setup.store().close();
      throw new StartException("The server cannot start: " + Wording.of(refused.failure()) + "\n" + places(config));
    } catch (RuntimeException failed) {
      setup.store().close();
      throw failed;
    }
  }

  private static Setup setup(Config config, Optional<BareFolder> bare) {
    return new Setup(
        store(config.storage()),
        config.storage().type(),
        seal(config.seal()),
        config.clusterName(),
        config.listeners(),
        new Setup.First(bare.isPresent(), bare.map(BareFolder::audit), Optional.empty()),
        ownFolders(config),
        new TtlTuning.Ttls(config.defaultLeaseTtl(), config.maxLeaseTtl()),
        DRAIN,
        config.outgoing(),
        SanitizedConfig.of(config),
        InstantSource.system(),
        new SecureRandom());
  }

  /** Failures name no files, since callers may read them; whoever starts a server should know which. */
  private static String places(Config config) {
    return "  Storage: " + storageText(config.storage()) + "\n     Seal: " + sealText(config.seal());
  }

  private Config read() {
    try {
      return ConfigReader.read(flags.configs());
    } catch (ConfigException wrong) {
      throw new StartException("The configuration is wrong: " + wrong.getMessage());
    }
  }

  private Path configHome() {
    String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return home.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".config") : Path.of(home);
  }

  private static Store store(StorageConfig storage) {
    return switch (storage) {
      case StorageConfig.RocksDb(Path path) -> RocksStore.open(path);
      case StorageConfig.InMemory() -> new MemoryStore();
    };
  }

  private static Optional<Seal> seal(SealConfig seal) {
    return switch (seal) {
      case SealConfig.Shamir() -> Optional.empty();
      case SealConfig.KeyFile(Path path) -> Optional.of(new KeyFileSeal(path, new SecureRandom()));
    };
  }

  /** Where an audit file would overwrite, or be read as, something of the server's. */
  private static List<Path> ownFolders(Config config) {
    List<Path> own = new ArrayList<>(config.files());
    if (config.storage() instanceof StorageConfig.RocksDb(Path path)) {
      own.add(path);
    }
    if (config.seal() instanceof SealConfig.KeyFile(Path path)) {
      own.add(path);
    }
    Path program = Path.of(System.getProperty("coffer.home", System.getProperty("java.home")));
    own.add(program);
    config.pidFile().ifPresent(own::add);
    config.log().file().map(LogConfig.File::path).ifPresent(own::add);
    return own;
  }

  private void tell(Server server, Config config, Optional<BareFolder> bare) {
    StringBuilder text = new StringBuilder("==> Coffer server\n\n");
    config.apiAddr().ifPresent(address -> text.append("     Api Address: ").append(address).append('\n'));
    String label = config.apiAddr().isPresent() ? "        Listener: " : "     Api Address: ";
    server.addresses().forEach(address -> text.append(label).append(address).append('\n'));
    text.append("         Storage: ").append(storageText(config.storage())).append('\n');
    text.append("            Seal: ").append(sealText(config.seal())).append('\n');
    text.append("          Status: ").append(status(server)).append('\n');
    bare.ifPresent(folder -> text.append("       Audit Log: ").append(folder.audit()).append('\n'));
    if (bare.isPresent()) {
      text.append("\nIn another terminal:\n\n    export VAULT_ADDR=")
          .append(server.addresses().getFirst())
          .append("\n    ./coffer login\n    ./coffer kv put secret/myapp/config db_password=supersecret\n");
    }
    console.say(text.toString());
  }

  private static String storageText(StorageConfig storage) {
    return switch (storage) {
      case StorageConfig.RocksDb(Path path) -> "RocksDB in " + path.toAbsolutePath();
      case StorageConfig.InMemory() -> "memory; everything is gone when this process ends";
    };
  }

  private static String sealText(SealConfig seal) {
    return switch (seal) {
      case SealConfig.Shamir() -> "Shamir; unseal with: coffer operator unseal";
      case SealConfig.KeyFile(Path path) -> "key file " + path.toAbsolutePath();
    };
  }

  private static String status(Server server) {
    if (!server.seal().isInitialized()) {
      return "not initialized; initialize with: coffer operator init";
    }
    return server.seal().status().sealed() ? "sealed" : "unsealed";
  }
}
