package dev.coffer.server.identity.token;

import dev.coffer.server.identity.mfa.Demand;

/** What came of a login. */
public sealed interface Admission permits TokenCreation.Issued, Admission.Asked {

  /**
   * Nobody is let in yet: a second factor is missing.
   *
   * @param requestId under which it is waited for
   */
  record Asked(String requestId, Demand demand) implements Admission {}
}
