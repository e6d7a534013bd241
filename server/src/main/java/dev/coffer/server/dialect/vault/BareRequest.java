package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Strangers;
import java.util.List;
import java.util.function.Function;

/** A request that is served also while the barrier is sealed. */
public final class BareRequest extends RequestFields {
  private final Doors doors;

  BareRequest(RequestFacts facts, Doors doors) {
    super(facts);
    this.doors = doors;
  }

  /** The token in the request's header, if there is one; nobody has looked at it yet. */
  public Evidence evidence() {
    return facts().evidence();
  }

  /** Whom the gate takes for one stranger: the address, for IPv6 its /64. */
  String source() {
    return Strangers.nameOf(peer().address());
  }

  public Passed bare(Function<Permit, Answer> work) {
    return new Passed(doors.bare(facts().ask(List.of(), () -> false), work));
  }
}
