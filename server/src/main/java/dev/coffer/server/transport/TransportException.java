package dev.coffer.server.transport;

/** A listener cannot be opened; the message says which and why, for the operator. */
public final class TransportException extends RuntimeException {
  TransportException(String message) {
    super(message);
  }

  TransportException(String message, Throwable cause) {
    super(message, cause);
  }
}
