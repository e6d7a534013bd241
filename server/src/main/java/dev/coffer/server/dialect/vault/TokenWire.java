package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLookup.Known;
import dev.coffer.server.identity.token.TokenSpec;
import dev.coffer.server.identity.token.TokenTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tokens in Vault's words: the fields of a wish, the members of a look-up. */
final class TokenWire {
  /** The fields of creation. */
  static final Field[] SPEC = {
    Field.text("id", "A chosen token; needs root or sudo"),
    Field.list("policies", "Names; the parent's when there are none"),
    Field.map("meta", "Strings that are shown in look-ups and audit records"),
    Field.bool("no_parent", "Without parent; needs root or sudo"),
    Field.bool("no_default_policy", "Without the default policy"),
    Field.bool("renewable", "May be renewed; true unless told"),
    Field.duration("lease", "Older name of ttl"),
    Field.duration("ttl", "How long it lives"),
    Field.text("type", "\"service\" or \"batch\""),
    Field.duration("explicit_max_ttl", "What no renewal passes"),
    Field.text("display_name", "Shown in look-ups and audit records"),
    Field.integer("num_uses", "How often it may be used; 0 is without limit"),
    Field.duration("period", "Every renewal is for this long; needs root or sudo"),
    Field.text("entity_alias", "Only with a token role")
  };

  private TokenWire() {}

  static TokenSpec spec(VaultRequest request) {
    long uses = request.integer("num_uses", 0);
    if (uses > Integer.MAX_VALUE) {
      throw new Refused(new Failure.TooLarge("num_uses", Integer.MAX_VALUE, "uses"));
    }
    Duration ttl =
        request.duration("ttl").or(() -> request.duration("lease")).orElse(Duration.ZERO);
    return new TokenSpec(
        request.text("id", ""),
        request.list("policies").orElse(List.of()),
        request.textMap("meta").orElse(Map.of()),
        request.bool("no_parent", false),
        request.bool("no_default_policy", false),
        request.bool("renewable", true),
        request.text("type", ""),
        ttl,
        request.duration("explicit_max_ttl").orElse(Duration.ZERO),
        request.text("display_name", ""),
        (int) Math.max(-1, uses),
        request.duration("period").orElse(Duration.ZERO),
        request.text("entity_alias", ""));
  }

  /** A token's text; only into an answer. */
  static String text(SecretBytes token) {
    return token.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * The data of a look-up.
   *
   * @param id the token itself, {@code ""} when it was asked for by accessor
   */
  static Json.Object known(Known known, String id, Instant now) {
    TokenEntry entry = known.entry();
    TokenTimes times = entry.times();
    Json.Builder data =
        Json.object()
            .put("accessor", entry.accessor())
            .put("creation_time", times.issued().getEpochSecond())
            .put("creation_ttl", times.creationTtl().toSeconds())
            .put("display_name", entry.displayName())
            .put("entity_id", entry.entityId())
            .put("expire_time", times.expires().<Json>map(TokenWire::time).orElseGet(Json::ofNull))
            .put("explicit_max_ttl", times.explicitMaxTtl().toSeconds())
            .put("id", id)
            .put("issue_time", time(times.issued()));
    if (!known.persona().policies().isEmpty()) {
      data.put("identity_policies", Json.texts(known.persona().policies()));
    }
    times
        .lastRenewed()
        .ifPresent(
            at -> data.put("last_renewal", time(at)).put("last_renewal_time", at.getEpochSecond()));
    data.put("meta", entry.meta().isEmpty() ? Json.ofNull() : Json.textMap(entry.meta()))
        .put("num_uses", Math.max(0, entry.numUses()))
        .put("orphan", entry.orphan())
        .put("path", entry.path());
    if (!times.period().isZero()) {
      data.put("period", times.period().toSeconds());
    }
    data.put("policies", Json.texts(entry.policies())).put("renewable", entry.renewable());
    if (!entry.role().isEmpty()) {
      data.put("role", entry.role());
    }
    if (!entry.boundCidrs().isEmpty()) {
      data.put("bound_cidrs", Json.texts(entry.boundCidrs()));
    }
    return data.put("ttl", times.leftAt(now).toSeconds())
        .put("type", known.batch() ? "batch" : "service")
        .build();
  }

  static Json time(Instant at) {
    return Json.text(at.toString());
  }
}
