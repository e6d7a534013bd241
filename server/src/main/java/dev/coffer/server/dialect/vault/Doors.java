package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Gate;
import dev.coffer.server.gate.Permit;
import java.util.function.Function;

/** The doors of the gate as this dialect uses them. */
public interface Doors {

  /** Authenticated, decided, recorded. */
  Answer pass(Ask ask, Function<Permit, Answer> work);

  /** Recorded, without policy, limited by source. */
  Answer login(Ask ask, Function<Permit, Answer> work);

  /** The same for a request that carries what only this server can have made. */
  Answer redeem(Ask ask, Function<Permit, Answer> work);

  /** Limited by source; recorded when unsealed. */
  Answer bare(Ask ask, Function<Permit, Answer> work);

  static Doors of(Gate gate) {
    return new Doors() {
      @Override
      public Answer pass(Ask ask, Function<Permit, Answer> work) {
        return gate.pass(ask, work);
      }

      @Override
      public Answer login(Ask ask, Function<Permit, Answer> work) {
        return gate.login(ask, work);
      }

      @Override
      public Answer redeem(Ask ask, Function<Permit, Answer> work) {
        return gate.redeem(ask, work);
      }

      @Override
      public Answer bare(Ask ask, Function<Permit, Answer> work) {
        return gate.bare(ask, work);
      }
    };
  }
}
