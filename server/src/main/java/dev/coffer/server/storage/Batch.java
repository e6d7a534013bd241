package dev.coffer.server.storage;

import java.util.List;

/**
 * Changes that happen together or not at all, if every expectation holds.
 *
 * @param changes at most one for each key
 * @param expectations may name keys that the batch does not change
 */
public record Batch(List<Change> changes, List<Expectation> expectations) {

  /** One change of one row. */
  public sealed interface Change {
    Key key();
  }

  public record Put(Key key, Ciphertext value) implements Change {}

  public record Delete(Key key) implements Change {}

  public Batch {
    changes = List.copyOf(changes);
    expectations = List.copyOf(expectations);
  }
}
