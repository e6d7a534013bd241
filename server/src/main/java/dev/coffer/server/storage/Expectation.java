package dev.coffer.server.storage;

/**
 * What a commit demands of a row at the moment it takes effect.
 *
 * @param version the version the row must have, {@link #ABSENT} for none
 */
public record Expectation(Key key, long version) {
  public static final long ABSENT = 0;

  public static Expectation absent(Key key) {
    return new Expectation(key, ABSENT);
  }
}
