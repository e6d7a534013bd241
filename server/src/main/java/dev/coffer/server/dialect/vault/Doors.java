package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Permit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The doors of the gate as this dialect uses them. */
public interface Doors {

  /** Authenticated, decided, recorded. */
  Answer pass(Ask ask, Function<Permit, Answer> work);

  /** Recorded, without policy. */
  Answer login(Ask ask, Function<Permit, Answer> work);

  /** Limited by source; recorded when unsealed. */
  Answer bare(Ask ask, Supplier<Answer> work);
}
