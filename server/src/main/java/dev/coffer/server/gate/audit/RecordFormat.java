package dev.coffer.server.gate.audit;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Audit;
import java.time.Instant;
import java.util.Optional;

/** How one device writes what the gate saw. Safe for threads. */
sealed interface RecordFormat permits VaultFormat, EventFormat {

  /** The first record, and what the second one may use again. */
  Draft before(Audit.Seen seen, AuditedHeaders headers, Instant now);

  /** The second record. */
  byte[] after(
      Draft draft, Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers, Instant now);

  /** What {@code value} looks like in records of this device. */
  String hash(String value);

  /**
   * A first record.
   *
   * @param line empty bytes when the format writes only one record, at the end
   * @param from where in the line stands what both records share, with the comma before it
   * @param to its end, exclusive
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  record Draft(byte[] line, Audit.Seen seen, int from, int to) {}
}
