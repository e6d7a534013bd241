package dev.coffer.server.gate;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.storage.Expectation;

/** What the gate needs of the policies; Assembly hands it in. */
public interface Rules {

  /** All rules of the caller's token and identity policies, as they are at this reading. */
  Acl of(Reading reading, Caller caller);

  /** What a commit expects so that no policy changed since this reading. */
  Expectation revision(Reading reading);
}
