package dev.coffer.server.dialect.vault;

import dev.coffer.server.identity.token.TokenParameters;
import java.util.ArrayList;
import java.util.List;

/** The {@code token_*} fields with the names they had before Vault 1.2, which guides still use. */
final class OlderTokenParameters {
  private static final List<Field> OLDER =
      List.of(
          Field.list("policies", "Older name of token_policies"),
          Field.duration("ttl", "Older name of token_ttl"),
          Field.duration("max_ttl", "Older name of token_max_ttl"),
          Field.duration("period", "Older name of token_period"),
          Field.integer("num_uses", "Older name of token_num_uses"),
          Field.list("bound_cidrs", "Older name of token_bound_cidrs"));

  private OlderTokenParameters() {}

  /** The fields of a role under all their names, with those of its own. */
  static Field[] fields(Field... own) {
    List<Field> all = new ArrayList<>(TokenParametersWire.FIELDS);
    all.addAll(OLDER);
    all.addAll(List.of(own));
    return all.toArray(Field[]::new);
  }

  /** With the fields that were sent; the newer name wins. */
  static TokenParameters changed(TokenParameters known, RequestFields request) {
    TokenParameters older =
        known
            .withPolicies(
                request.list("policies").map(TokenParametersWire::policies).orElse(known.policies()))
            .withTtl(request.duration("ttl").map(TokenParametersWire::seconds).orElse(known.ttl()))
            .withMaxTtl(
                request.duration("max_ttl").map(TokenParametersWire::seconds).orElse(known.maxTtl()))
            .withPeriod(
                request.duration("period").map(TokenParametersWire::seconds).orElse(known.period()))
            .withNumUses(
                TokenParametersWire.uses("num_uses", request.integer("num_uses", known.numUses())))
            .boundTo(
                TokenParametersWire.networks(
                    "bound_cidrs", request.list("bound_cidrs").orElse(known.boundCidrs())));
    return TokenParametersWire.changed(older, request);
  }
}
