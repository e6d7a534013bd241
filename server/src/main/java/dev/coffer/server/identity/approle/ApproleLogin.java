package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a role id and a secret id to a proof. An unknown role id and a wrong secret id take the same
 * steps (two hashes, two look-ups that find or do not find) and get the same words.
 */
final class ApproleLogin {
  private static final String ROLE_NAME = "role_name";

  /** Stands for the role that a role id does not name; no role is called so inside. */
  private static final String NO_ROLE = "none";

  private final ApproleCore core;
  private final LastUses lastUses;

  ApproleLogin(ApproleCore core, LastUses lastUses) {
    this.core = core;
    this.lastUses = lastUses;
  }

  /** What a login brings. */
  record Attempt(String roleId, String secretId, String address) {
    @Override
    public String toString() {
      return "Attempt[" + address + "]";
    }
  }

  /**
   * Proves.
   *
   * @throws Refused {@code Malformed} in Vault's words, {@code Forbidden} from a network that the
   *     tokens could not be used from
   */
  Proof prove(Attempt attempt, String mountPath, String mountType) {
    if (attempt.roleId().isEmpty()) {
      throw Refused.malformed("missing role_id");
    }
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<ApproleRole>> found =
          core.roleWithId(reading, core.roleIdHash(attempt.roleId()));
      boolean bound = found.map(role -> role.value().bindSecretId()).orElse(true);
      if (bound && attempt.secretId().isEmpty()) {
        throw Refused.malformed("missing secret_id");
      }
      String inside = found.map(role -> role.value().id()).orElse(NO_ROLE);
      Optional<Versioned<SecretId>> secretId =
          core.secretId(reading, inside, core.accessor(inside, attempt.secretId()));
      if (found.isEmpty() || (bound && secretId.isEmpty())) {
        throw Refused.malformed("invalid role or secret ID");
      }
      Optional<Versioned<SecretId>> counts = bound ? secretId : Optional.empty();
      return proof(found.get(), counts, attempt.address(), mountPath, mountType);
    }
  }

  private Proof proof(
      Versioned<ApproleRole> role,
      Optional<Versioned<SecretId>> secretId,
      String address,
      String mountPath,
      String mountType) {
    ApproleRole by = role.value();
    TokenParameters tokens = tokens(by, secretId);
    List<String> cidrs = secretId.map(found -> found.value().cidrs()).orElse(List.of());
    if (isOutside(address, cidrs)) {
      throw Refused.malformed("source address unauthorized by CIDR restrictions on the secret ID");
    }
    if (isOutside(address, by.secretIdBoundCidrs())) {
      throw Refused.malformed("source address unauthorized by CIDR restrictions on the role");
    }
    if (isOutside(address, tokens.boundCidrs()) || isOutside(address, by.tokens().boundCidrs())) {
      throw new Refused(new Failure.Forbidden());
    }
    Changes changes =
        new Changes().expect(new Expectation(core.keys().role(by.name()), role.version()));
    Map<String, String> metadata = new HashMap<>();
    secretId.ifPresent(
        found -> {
          metadata.putAll(found.value().metadata());
          count(changes, by, found);
        });
    metadata.put(ROLE_NAME, by.name());
    return new Proof(
        mountPath, mountType, mountPath + "login", by.roleId(), "", metadata, tokens, changes);
  }

  /** In the commit that makes the token, which fails when the secret id was used or ended meanwhile. */
  private void count(Changes changes, ApproleRole role, Versioned<SecretId> found) {
    Instant now = core.now();
    SecretId secretId = found.value();
    Key row = core.keys().secretId(role.id(), secretId.accessor());
    changes.expect(new Expectation(row, found.version()));
    switch (secretId.usesLeft()) {
      case 0 -> lastUses.used(core.keys(), role.id(), secretId, now);
      case 1 -> changes.delete(row);
      default -> changes.put(row, ApproleRows.secretId(secretId.usedAt(now)));
    }
  }

  private static TokenParameters tokens(ApproleRole role, Optional<Versioned<SecretId>> secretId) {
    return secretId
        .map(found -> found.value().tokenBoundCidrs())
        .filter(networks -> !networks.isEmpty())
        .map(role.tokens()::boundTo)
        .orElse(role.tokens());
  }

  private static boolean isOutside(String address, List<String> networks) {
    return !networks.isEmpty() && !Cidr.anyContains(networks, address);
  }

  /** The role that a token was given for; its metadata is written last, so nobody else chose it. */
  static String roleOf(Map<String, String> metadata) {
    return metadata.getOrDefault(ROLE_NAME, "");
  }
}
