package dev.coffer.server.identity.jwt;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.identity.jose.KeySet;
import dev.coffer.server.identity.jose.PemKeys;
import dev.coffer.server.storage.Key;
import java.util.Optional;

/** The configuration of a mount, at {@code config}, and its client's secret, at {@code client-secret}. */
public final class JwtConfigs {
  private final Barrier barrier;
  private final Key row;
  private final Key secretRow;
  private final Decoded<Ready> decoded;
  private final Issuers issuers;

  JwtConfigs(Barrier barrier, String prefix, Decoded<Ready> decoded, Issuers issuers) {
    this.barrier = barrier;
    this.row = Key.of(prefix + "config");
    this.secretRow = Key.of(prefix + "client-secret");
    this.decoded = decoded;
    this.issuers = issuers;
  }

  /** A configuration with its keys read. */
  record Ready(JwtConfig config, KeySet keys) {
    static Ready decode(byte[] bytes) {
      JwtConfig config = JwtRows.config(bytes);
      return new Ready(config, PemKeys.read(config.publicKeys()));
    }
  }

  Key row() {
    return row;
  }

  Optional<Versioned<Ready>> find(Reading reading) {
    return reading.get(row, decoded);
  }

  /** What was said, without the client's secret. */
  public Optional<JwtConfig> find() {
    try (Reading reading = barrier.read()) {
      return find(reading).map(ready -> ready.value().config());
    }
  }

  /** Empty for none. */
  SecretBytes clientSecret() {
    try (Reading reading = barrier.read()) {
      return reading.get(secretRow).map(Opened::value).orElseGet(() -> SecretBytes.ofText(""));
    }
  }

  /**
   * Replaces the configuration; what it says of an issuer is tried at once.
   *
   * @param clientSecret {@code ""} for none
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when it makes no sense, or the issuer
   *     cannot be asked
   */
  public void put(Permit permit, JwtConfig config, String clientSecret) {
    config.checked(!clientSecret.isEmpty());
    String field = config.jwksUrl().isEmpty() ? "oidc discovery URL" : "jwks URL";
    config.place().ifPresent(place -> issuers.check(field, place));
    Changes changes = new Changes().expectAll(permit.revisions()).put(row, JwtRows.config(config));
    if (clientSecret.isEmpty()) {
      changes.delete(secretRow);
    } else {
      changes.put(secretRow, SecretBytes.ofText(clientSecret));
    }
    barrier.commit(changes);
  }
}
