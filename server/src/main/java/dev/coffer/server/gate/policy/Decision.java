package dev.coffer.server.gate.policy;

import java.util.List;

/** May they? */
public sealed interface Decision {

  /** Yes; the names of the policies that said so, for the audit record. */
  record Allow(List<String> grantedBy) implements Decision {}

  /** No; the reason is for the audit record, not for the caller. */
  record Deny(String reason) implements Decision {}
}
