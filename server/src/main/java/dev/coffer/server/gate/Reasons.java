package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;

/** Failures in the words of the audit record; they hold no secret and no input. */
final class Reasons {
  private Reasons() {}

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.Malformed it -> "malformed request: " + it.why();
      case Failure.Unauthenticated it -> "permission denied: " + it.reason();
      case Failure.Forbidden _ -> "permission denied";
      case Failure.NotFound it -> "not found: " + it.thing();
      case Failure.AlreadyExists it -> "exists already: " + it.thing();
      case Failure.VersionMismatch it -> "version mismatch: " + it.why();
      case Failure.WrongState it -> "wrong state: " + it.why();
      case Failure.Expired it -> "expired: " + it.thing();
      case Failure.Contended _ -> "contended";
      case Failure.Throttled _ -> "throttled";
      case Failure.TooLarge it -> "too large: " + it.thing();
      case Failure.Unsupported it -> "unsupported operation: " + it.operation();
      case Failure.Sealed _ -> "sealed";
      case Failure.Uninitialized _ -> "not initialized";
      case Failure.Unavailable it -> "unavailable: " + it.what();
      case Failure.Integrity it -> "integrity: " + it.where();
    };
  }
}
