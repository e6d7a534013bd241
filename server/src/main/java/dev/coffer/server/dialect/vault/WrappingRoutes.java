package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.wrapping.Wrapping;
import java.time.Duration;
import java.util.function.Function;

/**
 * {@code sys/wrapping} (Vault API, /sys/wrapping). Whoever holds a wrapping token may look at it,
 * open it or put its content into another; the token itself is the right to that, in the body or in
 * the header.
 */
public final class WrappingRoutes {
  private static final Field TOKEN =
      Field.text("token", "The wrapping token; without it the request's own token is meant");

  private WrappingRoutes() {}

  public static RouteTable<Wrapping> table() {
    return RouteTable.of(
        Route.<Wrapping>write("wrapping/wrap", "Wrap the fields sent", WrappingRoutes::wrap)
            .takingAnyFields(),
        Route.login(
            Verb.WRITE, "wrapping/unwrap", "Open once", WrappingRoutes::unwrap, TOKEN),
        Route.login(
            Verb.WRITE, "wrapping/rewrap", "Put into a fresh one", WrappingRoutes::rewrap, TOKEN),
        Route.login(
            Verb.WRITE, "wrapping/lookup", "What is known of it", WrappingRoutes::lookup, TOKEN),
        Route.login(
            Verb.READ, "wrapping/lookup", "What is known of it", WrappingRoutes::lookup, TOKEN));
  }

  /** The gate wraps; there must be a time to live to wrap for. */
  private static Passed wrap(Wrapping wrapping, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          if (request.facts().wrapTtl().filter(Duration::isPositive).isEmpty()) {
            throw Refused.malformed("endpoint requires response wrapping to be used");
          }
          return Answer.of(request.fields());
        });
  }

  private static Passed unwrap(Wrapping wrapping, LoginRequest request) {
    return withToken(wrapping, request, wrapping::unwrap);
  }

  private static Passed rewrap(Wrapping wrapping, LoginRequest request) {
    return withToken(wrapping, request, wrapping::rewrap);
  }

  private static Passed lookup(Wrapping wrapping, LoginRequest request) {
    return withToken(
        wrapping,
        request,
        (permit, need, token) ->
            Answer.of(Wrapping.describe(wrapping.lookup(permit, need, token))));
  }

  @FunctionalInterface
  private interface TokenWork {
    Answer apply(Permit permit, Need need, SecretBytes token);
  }

  private static Passed withToken(Wrapping wrapping, LoginRequest request, TokenWork work) {
    Need need = Need.of(request.path(), Capability.UPDATE);
    try (SecretBytes token = tokenOf(request)) {
      if (token.size() == 0) {
        return request.login(
            _ -> {
              throw Refused.malformed("missing \"token\" value in input");
            });
      }
      Function<Permit, Answer> opening = permit -> work.apply(permit, need, token);
      return wrapping.isEnvelope(token) ? request.redeem(opening) : request.login(opening);
    }
  }

  /** In the body, or the one the request came with; empty when there is none. */
  private static SecretBytes tokenOf(LoginRequest request) {
    String inBody = request.text("token", "");
    if (!inBody.isEmpty()) {
      return SecretBytes.ofText(inBody);
    }
    return switch (request.evidence()) {
      case Evidence.BearerToken bearer -> bearer.token().copy();
      case Evidence.None _ -> SecretBytes.ofText("");
    };
  }
}
