package dev.coffer.server.storage;

/**
 * A lost race: a row was not as the batch expected it, and nothing was written. Whoever decided on
 * the strength of that row decides again.
 */
public final class Conflict extends RuntimeException {
  private final transient Key key;

  public Conflict(Key key) {
    super("changed meanwhile: " + key, null, false, false);
    this.key = key;
  }

  public Key key() {
    return key;
  }
}
