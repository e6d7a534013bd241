package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;

/** Makes root tokens; Assembly hands it in, since tokens live above the barrier. */
@FunctionalInterface
public interface RootTokens {
  /** {@code hvs.} and 24 more. Clients compare it with the length of a one-time password. */
  int CHARACTERS = 28;

  /**
   * A root token without an end.
   *
   * @param barrier where its rows belong; at initialisation not yet the store's own
   * @return its {@link #CHARACTERS} characters in ASCII
   */
  SecretBytes create(Barrier barrier);
}
