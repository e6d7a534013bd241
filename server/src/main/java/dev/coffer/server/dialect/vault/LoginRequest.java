package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.token.Entrance;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.TokenLogin;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request that proves who somebody is, or carries its own right with it (unwrapping). */
public final class LoginRequest extends RequestFields {
  private final Doors doors;

  LoginRequest(RequestFacts facts, Doors doors) {
    super(facts);
    this.doors = doors;
  }

  /** The token in the request's header, if there is one; nobody has looked at it yet. */
  public Evidence evidence() {
    return facts().evidence();
  }

  /**
   * The login of every method: who it is, and their token.
   *
   * @param prove repeated after a lost race
   */
  Passed admit(TokenLogin login, Supplier<Proof> prove) {
    Entrance entrance = new Entrance(mount().accessor(), mount().type(), facts().factors());
    Passed passed = login(permit -> LoginAnswers.of(login.admit(permit, entrance, prove.get())));
    return passed.answer().data().isPresent() ? passed.unfinished() : passed;
  }

  public Passed login(Function<Permit, Answer> work) {
    return new Passed(doors.login(facts().ask(List.of(), () -> false), work));
  }

  /** For a request that carries what only this server can have made; the caller has checked that. */
  Passed redeem(Function<Permit, Answer> work) {
    return new Passed(doors.redeem(facts().ask(List.of(), () -> false), work));
  }
}
