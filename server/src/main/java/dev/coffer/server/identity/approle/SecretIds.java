package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secret ids of a mount's roles. Everything is looked for below the role that was named, so the
 * accessor of another role's secret id finds nothing (CVE-2023-24999).
 */
public final class SecretIds {
  private static final int TEXT_CHARS_MAX = 4_096;
  private static final int METADATA_CHARS_MAX = 64 * 1_024;
  private static final int NETWORKS_MAX = 1_000;

  private final ApproleCore core;
  private final LastUses lastUses;

  SecretIds(ApproleCore core, LastUses lastUses) {
    this.core = core;
    this.lastUses = lastUses;
  }

  /**
   * A wish for a secret id.
   *
   * @param text a chosen one, empty for a random one
   * @param numUses empty for what the role says
   * @param ttl empty for what the role says
   */
  public record Wish(
      Optional<String> text,
      Map<String, String> metadata,
      List<String> cidrs,
      List<String> tokenBoundCidrs,
      Optional<Integer> numUses,
      Optional<Duration> ttl) {
    public Wish {
      metadata = Map.copyOf(metadata);
      cidrs = List.copyOf(cidrs);
      tokenBoundCidrs = List.copyOf(tokenBoundCidrs);
    }

    public static final Wish PLAIN =
        new Wish(
            Optional.empty(), Map.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** A new secret id with its text, which nobody can be told again. */
  public record Made(String text, SecretId secretId) {
    @Override
    public String toString() {
      return "Made[" + secretId.accessor() + "]";
    }
  }

  /** A secret id and when it last let somebody in. */
  public record Known(SecretId secretId, Optional<Instant> lastUsed) {}

  /** Makes a secret id of a role. */
  public Made generate(Permit permit, String roleName, Wish wish) {
    try (Reading reading = core.barrier().read()) {
      Versioned<ApproleRole> found = role(reading, roleName);
      ApproleRole role = found.value();
      check(role, wish);
      String text = wish.text().orElseGet(core::randomUuid);
      SecretId made = made(role, wish, core.accessor(role.id(), text));
      Key row = core.keys().secretId(role.id(), made.accessor());
      Expectation before = reading.expectation(row);
      if (core.secretId(reading, role.id(), made.accessor()).isPresent()) {
        throw Refused.malformed("SecretID is already registered");
      }
      core.barrier()
          .commit(
              new Changes()
                  .expectAll(permit.revisions())
                  .expect(new Expectation(core.keys().role(roleName), found.version()))
                  .expect(before)
                  .delete(core.keys().used(role.id(), made.accessor()))
                  .put(row, ApproleRows.secretId(made)));
      return new Made(text, made);
    }
  }

  private SecretId made(ApproleRole role, Wish wish, String accessor) {
    Instant now = core.now();
    Duration asked = wish.ttl().orElse(role.secretIdTtl());
    Duration ttl = asked.compareTo(core.ttlMax()) > 0 ? core.ttlMax() : asked;
    return new SecretId(
        accessor,
        now,
        now,
        ttl.isZero() ? Optional.empty() : Optional.of(now.plus(ttl)),
        ttl,
        wish.numUses().orElse(role.secretIdNumUses()),
        wish.metadata(),
        wish.cidrs(),
        wish.tokenBoundCidrs());
  }

  /** Accessors of a role's secret ids in order, after {@code after}. */
  public List<String> accessors(String roleName, String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole role = role(reading, roleName).value();
      return reading.children(core.keys().secretIds(role.id()), after, limit);
    }
  }

  public Optional<Known> byText(String roleName, String text) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole role = role(reading, roleName).value();
      return known(reading, role, core.accessor(role.id(), text));
    }
  }

  public Optional<Known> byAccessor(String roleName, String accessor) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole role = role(reading, roleName).value();
      return isAccessor(accessor) ? known(reading, role, accessor) : Optional.empty();
    }
  }

  private Optional<Known> known(Reading reading, ApproleRole role, String accessor) {
    return core.secretId(reading, role.id(), accessor)
        .map(
            found ->
                new Known(
                    found.value(),
                    lastUses.of(reading, core.keys(), role.id(), found.value())));
  }

  /** Ends a secret id; false when there is none. */
  public boolean destroyByText(Permit permit, String roleName, String text) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole role = role(reading, roleName).value();
      return destroy(permit, reading, role, core.accessor(role.id(), text));
    }
  }

  /** Ends a secret id; false when there is none. */
  public boolean destroyByAccessor(Permit permit, String roleName, String accessor) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole role = role(reading, roleName).value();
      return isAccessor(accessor) && destroy(permit, reading, role, accessor);
    }
  }

  private boolean destroy(Permit permit, Reading reading, ApproleRole role, String accessor) {
    Key row = core.keys().secretId(role.id(), accessor);
    Expectation standing = reading.expectation(row);
    if (standing.version() == Expectation.ABSENT) {
      return false;
    }
    core.barrier()
        .commit(
            new Changes()
                .expectAll(permit.revisions())
                .expect(standing)
                .delete(row)
                .delete(core.keys().used(role.id(), accessor)));
    return true;
  }

  private Versioned<ApproleRole> role(Reading reading, String name) {
    return core.role(reading, name)
        .orElseThrow(() -> Refused.malformed("the role does not exist"));
  }

  private static boolean isAccessor(String text) {
    return text.length() == 36 && text.indexOf('/') < 0;
  }

  private static void check(ApproleRole role, Wish wish) {
    if (!role.bindSecretId()) {
      throw Refused.malformed("bind_secret_id is not set on the role");
    }
    if (wish.text().filter(String::isBlank).isPresent()) {
      throw Refused.malformed("missing secret_id");
    }
    if (wish.text().filter(text -> text.length() > TEXT_CHARS_MAX).isPresent()) {
      throw new Refused(new Failure.TooLarge("secret_id", TEXT_CHARS_MAX, "characters"));
    }
    int usesMax = role.secretIdNumUses();
    if (usesMax > 0 && wish.numUses().filter(uses -> uses == 0 || uses > usesMax).isPresent()) {
      throw Refused.malformed("num_uses cannot be higher than the role's secret_id_num_uses");
    }
    Duration ttlMax = role.secretIdTtl();
    if (!ttlMax.isZero()
        && wish.ttl().filter(ttl -> ttl.isZero() || ttl.compareTo(ttlMax) > 0).isPresent()) {
      throw Refused.malformed("ttl cannot be longer than role's secret_id_ttl");
    }
    checkNetworks(role, wish);
    long metadata = 0;
    for (Map.Entry<String, String> entry : wish.metadata().entrySet()) {
      metadata += entry.getKey().length() + entry.getValue().length();
    }
    if (metadata > METADATA_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("metadata", METADATA_CHARS_MAX, "characters"));
    }
  }

  private static void checkNetworks(ApproleRole role, Wish wish) {
    if (wish.cidrs().size() > NETWORKS_MAX || wish.tokenBoundCidrs().size() > NETWORKS_MAX) {
      throw new Refused(new Failure.TooLarge("a list of networks", NETWORKS_MAX, "networks"));
    }
    if (!role.secretIdBoundCidrs().isEmpty()
        && !Cidr.allWithin(wish.cidrs(), role.secretIdBoundCidrs())) {
      throw Refused.malformed("cidr_list must lie within the role's secret_id_bound_cidrs");
    }
    if (!role.tokens().boundCidrs().isEmpty()
        && !Cidr.allWithin(wish.tokenBoundCidrs(), role.tokens().boundCidrs())) {
      throw Refused.malformed("token_bound_cidrs must lie within the role's token_bound_cidrs");
    }
  }
}
