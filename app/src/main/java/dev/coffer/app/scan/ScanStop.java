package dev.coffer.app.scan;

/** Something is wrong before anything was scanned; the message is for the user. */
final class ScanStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScanStop(String message) {
    super(message, null, false, false);
  }
}
