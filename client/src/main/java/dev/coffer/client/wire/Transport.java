package dev.coffer.client.wire;

import dev.coffer.kit.http.Response;
import java.io.IOException;

/** Sends one request and returns the whole answer. */
public interface Transport extends AutoCloseable {
  /**
   * Sends and waits.
   *
   * @throws IOException if no complete answer came: the request may or may not have taken effect
   */
  Response send(Request request) throws IOException;

  @Override
  default void close() {}
}
