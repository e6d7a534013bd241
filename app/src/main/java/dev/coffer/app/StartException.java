package dev.coffer.app;

/** Why a server cannot start; the message tells the person who started it what to do. */
final class StartException extends RuntimeException {
  StartException(String message) {
    super(message, null, false, false);
  }
}
