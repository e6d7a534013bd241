package dev.coffer.server.barrier.seal;

import dev.coffer.server.barrier.Barrier;

/** What the rooms above lay into a new store: mounts, policies, an audit device. */
@FunctionalInterface
public interface FirstRows {
  /** Commits as it likes: all of it reaches the store in one commit, or none of it. */
  void lay(Barrier barrier);
}
