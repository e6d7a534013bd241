package dev.coffer.server.dialect.vault;

import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.system.CrossOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells browsers whether the page of another site may call (Fetch standard, "CORS protocol"; the
 * words are Vault's). A request without {@code Origin} comes from no page and is none of its business.
 */
public final class CrossOriginDialect implements Dialect {
  private static final List<String> METHODS =
      List.of("DELETE", "GET", "OPTIONS", "POST", "PUT", "PATCH", "LIST");
  private static final Set<String> KNOWN_METHODS = Set.copyOf(METHODS);

  /** Seconds that a browser need not ask again. */
  private static final String AGE_MAX = "300";

  private final Dialect inner;
  private final CrossOrigin cors;

  public CrossOriginDialect(Dialect inner, CrossOrigin cors) {
    this.inner = inner;
    this.cors = cors;
  }

  /** Only an origin that stands in the settings: {@code *} opens no listener that refuses other sites. */
  @Override
  public boolean allowsOrigin(String origin) {
    try {
      return cors.current().filter(allowed -> allowed.names(origin)).isPresent();
    } catch (Refused _) {
      return false; // What cannot be read allows nobody.
    }
  }

  @Override
  public WireResponse answer(WireRequest request) {
    List<String> origin = request.headers().values("Origin");
    if (origin.isEmpty()) {
      return inner.answer(request);
    }
    try {
      Optional<CrossOrigin.Allowed> allowed = cors.current();
      return allowed.isPresent() ? answer(request, origin, allowed.get()) : inner.answer(request);
    } catch (Refused refused) {
      return VaultFailures.response(refused.failure());
    }
  }

  private WireResponse answer(WireRequest request, List<String> origin, CrossOrigin.Allowed allowed) {
    if (origin.size() > 1 || !allowed.allows(origin.getFirst())) {
      return VaultFailures.response(new WireRefused(403, "origin not allowed"));
    }
    WireResponse answer = request.method().equals("OPTIONS") ? preflight(request, allowed) : inner.answer(request);
    return answer.with("Access-Control-Allow-Origin", origin.getFirst()).with("Vary", "Origin");
  }

  private static WireResponse preflight(WireRequest request, CrossOrigin.Allowed allowed) {
    String method =
        request.headers().single("Access-Control-Request-Method").orElseThrow(CrossOriginDialect::noMethod);
    if (!KNOWN_METHODS.contains(method)) {
      return VaultResponses.empty(405);
    }
    return VaultResponses.empty(200)
        .with("Access-Control-Allow-Methods", String.join(",", METHODS))
        .with("Access-Control-Allow-Headers", String.join(",", CorsRoutes.headers(allowed)))
        .with("Access-Control-Max-Age", AGE_MAX);
  }

  private static Refused noMethod() {
    return new Refused(
        new Failure.Malformed("an OPTIONS request asks with Access-Control-Request-Method"));
  }
}
