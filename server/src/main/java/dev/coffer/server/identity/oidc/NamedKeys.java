package dev.coffer.server.identity.oidc;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.crypto.RandomUuid;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keys: made, rotated, published, removed. */
public final class NamedKeys {
  static final int KEYS_MAX = 100;

  private static final String FOLDER = "identity/oidc-key/";
  private static final String PRIVATE = "identity/oidc-private/";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration USUAL = Duration.ofHours(24);

  private final Barrier barrier;
  private final InstantSource clock;
  private final SecureRandom random;
  private final NamedRows<NamedKey> rows;

  NamedKeys(Barrier barrier, InstantSource clock, SecureRandom random) {
    this.barrier = barrier;
    this.clock = clock;
    this.random = random;
    this.rows =
        new NamedRows<>(barrier, FOLDER, new Decoded<>(KEYS_MAX, NamedKey::decode), NamedKey::encode);
  }

  public Optional<NamedKey> find(String name) {
    return rows.find(name);
  }

  public List<String> names() {
    return rows.names("", KEYS_MAX);
  }

  /** All keys; there are never many. */
  List<NamedKey> all() {
    return names().stream().flatMap(name -> find(name).stream()).toList();
  }

  /**
   * Makes a key, or changes what is said of one. Another algorithm counts from the version on that is
   * made at once.
   */
  public void put(Permit permit, String name, UnaryOperator<NamedKey> wish) {
    NamedRows.checkName(name);
    try (Reading reading = barrier.read()) {
      Optional<Versioned<NamedKey>> known = rows.find(reading, name);
      if (known.isEmpty() && names().size() >= KEYS_MAX) {
        throw new Refused(new Failure.TooLarge("keys", KEYS_MAX, "keys"));
      }
      NamedKey before =
          known
              .map(Versioned::value)
              .orElseGet(() -> new NamedKey(name, SigningKind.RS256, USUAL, USUAL, List.of(), List.of()));
      NamedKey next = checked(wish.apply(before));
      Changes changes = new Changes();
      if (next.versions().isEmpty() || next.kind() != before.kind()) {
        next = rotated(changes, next, next.verification());
      }
      barrier.commit(
          changes
              .expectAll(permit.revisions())
              .expect(reading.expectation(rows.row(name)))
              .put(rows.row(name), next.encode()));
    }
  }

  private static NamedKey checked(NamedKey key) {
    if (key.rotation().compareTo(SHORTEST) < 0) {
      throw Refused.malformed("rotation_period must be at least one minute");
    }
    if (key.verification().compareTo(key.rotation().multipliedBy(10)) > 0) {
      throw Refused.malformed("verification_ttl cannot be longer than 10x rotation_period");
    }
    return key;
  }

  /** Another version signs from now on; this one is published for {@code verification} more. */
  public void rotate(Permit permit, String name, Optional<Duration> verification) {
    change(permit, name, (changes, key) -> rotated(changes, key, verification.orElse(key.verification())));
  }

  /** Names of keys whose version is too old, or one of whose versions is published long enough. */
  public List<String> due(Instant now) {
    return all().stream().filter(key -> key.isDueAt(now)).map(NamedKey::name).toList();
  }

  /** Does what is due. */
  public void rotateDue(Permit permit, String name, Instant now) {
    change(
        permit,
        name,
        (changes, key) -> {
          NamedKey kept = withoutOver(changes, key, now);
          boolean old = !now.isBefore(key.current().created().plus(key.rotation()));
          return old ? rotated(changes, kept, kept.verification()) : kept;
        });
  }

  private static NamedKey withoutOver(Changes changes, NamedKey key, Instant now) {
    List<NamedKey.Version> kept = new ArrayList<>();
    for (NamedKey.Version version : key.versions()) {
      if (version.until().filter(end -> !now.isBefore(end)).isPresent()) {
        changes.delete(Key.of(PRIVATE + version.id()));
      } else {
        kept.add(version);
      }
    }
    return key.with(kept);
  }

  private NamedKey rotated(Changes changes, NamedKey key, Duration verification) {
    Instant now = clock.instant();
    List<NamedKey.Version> versions = new ArrayList<>();
    for (NamedKey.Version version : key.versions()) {
      boolean signed = version.until().isEmpty();
      if (signed) {
        changes.delete(Key.of(PRIVATE + version.id())); // It only verifies from here on.
      }
      versions.add(
          signed
              ? new NamedKey.Version(
                  version.id(), version.jwk(), version.created(), Optional.of(now.plus(verification)))
              : version);
    }
    String id = RandomUuid.text(random);
    KeyPair pair = key.kind().newPair(random);
    byte[] jwk = JsonWriter.bytes(key.kind().jwk(id, pair.getPublic()));
    versions.add(
        new NamedKey.Version(id, new String(jwk, StandardCharsets.UTF_8), now, Optional.empty()));
    changes.put(Key.of(PRIVATE + id), SecretBytes.owning(pair.getPrivate().getEncoded()));
    return key.with(versions);
  }

  /** What becomes of a key, and of its other rows. */
  @FunctionalInterface
  private interface Change {
    NamedKey of(Changes changes, NamedKey key);
  }

  private void change(Permit permit, String name, Change change) {
    try (Reading reading = barrier.read()) {
      Versioned<NamedKey> known =
          rows.find(reading, name).orElseThrow(() -> new Refused(new Failure.NotFound("key")));
      Changes changes = new Changes().expectAll(permit.revisions());
      NamedKey next = change.of(changes, known.value());
      barrier.commit(
          changes
              .expect(new Expectation(rows.row(name), known.version()))
              .put(rows.row(name), next.encode()));
    }
  }

  /** Removes a key with all versions; what it signed can be checked no more. */
  public void delete(Permit permit, String name) {
    try (Reading reading = barrier.read()) {
      Optional<Versioned<NamedKey>> known = rows.find(reading, name);
      if (known.isPresent()) {
        Changes changes = new Changes().expectAll(permit.revisions());
        known.get().value().versions().forEach(version -> changes.delete(Key.of(PRIVATE + version.id())));
        barrier.commit(
            changes
                .expect(new Expectation(rows.row(name), known.get().version()))
                .delete(rows.row(name)));
      }
    }
  }

  /** The signature of the version that signs now. */
  byte[] sign(NamedKey key, byte[] message) {
    try (Reading reading = barrier.read()) {
      Key row = Key.of(PRIVATE + key.current().id());
      try (SecretBytes secret =
          reading.get(row).orElseThrow(() -> new Refused(new Failure.Integrity(row.text()))).value()) {
        return secret.read(bytes -> key.kind().sign(bytes, message));
      }
    }
  }
}
