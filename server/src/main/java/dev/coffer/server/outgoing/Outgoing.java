package dev.coffer.server.outgoing;

import dev.coffer.kit.http.Response;

/** The server as a client of others. Nothing is opened or loaded before the first call. */
@FunctionalInterface
public interface Outgoing {

  /**
   * Calls and waits for the whole answer, whatever its status is. Redirects are answers too; nobody
   * follows them.
   *
   * @throws Unanswered when no whole answer came within the call's limits
   */
  Response send(Call call) throws Unanswered;
}
