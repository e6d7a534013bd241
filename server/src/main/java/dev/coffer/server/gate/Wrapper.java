package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.util.List;

/** Puts an answer into a single-use envelope; made by {@code gate.wrapping}. */
public interface Wrapper {

  /**
   * Stores the answer and gives the token that opens it once.
   *
   * @param ttl how long; more than the server's longest lease is cut to that
   * @param path the path whose answer it is
   * @param revisions what the commit expects
   */
  WrapGrant wrap(Answer answer, Duration ttl, String path, List<Expectation> revisions);

  /** Takes back an envelope whose record could not be written; the answer inside is gone. */
  void withdraw(WrapGrant grant);
}
