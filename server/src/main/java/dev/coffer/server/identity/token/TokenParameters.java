package dev.coffer.server.identity.token;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.List;

/**
 * What a role or a user says of the tokens that its logins give: the {@code token_*} parameters that
 * every method of Vault has (Vault API, auth methods, "Parameters"). Durations are whole seconds,
 * zero for what nobody said.
 *
 * @param maxTtl from the issue, looked up again at each renewal
 * @param explicitMaxTtl from the issue, kept in the token
 * @param policies as they were sent
 * @param boundCidrs networks that the tokens may be used from, empty for all
 * @param numUses 0 for without limit
 * @param period zero for not periodic
 */
public record TokenParameters(
    Duration ttl,
    Duration maxTtl,
    Duration explicitMaxTtl,
    List<String> policies,
    List<String> boundCidrs,
    boolean noDefaultPolicy,
    int numUses,
    Duration period,
    Type type) {

  /** Which kind of token a login gives. */
  public enum Type {
    /** What the mount says, else {@code service}. */
    DEFAULT("default"),
    SERVICE("service"),
    BATCH("batch");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As clients and rows write it. */
    public String word() {
      return word;
    }

    /**
     * The type that a word names; {@code ""} is the default.
     *
     * @throws Refused {@code Malformed} for any other word
     */
    public static Type ofWord(String word) {
      return switch (word) {
        case "", "default" -> DEFAULT;
        case "service" -> SERVICE;
        case "batch" -> BATCH;
        default -> throw Refused.malformed("invalid 'token_type' value");
      };
    }
  }

  /** What counts when nobody said anything. */
  public static final TokenParameters NONE =
      new TokenParameters(
          Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of(), false, 0,
          Duration.ZERO, Type.DEFAULT);

  private static final int POLICIES_MAX = 1_000;
  private static final int NETWORKS_MAX = 1_000;

  public TokenParameters {
    policies = List.copyOf(policies);
    boundCidrs = List.copyOf(boundCidrs);
  }

  /**
   * These parameters, when they make sense together.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  public TokenParameters checked() {
    if (!maxTtl.isZero() && ttl.compareTo(maxTtl) > 0) {
      throw Refused.malformed("'token_ttl' cannot be greater than 'token_max_ttl'");
    }
    if (type == Type.BATCH && !period.isZero()) {
      throw Refused.malformed("'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens");
    }
    if (type == Type.BATCH && numUses != 0) {
      throw Refused.malformed(
          "'token_type' cannot be 'batch' or 'default_batch' when set to generate tokens with limited use count");
    }
    if (policies.size() > POLICIES_MAX) {
      throw new Refused(new Failure.TooLarge("token_policies", POLICIES_MAX, "names"));
    }
    if (boundCidrs.size() > NETWORKS_MAX) {
      throw new Refused(new Failure.TooLarge("token_bound_cidrs", NETWORKS_MAX, "networks"));
    }
    return this;
  }

  /** With other networks, where what was proved says more than the role. */
  public TokenParameters boundTo(List<String> networks) {
    return new TokenParameters(
        ttl, maxTtl, explicitMaxTtl, policies, networks, noDefaultPolicy, numUses, period, type);
  }

  public TokenParameters withPolicies(List<String> names) {
    return new TokenParameters(
        ttl, maxTtl, explicitMaxTtl, names, boundCidrs, noDefaultPolicy, numUses, period, type);
  }

  public TokenParameters withTtl(Duration wanted) {
    return new TokenParameters(
        wanted, maxTtl, explicitMaxTtl, policies, boundCidrs, noDefaultPolicy, numUses, period, type);
  }

  public TokenParameters withMaxTtl(Duration wanted) {
    return new TokenParameters(
        ttl, wanted, explicitMaxTtl, policies, boundCidrs, noDefaultPolicy, numUses, period, type);
  }

  public TokenParameters withNumUses(int uses) {
    return new TokenParameters(
        ttl, maxTtl, explicitMaxTtl, policies, boundCidrs, noDefaultPolicy, uses, period, type);
  }

  public TokenParameters withPeriod(Duration every) {
    return new TokenParameters(
        ttl, maxTtl, explicitMaxTtl, policies, boundCidrs, noDefaultPolicy, numUses, every, type);
  }
}
