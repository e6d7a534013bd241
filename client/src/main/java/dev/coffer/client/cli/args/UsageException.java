package dev.coffer.client.cli.args;

/** The command line cannot be understood. The message tells the person what to type instead. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
