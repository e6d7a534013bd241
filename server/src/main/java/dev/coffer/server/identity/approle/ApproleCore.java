package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What the parts of the method share: where its rows are, and how they are found.
 *
 * @param ttlMax the mount's maximum; a secret id that ends at all ends by then
 */
record ApproleCore(
    Barrier barrier,
    ApproleKeys keys,
    Caches caches,
    InstantSource clock,
    SecureRandom random,
    Duration ttlMax) {
  private static final String ROLE_ID_PURPOSE = "approle-role-id";
  private static final String SECRET_ID_PURPOSE = "approle-secret-id";

  /** Decoded rows of all AppRole mounts of a server; keys hold the mount's UUID. */
  record Caches(Decoded<ApproleRole> roles, Decoded<String> roleIds, Decoded<SecretId> secretIds) {
    private static final int ROWS_MAX = 10_000;

    static Caches empty() {
      return new Caches(
          new Decoded<>(ROWS_MAX, ApproleRows::role),
          new Decoded<>(ROWS_MAX, ApproleRows::name),
          new Decoded<>(ROWS_MAX, ApproleRows::secretId));
    }
  }

  Instant now() {
    return clock.instant();
  }

  Optional<Versioned<ApproleRole>> role(Reading reading, String name) {
    return ApproleRoles.isName(name)
        ? reading.get(keys.role(name), caches.roles())
        : Optional.empty();
  }

  Optional<Versioned<ApproleRole>> roleWithId(Reading reading, String roleIdHash) {
    return reading
        .get(keys.roleId(roleIdHash), caches.roleIds())
        .flatMap(name -> role(reading, name.value()));
  }

  Optional<Versioned<SecretId>> secretId(Reading reading, String role, String accessor) {
    return reading
        .get(keys.secretId(role, accessor), caches.secretIds())
        .filter(found -> found.value().livesAt(now()));
  }

  /** A role id is as a name to its role, but it must not stand in the key of a row. */
  String roleIdHash(String roleId) {
    byte[] hash = mac(ROLE_ID_PURPOSE, roleId);
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  /**
   * The accessor of a secret id, from the keyed hash of the role and the text: 122 bits of it in the
   * shape of a UUID (version 8, RFC 9562), as clients expect. It leads to the row and proves nothing.
   */
  String accessor(String role, String secretId) {
    ByteBuffer hash = ByteBuffer.wrap(mac(SECRET_ID_PURPOSE, role + "/" + secretId));
    return uuid(hash.getLong(), hash.getLong(), 8);
  }

  /** A random UUID: 122 bits. */
  String randomUuid() {
    return uuid(random.nextLong(), random.nextLong(), 4);
  }

  private static String uuid(long high, long low, long version) {
    long versioned = (high & ~0xf000L) | (version << 12);
    long variant = (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(versioned, variant).toString();
  }

  private byte[] mac(String purpose, String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    try {
      return barrier.mac(purpose, message);
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }
}
