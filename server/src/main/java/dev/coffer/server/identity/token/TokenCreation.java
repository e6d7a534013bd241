package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.token.TokenEntry.State;
import dev.coffer.server.lease.TtlTuning;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A wish for a token → a token, by Vault's rules (Vault API, token create). The commit expects what
 * the permit rests on, the parent's row among it: a parent that was revoked meanwhile gets no child.
 */
public final class TokenCreation {
  private static final String MOUNT = "auth/token/";
  private static final Pattern NOT_IN_DISPLAY_NAMES = Pattern.compile("[^a-zA-Z0-9-]");
  private static final int NAME_CHARS_MAX = 512;
  private static final int META_CHARS_MAX = 64 * 1_024;
  private static final int POLICIES_MAX = 1_000;

  private final Barrier barrier;
  private final InstantSource clock;
  private final TokenRows rows;
  private final TokenIssue issue;
  private final TokenShape shape;
  private final TokenRoles roles;
  private final TtlTuning tuning;
  private final Predicate<String> policyExists;

  TokenCreation(
      Barrier barrier,
      InstantSource clock,
      TokenRows rows,
      TokenIssue issue,
      TokenShape shape,
      TokenRoles roles,
      TtlTuning tuning,
      Predicate<String> policyExists) {
    this.barrier = barrier;
    this.clock = clock;
    this.rows = rows;
    this.issue = issue;
    this.shape = shape;
    this.roles = roles;
    this.tuning = tuning;
    this.policyExists = policyExists;
  }

  /** A token and what the caller must be told about it. */
  public record Issued(AuthGrant grant, List<String> warnings) implements Admission {
    public Issued {
      warnings = List.copyOf(warnings);
    }
  }

  /** Through {@code auth/token/create}: a child of the caller's token. */
  public Issued create(Permit permit, TokenSpec spec) {
    return create(permit, spec, "create", Optional.empty(), false);
  }

  /** Through {@code auth/token/create-orphan}: whoever may call that may make orphans. */
  public Issued createOrphan(Permit permit, TokenSpec spec) {
    return create(permit, spec, "create-orphan", Optional.empty(), true);
  }

  /** Through {@code auth/token/create/ROLE}. */
  public Issued createByRole(Permit permit, TokenSpec spec, String roleName) {
    TokenRole role =
        roles.find(roleName).orElseThrow(() -> Refused.malformed("unknown role; see auth/token/roles"));
    return create(permit, spec, "create/" + role.name(), Optional.of(role), false);
  }

  private Issued create(
      Permit permit, TokenSpec spec, String below, Optional<TokenRole> role, boolean orphanPath) {
    TokenEntry parent = parent(permit);
    boolean sudo = permit.narrow(Need.of(MOUNT + below, Capability.SUDO)).isPresent();
    boolean batch = isBatch(spec, role);
    check(spec, role, sudo, batch);
    List<String> policies = TokenPolicies.decide(spec, role, parent.policies(), sudo);
    if (batch && policies.contains(TokenPolicies.ROOT)) {
      throw Refused.malformed("batch tokens cannot be root tokens");
    }
    boolean orphan = role.map(TokenRole::orphan).orElse(spec.noParent() || orphanPath);
    if (role.isEmpty() && spec.noParent() && !sudo) {
      throw Refused.malformed("root or sudo privileges required to create orphan token");
    }
    List<String> warnings = new ArrayList<>();
    Instant now = clock.instant();
    String path = MOUNT + below + role.map(TokenCreation::suffix).orElse("");
    TokenTimes times =
        new TokenClock(tuning.at(path)).issue(spec, role, batch, policies, now, warnings);
    boolean forever = times.ttl().isZero();
    if (forever && !parent.times().ttl().isZero()) {
      throw Refused.malformed("expiring root tokens cannot create non-expiring root tokens");
    }
    TokenEntry draft =
        new TokenEntry(
            "",
            orphan ? "" : parent.hash(),
            path,
            policies,
            displayName(spec),
            spec.meta(),
            numUses(spec, role, batch),
            times,
            !batch && !forever && spec.renewable() && role.map(TokenRole::renewable).orElse(true),
            role.map(TokenRole::name).orElse(""),
            orphan ? "" : parent.entityId(),
            forever ? List.of() : boundCidrs(role, parent, orphan),
            State.LIVE);
    AuthGrant grant = batch ? issue.batch(draft, personaOf(permit, orphan)) : service(permit, spec, draft, warnings);
    warnMissing(policies, warnings);
    return new Issued(grant, warnings);
  }

  private AuthGrant service(
      Permit permit, TokenSpec spec, TokenEntry draft, List<String> warnings) {
    if (spec.id().isEmpty()) {
      return issue.service(draft, personaOf(permit, draft.orphan()), permit.revisions());
    }
    SecretBytes text = SecretBytes.ofText(spec.id());
    try (Reading reading = barrier.read()) {
      if (shape.sort(text) instanceof TokenShape.Sort.Stored(String hash)
          && rows.find(reading, hash).isPresent()) {
        throw Refused.malformed("cannot create a token with a duplicate ID");
      }
    }
    warnings.add(
        "A custom ID is only as hard to guess as you made it, and has no check tag; prefer random ones.");
    return issue.service(text, draft, personaOf(permit, draft.orphan()), permit.revisions());
  }

  /** A child belongs to its parent's entity; an orphan to none. */
  private static Persona personaOf(Permit permit, boolean orphan) {
    return orphan ? Persona.NOBODY : permit.caller().persona();
  }

  /** The token that asks. Only service tokens without a use limit may have children. */
  private TokenEntry parent(Permit permit) {
    if (permit.caller().tokenType().equals("batch")) {
      throw Refused.malformed("batch tokens cannot create more tokens");
    }
    if (permit.caller().usesLeft() != 0) {
      throw Refused.malformed("restricted use token cannot generate child tokens");
    }
    try (Reading reading = barrier.read()) {
      return rows.find(reading, permit.caller().tokenHash())
          .map(Versioned::value)
          .filter(entry -> entry.usableAt(clock.instant()))
          .orElseThrow(() -> Refused.malformed("parent token lookup failed: no parent found"));
    }
  }

  private static boolean isBatch(TokenSpec spec, Optional<TokenRole> role) {
    String roleType = role.map(TokenRole::type).orElse(TokenRole.DEFAULT_SERVICE);
    String asked =
        switch (roleType) {
          case "service", "batch" -> roleType;
          case "default-batch" -> spec.type().isEmpty() ? "batch" : spec.type();
          default -> spec.type();
        };
    return switch (asked) {
      case "", "service" -> false;
      case "batch" -> true;
      default -> throw Refused.malformed("invalid 'token_type' value");
    };
  }

  private static void check(
      TokenSpec spec, Optional<TokenRole> role, boolean sudo, boolean batch) {
    if (batch) {
      checkBatch(spec);
    }
    if (spec.numUses() < 0) {
      throw Refused.malformed("number of uses cannot be negative");
    }
    if (!spec.entityAlias().isEmpty()) {
      // No token role can name aliases here (docs/divergences/vault.md).
      throw Refused.malformed(
          role.isEmpty()
              ? "'entity_alias' is only allowed in combination with token role"
              : "invalid 'entity_alias' value");
    }
    if (!spec.period().isZero() && !sudo) {
      throw Refused.malformed("root or sudo privileges required to create periodic token");
    }
    checkId(spec.id(), sudo);
    checkSizes(spec);
  }

  private static void checkBatch(TokenSpec spec) {
    String bad =
        !spec.explicitMaxTtl().isZero()
            ? "explicit_max_ttl"
            : spec.numUses() != 0 ? "num_uses" : !spec.period().isZero() ? "period" : "";
    if (!bad.isEmpty()) {
      throw Refused.malformed("batch tokens cannot have \"" + bad + "\" set");
    }
    if (!spec.id().isEmpty()) {
      throw Refused.malformed("batch tokens cannot have \"id\" set");
    }
  }

  private static void checkId(String id, boolean sudo) {
    if (id.isEmpty()) {
      return;
    }
    if (!sudo) {
      throw Refused.malformed("root or sudo privileges required to specify token id");
    }
    if (id.indexOf('.') >= 0) {
      throw Refused.malformed("custom token ID cannot have a '.' in the value");
    }
    if (id.length() > NAME_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("id", NAME_CHARS_MAX, "characters"));
    }
  }

  private static void checkSizes(TokenSpec spec) {
    if (spec.displayName().length() > NAME_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("display_name", NAME_CHARS_MAX, "characters"));
    }
    if (spec.policies().size() > POLICIES_MAX) {
      throw new Refused(new Failure.TooLarge("policies", POLICIES_MAX, "names"));
    }
    long meta = 0;
    for (var entry : spec.meta().entrySet()) {
      meta += entry.getKey().length() + entry.getValue().length();
    }
    if (meta > META_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("meta", META_CHARS_MAX, "characters"));
    }
  }

  private static int numUses(TokenSpec spec, Optional<TokenRole> role, boolean batch) {
    int limit = batch ? 0 : role.map(TokenRole::numUses).orElse(0);
    return limit == 0 || (spec.numUses() != 0 && spec.numUses() < limit) ? spec.numUses() : limit;
  }

  private static List<String> boundCidrs(
      Optional<TokenRole> role, TokenEntry parent, boolean orphan) {
    return role.map(TokenRole::boundCidrs).orElse(orphan ? List.of() : parent.boundCidrs());
  }

  private static String displayName(TokenSpec spec) {
    if (spec.displayName().isEmpty()) {
      return "token";
    }
    String name = NOT_IN_DISPLAY_NAMES.matcher("token-" + spec.displayName()).replaceAll("-");
    return name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
  }

  private static String suffix(TokenRole role) {
    return role.pathSuffix().isEmpty() ? "" : "/" + role.pathSuffix();
  }

  private void warnMissing(List<String> policies, List<String> warnings) {
    for (String policy : policies) {
      if (!policy.equals(TokenPolicies.ROOT) && !policyExists.test(policy)) {
        warnings.add("Policy \"" + policy + "\" does not exist");
      }
    }
  }
}
