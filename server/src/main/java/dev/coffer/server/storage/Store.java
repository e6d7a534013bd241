package dev.coffer.server.storage;

/**
 * An ordered, durable map. Failures of the medium are {@code Refused(Unavailable)}, damage is {@code
 * Refused(Integrity)} naming the place; neither is ever answered with a guess.
 */
public interface Store extends AutoCloseable {

  Snapshot snapshot();

  /**
   * All or nothing, and durable on return.
   *
   * @return the commit's position, which is the version of every row it wrote
   * @throws Conflict when an expectation does not hold; nothing was written
   */
  long commit(Batch batch);

  @Override
  void close();
}
