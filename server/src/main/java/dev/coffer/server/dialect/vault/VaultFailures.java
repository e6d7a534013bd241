package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import java.time.Duration;
import java.util.List;

/**
 * Failures in Vault's words: a status and {@code {"errors": […]}}. Clients compare some of the
 * words, so those are Vault's own.
 */
final class VaultFailures {
  /** How long a caller waits before it asks a busy server again. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private VaultFailures() {}

  static WireResponse response(Failure failure) {
    return switch (failure) {
      case Failure.Malformed(String why) -> errors(400, why);
      case Failure.Unauthenticated _ ->
          errors(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
      case Failure.Forbidden _ -> errors(403, "1 error occurred:\n\t* permission denied\n\n");
      case Failure.NotFound _ -> errors(404);
      case Failure.AlreadyExists(String thing) -> errors(400, thing + " already exists");
      case Failure.VersionMismatch(String why) -> errors(400, why);
      case Failure.WrongState(String why) -> errors(400, why);
      case Failure.Expired(String thing) -> errors(400, thing + " has expired");
      case Failure.Contended _ ->
          later(errors(503, "too many requests changed the same data; try again"), SOON);
      case Failure.Throttled(Duration retryAfter) ->
          later(errors(429, "too many requests; try again later"), retryAfter);
      case Failure.TooLarge(String thing, long max, String unit) ->
          errors(413, thing + " is too large: the limit is " + max + " " + unit);
      case Failure.Unsupported _ -> errors(405, "1 error occurred:\n\t* unsupported operation\n\n");
      case Failure.Sealed _ -> errors(503, "Vault is sealed");
      case Failure.Uninitialized _ -> errors(503, "Vault is not initialized");
      case Failure.Unavailable(String what) -> later(errors(503, what + " is not available"), SOON);
      case Failure.Integrity(String where) ->
          errors(500, "stored data is damaged and is not served: " + where);
    };
  }

  static WireResponse response(WireRefused refused) {
    return errors(refused.status(), refused.words().toArray(String[]::new));
  }

  /** A bug: nothing is told but the id under which the server's log has it. */
  static WireResponse bug(String requestId) {
    return errors(500, "internal error; the server's log has it under request " + requestId);
  }

  private static WireResponse later(WireResponse response, Duration wait) {
    return response.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  private static WireResponse errors(int status, String... words) {
    Json.Object body = Json.object().put("errors", Json.texts(List.of(words))).build();
    return VaultResponses.json(status, JsonWriter.bytes(body));
  }
}
