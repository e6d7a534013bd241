package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A request whose only way to an answer is through authentication, policy and audit. */
public final class VaultRequest extends RequestFields {
  private final Doors doors;

  VaultRequest(RequestFacts facts, Doors doors) {
    super(facts);
    this.doors = doors;
  }

  /** What the request needs on its own path. */
  public Need need(Capability... capabilities) {
    return Need.of(path(), capabilities);
  }

  /** Passes the gate for one capability on the request's own path; the permit is for {@link #need}. */
  public Passed pass(Capability capability, Function<Permit, Answer> work) {
    return pass(List.of(need(capability)), () -> false, work);
  }

  public Passed pass(Need need, Function<Permit, Answer> work) {
    return pass(List.of(need), () -> false, work);
  }

  /**
   * Passes the gate for create-or-update of the request's own path; the permit is for {@code
   * Need.write(path())}.
   *
   * @param exists whether the thing is there already, asked only where the rules make a difference
   */
  public Passed write(BooleanSupplier exists, Function<Permit, Answer> work) {
    return pass(List.of(Need.write(path())), exists, work);
  }

  /**
   * Passes the gate with all of these needs. A root-protected route needs sudo on its own path
   * besides.
   *
   * @param work may run again after a lost race, so it must be safe to repeat
   */
  public Passed pass(List<Need> needs, BooleanSupplier exists, Function<Permit, Answer> work) {
    List<Need> all = new ArrayList<>(needs);
    if (facts().sudo()) {
      all.add(need(Capability.SUDO));
    }
    return new Passed(doors.pass(facts().ask(all, exists), work));
  }
}
