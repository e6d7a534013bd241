package dev.coffer.server.identity.ldap;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The configuration of a mount, at {@code config}. It holds a password and is never remembered. */
public final class LdapSettings {
  private final Barrier barrier;
  private final Key row;

  LdapSettings(Barrier barrier, String prefix) {
    this.barrier = barrier;
    this.row = Key.of(prefix + "config");
  }

  /** A configuration and what a commit must expect to rest on it. */
  record Read(LdapConfig config, Expectation standing) implements AutoCloseable {
    @Override
    public void close() {
      config.close();
    }
  }

  /** Empty before anything was configured. Whoever gets one closes it. */
  public Optional<LdapConfig> find() {
    return read().map(Read::config);
  }

  Optional<Read> read() {
    try (Reading reading = barrier.read()) {
      return find(reading).map(config -> new Read(config, reading.expectation(row)));
    }
  }

  private Optional<LdapConfig> find(Reading reading) {
    return reading.get(row).map(LdapSettings::decode);
  }

  private static LdapConfig decode(Opened opened) {
    try (SecretBytes value = opened.value()) {
      return value.read(LdapRows::config);
    }
  }

  /** Changes what is said; what nobody said before is as Vault has it. Tells where passwords go now. */
  public LdapConfig.Servers put(Permit permit, UnaryOperator<LdapConfig> change) {
    try (Reading reading = barrier.read();
        LdapConfig old = find(reading).orElseGet(LdapConfig::fresh);
        LdapConfig next = change.apply(old).checked()) {
      barrier.commit(
          new Changes()
              .expectAll(permit.revisions())
              .expect(reading.expectation(row))
              .put(row, LdapRows.config(next)));
      return next.servers();
    }
  }
}
