package dev.coffer.server.identity.token;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What tokens made through {@code auth/token/create/NAME} may be (Vault API, token roles).
 *
 * @param type {@code default-service}, {@code default-batch}, {@code service} or {@code batch}
 * @param pathSuffix a last segment of the path that such tokens' leases lie under
 * @param numUses 0 for without limit
 */
public record TokenRole(
    String name,
    List<String> allowedPolicies,
    List<String> allowedPoliciesGlob,
    List<String> disallowedPolicies,
    List<String> disallowedPoliciesGlob,
    List<String> allowedEntityAliases,
    boolean orphan,
    boolean renewable,
    String pathSuffix,
    Duration period,
    Duration explicitMaxTtl,
    List<String> boundCidrs,
    boolean noDefaultPolicy,
    int numUses,
    String type) {
  /** The type of tokens when neither the role nor the wish says. */
  public static final String DEFAULT_SERVICE = "default-service";

  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  public TokenRole {
    allowedPolicies = List.copyOf(allowedPolicies);
    allowedPoliciesGlob = List.copyOf(allowedPoliciesGlob);
    disallowedPolicies = List.copyOf(disallowedPolicies);
    disallowedPoliciesGlob = List.copyOf(disallowedPoliciesGlob);
    allowedEntityAliases = List.copyOf(allowedEntityAliases);
    boundCidrs = List.copyOf(boundCidrs);
  }

  /** A role as it is before anything was said of it. */
  public static TokenRole named(String name) {
    return new TokenRole(
        name, List.of(), List.of(), List.of(), List.of(), List.of(), false, true, "", Duration.ZERO,
        Duration.ZERO, List.of(), false, 0, DEFAULT_SERVICE);
  }

  /** Whether it says of itself which policies its tokens may have, whatever the parent has. */
  boolean rulesPolicies() {
    return allowsSome() || !disallowedPolicies.isEmpty() || !disallowedPoliciesGlob.isEmpty();
  }

  boolean allowsSome() {
    return !allowedPolicies.isEmpty() || !allowedPoliciesGlob.isEmpty();
  }

  boolean disallows(String policy) {
    return disallowedPolicies.contains(policy) || Glob.anyMatches(disallowedPoliciesGlob, policy);
  }

  byte[] encode() {
    return JsonWriter.bytes(
        Json.object()
            .put("name", name)
            .put("allowed_policies", Json.texts(allowedPolicies))
            .put("allowed_policies_glob", Json.texts(allowedPoliciesGlob))
            .put("disallowed_policies", Json.texts(disallowedPolicies))
            .put("disallowed_policies_glob", Json.texts(disallowedPoliciesGlob))
            .put("allowed_entity_aliases", Json.texts(allowedEntityAliases))
            .put("orphan", orphan)
            .put("renewable", renewable)
            .put("path_suffix", pathSuffix)
            .put("period_s", period.toSeconds())
            .put("explicit_max_ttl_s", explicitMaxTtl.toSeconds())
            .put("bound_cidrs", Json.texts(boundCidrs))
            .put("no_default_policy", noDefaultPolicy)
            .put("num_uses", numUses)
            .put("type", type)
            .build());
  }

  static TokenRole decode(byte[] bytes) {
    Json.Object row = READER.readObject(bytes);
    return new TokenRole(
        row.text("name").orElseThrow(),
        texts(row, "allowed_policies"),
        texts(row, "allowed_policies_glob"),
        texts(row, "disallowed_policies"),
        texts(row, "disallowed_policies_glob"),
        texts(row, "allowed_entity_aliases"),
        row.bool("orphan").orElse(false),
        row.bool("renewable").orElse(true),
        row.text("path_suffix").orElse(""),
        Duration.ofSeconds(row.integer("period_s").orElse(0L)),
        Duration.ofSeconds(row.integer("explicit_max_ttl_s").orElse(0L)),
        texts(row, "bound_cidrs"),
        row.bool("no_default_policy").orElse(false),
        row.integer("num_uses").orElse(0L).intValue(),
        row.text("type").orElse(DEFAULT_SERVICE));
  }

  private static List<String> texts(Json.Object row, String name) {
    List<String> values = new ArrayList<>();
    for (Json item : row.array(name).map(Json.Array::items).orElse(List.of())) {
      if (item instanceof Json.Text text) {
        values.add(text.value());
      }
    }
    return values;
  }
}
