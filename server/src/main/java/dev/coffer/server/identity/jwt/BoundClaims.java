package dev.coffer.server.identity.jwt;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Claims;
import dev.coffer.server.identity.token.Glob;
import java.util.List;
import java.util.Optional;

/**
 * What claims must be. Each named claim must be there, and one of its values, if it is a list, must be one of
 * the expected; types count, so {@code "true"} is not {@code true} and {@code "7"} is not {@code 7}.
 *
 * @param expected for each claim one value or a list; values are texts, numbers and booleans
 * @param globs {@code *} in an expected text stands for any characters; without it, for itself
 */
public record BoundClaims(Json.Object expected, boolean globs) {
  public static final BoundClaims NONE = new BoundClaims(Json.Object.empty(), false);

  private static final int CLAIMS_MAX = 100;
  private static final int VALUES_MAX = 1_000;

  BoundClaims checked() {
    if (expected.members().size() > CLAIMS_MAX) {
      throw Refused.malformed("bound_claims has at most " + CLAIMS_MAX + " claims");
    }
    expected.members().values().forEach(this::requireValues);
    return this;
  }

  private void requireValues(Json value) {
    List<Json> values = Claims.items(value);
    if (values.isEmpty() || values.size() > VALUES_MAX) {
      throw Refused.malformed("a bound claim has 1 to " + VALUES_MAX + " values");
    }
    for (Json one : values) {
      boolean fits =
          switch (one) {
            case Json.Text _ -> true;
            case Json.Number _, Json.Bool _ -> !globs;
            case Json.Array _, Json.Object _, Json.Null _ -> false;
          };
      if (!fits) {
        throw Refused.malformed(
            globs ? "claim is not a string or list" : "a bound claim is a text, a number, a boolean or a list of them");
      }
    }
  }

  /**
   * Checks claims.
   *
   * @throws Refused {@code Malformed} when one is missing or something else
   */
  void require(Json.Object claims) {
    expected.members().forEach((name, values) -> {
      Optional<Json> actual = Claims.find(claims, name);
      if (actual.isEmpty()) {
        throw JwtRole.refused("a claim that the role is bound to is missing");
      }
      boolean found =
          Claims.items(actual.get()).stream()
              .anyMatch(mine -> Claims.items(values).stream().anyMatch(wanted -> matches(wanted, mine)));
      if (!found) {
        throw JwtRole.refused("a claim does not match any of the role's bound values");
      }
    });
  }

  private boolean matches(Json wanted, Json actual) {
    if (wanted instanceof Json.Text text && actual instanceof Json.Text mine) {
      return globs ? Glob.matches(text.value(), mine.value()) : text.value().equals(mine.value());
    }
    if (wanted instanceof Json.Number number && actual instanceof Json.Number mine) {
      return number.literal().equals(mine.literal());
    }
    return wanted instanceof Json.Bool && wanted.equals(actual);
  }
}
