package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.TokenParameters;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The {@code token_*} fields that the roles and users of every login method have. */
final class TokenParametersWire {
  static final List<Field> FIELDS =
      List.of(
          Field.duration("token_ttl", "How long tokens live; the mount's default unless told"),
          Field.duration("token_max_ttl", "What no renewal passes, as it is at the renewal"),
          Field.duration("token_explicit_max_ttl", "What no renewal passes, as it is at the login"),
          Field.list("token_policies", "Policies of the tokens"),
          Field.list("token_bound_cidrs", "Networks that tokens may be used from"),
          Field.bool("token_no_default_policy", "Tokens do not get the default policy by themselves"),
          Field.integer("token_num_uses", "How often tokens may be used; 0 is without limit"),
          Field.duration("token_period", "Every renewal is for this long"),
          Field.text("token_type", "service, batch or default"));

  private TokenParametersWire() {}

  /** With the fields that were sent; the others stay as they were. */
  static TokenParameters changed(TokenParameters known, RequestFields request) {
    return new TokenParameters(
        request.duration("token_ttl").map(TokenParametersWire::seconds).orElse(known.ttl()),
        request.duration("token_max_ttl").map(TokenParametersWire::seconds).orElse(known.maxTtl()),
        request
            .duration("token_explicit_max_ttl")
            .map(TokenParametersWire::seconds)
            .orElse(known.explicitMaxTtl()),
        request.list("token_policies").map(TokenParametersWire::policies).orElse(known.policies()),
        networks("token_bound_cidrs", request.list("token_bound_cidrs").orElse(known.boundCidrs())),
        request.bool("token_no_default_policy", known.noDefaultPolicy()),
        uses("token_num_uses", request.integer("token_num_uses", known.numUses())),
        request.duration("token_period").map(TokenParametersWire::seconds).orElse(known.period()),
        request.text("token_type").map(TokenParameters.Type::ofWord).orElse(known.type()));
  }

  static void put(Json.Builder data, TokenParameters tokens) {
    data.put("token_bound_cidrs", Json.texts(tokens.boundCidrs()))
        .put("token_explicit_max_ttl", tokens.explicitMaxTtl().toSeconds())
        .put("token_max_ttl", tokens.maxTtl().toSeconds())
        .put("token_no_default_policy", tokens.noDefaultPolicy())
        .put("token_num_uses", tokens.numUses())
        .put("token_period", tokens.period().toSeconds())
        .put("token_policies", Json.texts(tokens.policies()))
        .put("token_ttl", tokens.ttl().toSeconds())
        .put("token_type", tokens.type().word());
  }

  /** Lower case, sorted, each once, as Vault keeps them. */
  static List<String> policies(List<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  static List<String> networks(String field, List<String> networks) {
    for (String network : networks) {
      if (!Cidr.isNetwork(network)) {
        throw Refused.malformed(field + " must be networks such as 10.0.0.0/8");
      }
    }
    return networks;
  }

  static int uses(String field, long uses) {
    if (uses < 0 || uses > Integer.MAX_VALUE) {
      throw Refused.malformed("'" + field + "' cannot be negative nor above " + Integer.MAX_VALUE);
    }
    return (int) uses;
  }

  /** Rows keep whole seconds. */
  static Duration seconds(Duration sent) {
    return Duration.ofSeconds(sent.toSeconds());
  }
}
