package dev.coffer.server.identity.oidc;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.entity.Group;
import dev.coffer.server.identity.entity.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role's template: a JSON object with {@code {{…}}} where a value is to stand. Each value goes in as a
 * JSON value of its own, so that none can add a claim.
 */
final class ClaimTemplate {
  private static final Pattern EXPRESSION = Pattern.compile("\\{\\{([^{}]*)}}");

  /** Claims that only the server says. */
  private static final Set<String> OURS =
      Set.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "namespace", "nonce", "at_hash", "c_hash");

  private ClaimTemplate() {}

  /**
   * Refuses what will make no claims.
   *
   * @throws Refused {@code Malformed}
   */
  static void check(String template) {
    fill(template, _ -> Json.text("x"));
  }

  /** The claims for one entity. */
  static Json.Object claims(String template, Standing who, Instant now) {
    return fill(template, expression -> value(expression, who, now));
  }

  private static Json.Object fill(String template, Function<String, Json> values) {
    if (template.isEmpty()) {
      return Json.Object.empty();
    }
    Matcher matcher = EXPRESSION.matcher(template);
    String filled =
        matcher.replaceAll(
            found -> Matcher.quoteReplacement(JsonWriter.text(values.apply(found.group(1).strip()))));
    try {
      Json.Object claims =
          new JsonReader(JsonLimits.REQUEST).readObject(filled.getBytes(StandardCharsets.UTF_8));
      if (claims.members().keySet().stream().anyMatch(OURS::contains)) {
        throw Refused.malformed("top level key not allowed in the template: it is the server's");
      }
      return claims;
    } catch (JsonException _) {
      throw Refused.malformed("error parsing template JSON");
    }
  }

  private static Json value(String expression, Standing who, Instant now) {
    return switch (expression) {
      case "identity.entity.groups.names" -> Json.texts(who.groups().stream().map(Group::name).toList());
      case "identity.entity.groups.ids" -> Json.texts(who.groups().stream().map(Group::id).toList());
      case "identity.entity.metadata" -> Json.textMap(who.entity().metadata());
      case "time.now" -> Json.number(now.getEpochSecond());
      default -> Json.text(Optional.of(expression).flatMap(who::value).orElse(""));
    };
  }
}
