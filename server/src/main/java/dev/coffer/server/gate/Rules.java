package dev.coffer.server.gate;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.policy.AclRevision;
import java.util.Collection;

/** What the gate needs of the policies: {@code policyStore::acl}. */
@FunctionalInterface
public interface Rules {

  /** All rules of the named policies, as they are at this reading. */
  AclRevision acl(Reading reading, Collection<String> policies);
}
