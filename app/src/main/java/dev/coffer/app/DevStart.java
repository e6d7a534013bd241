package dev.coffer.app;

import dev.coffer.client.Environment;
import dev.coffer.client.TokenFile;
import dev.coffer.kit.SecretBytes;
import dev.coffer.server.Assembly;
import dev.coffer.server.Server;
import dev.coffer.server.Setup;
import dev.coffer.server.barrier.seal.Quorum;
import dev.coffer.server.barrier.seal.SealControl;
import dev.coffer.server.config.Config;
import dev.coffer.server.config.ConfigException;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.storage.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code coffer server -dev}: everything in memory, unsealed, a KV version 2 mount at {@code
 * secret/} and a root token that everybody knows. So it answers only to its own names, and to no web
 * page of another site.
 */
final class DevStart {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:8200";
  private static final String DEFAULT_TOKEN = "root";
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ServerFlags flags;
  private final Map<String, String> environment;
  private final ServerCommand.Console console;

  DevStart(ServerFlags flags, Map<String, String> environment, ServerCommand.Console console) {
    this.flags = flags;
    this.environment = environment;
    this.console = console;
  }

  Running start(ServerLog log) {
    String token = named("VAULT_DEV_ROOT_TOKEN_ID", flags.devRootTokenId()).orElse(DEFAULT_TOKEN);
    String address =
        named("VAULT_DEV_LISTEN_ADDRESS", flags.devListenAddress()).orElse(DEFAULT_ADDRESS);
    Config config = config(address);
    Setup setup =
        new Setup(
            new MemoryStore(),
            "inmem",
            Optional.empty(),
            Optional.empty(),
            config.listeners(),
            new Setup.First(true, Optional.empty(), Optional.of(SecretBytes.ofText(token))),
            List.of(),
            new TtlTuning.Ttls(config.defaultLeaseTtl(), config.maxLeaseTtl()),
            DRAIN,
            config.outgoing(),
            SanitizedConfig.of(config),
            InstantSource.system(),
            new SecureRandom());
    Server server = Assembly.assemble(setup);
    SealControl.Initialized made = server.seal().initialize(new Quorum(1, 1));
    SecretBytes share = made.unsealShares().getFirst();
    server.seal().unseal(share);
    server.start();
    tell(server, token, share);
    store(token);
    return new Running(server, Optional.empty(), log);
  }

  private Optional<String> named(String variable, Optional<String> flag) {
    return flag.or(() -> Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty()));
  }

  private static Config config(String address) {
    try {
      return Config.dev(address);
    } catch (ConfigException wrong) {
      throw new StartException("-dev-listen-address: " + wrong.getMessage());
    }
  }

  private void tell(Server server, String token, SecretBytes share) {
    String address = server.addresses().getFirst();
    String unsealKey = share.read(bytes -> Base64.getEncoder().encodeToString(bytes));
    console.say(
        """
        ==> Coffer dev server

             Api Address: %s
              Root Token: %s
              Unseal Key: %s
                 Storage: memory; everything is gone when this process ends

        It is unsealed already; the unseal key is for trying out "coffer operator seal" and "unseal".
        A dev server is for your own machine: its root token is well known. Never keep real secrets in it.

        In another terminal:

            export VAULT_ADDR=%s VAULT_TOKEN=%s
            ./coffer kv put secret/myapp/config db_password=supersecret
        """
            .formatted(address, token, unsealKey, address, token));
  }

  private void store(String token) {
    if (flags.devNoStoreToken()) {
      return;
    }
    try (SecretBytes bytes = SecretBytes.owning(token.getBytes(StandardCharsets.UTF_8))) {
      Optional<TokenFile> file = TokenFile.of(new Environment(environment));
      if (file.isPresent()) {
        file.get().write(bytes);
      }
    } catch (IOException problem) {
      console.warn("the root token could not be kept for later commands: " + problem.getMessage());
    }
  }
}
