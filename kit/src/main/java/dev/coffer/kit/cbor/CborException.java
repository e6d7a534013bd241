package dev.coffer.kit.cbor;

/** The bytes are no CBOR, or not the items that were expected. The message never tells the content. */
public final class CborException extends RuntimeException {
  CborException(String message) {
    super(message, null, false, false);
  }
}
