package dev.coffer.app;

import dev.coffer.server.failure.Failure;

/** Failures in words for the person at the terminal who starts a server. */
final class Wording {
  private Wording() {}

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.Malformed(String why) -> why;
      case Failure.Unauthenticated(String reason) -> reason;
      case Failure.Forbidden() -> "permission denied";
      case Failure.NotFound(String thing) -> thing + " is not there";
      case Failure.AlreadyExists(String thing) -> thing + " is there already";
      case Failure.VersionMismatch(String why) -> why;
      case Failure.WrongState(String why) -> why;
      case Failure.Expired(String thing) -> thing + " has expired";
      case Failure.Contended() -> "too many others change the same rows";
      case Failure.Throttled(var after) -> "too many requests; try again in " + after.toSeconds() + " s";
      case Failure.TooLarge(String thing, long max, String unit) ->
          thing + " is larger than " + max + " " + unit;
      case Failure.Unsupported(String operation) -> operation + " is not supported";
      case Failure.Sealed() -> "the server is sealed";
      case Failure.Uninitialized() -> "the server is not initialized";
      case Failure.Unavailable(String what) -> what;
      case Failure.Integrity(String where) -> "stored data is damaged: " + where;
    };
  }
}
