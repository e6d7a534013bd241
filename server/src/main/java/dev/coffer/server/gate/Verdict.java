package dev.coffer.server.gate;

import java.util.List;
import java.util.Optional;

/** What the rules say to all needs of a request together. */
sealed interface Verdict {

  /**
   * Yes.
   *
   * @param existed what the create-or-update decision rests on, empty when nothing was read
   * @param grantedBy names of policies, for the audit record
   */
  record Granted(Optional<Boolean> existed, List<String> grantedBy) implements Verdict {}

  /** No; the reason is for the audit record, not for the caller. */
  record Denied(String reason) implements Verdict {}
}
