package dev.coffer.server.identity;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.identity.token.Presented;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;

/** A mounted way to prove who one is. */
public interface LoginMethod extends Engine {

  /**
   * What is said now of a token that this method gave, when it is to be renewed.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when the role or user is gone, or
   *     would be given something else now
   */
  Renewed renewing(TokenEntry token);

  /** As {@link #renewing(TokenEntry)}, for a method that looks at who asks too. */
  default Renewed renewing(TokenEntry token, Presented presented) {
    return renewing(token);
  }
}
