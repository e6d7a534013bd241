package dev.coffer.server.gate;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.gate.policy.Persona;
import java.util.List;

/** What the gate needs of the policies: {@code policyStore::acl}. */
@FunctionalInterface
public interface Rules {

  /** All rules of a token's policies and its identity, as they are at this reading. */
  AclRevision acl(Reading reading, List<String> tokenPolicies, Persona persona);
}
