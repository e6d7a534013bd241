package dev.coffer.server.gate;

import dev.coffer.server.gate.policy.Decision;
import java.util.Optional;

/** Where the gate records what it sees; made by {@code gate.audit}. */
public interface Audit {

  /**
   * Records a request before anything is done about it; on return the record is with the operating
   * system, or on disk where the device says so.
   *
   * @throws dev.coffer.server.failure.Refused {@code Unavailable} when devices are enabled and none
   *     could record it
   */
  Entry before(Seen seen);

  /** Records that more strangers were refused than have records of their own; never refuses. */
  void summary(Strangers.Summary summary);

  /**
   * A request as far as it is known.
   *
   * @param decision empty while nothing was decided: a login, an authentication that failed
   * @param error why it is refused, empty when it is not
   */
  record Seen(Ask ask, Caller caller, Optional<Decision> decision, String error) {}

  /** A request whose first record is written. */
  interface Entry {

    /**
     * Records the end.
     *
     * @param seen as decided last, which may differ from the first record after a lost race
     * @param answer empty when the request failed
     * @throws dev.coffer.server.failure.Refused {@code Unavailable}, as {@link Audit#before}
     */
    void after(Seen seen, Optional<Answer> answer);
  }
}
