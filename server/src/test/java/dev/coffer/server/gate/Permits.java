package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes permits for the tests of engines; production code cannot, which is the point of a permit. */
public final class Permits {
  private Permits() {}

  /** For these needs and no others; narrows to nothing but these. */
  public static Permit granting(Need... needs) {
    return granting(Caller.anonymous(), needs);
  }

  /** For these needs and no others, of this caller; commits expect the caller's revisions. */
  public static Permit granting(Caller caller, Need... needs) {
    Set<Need> granted = Set.of(needs);
    return permit(caller, granted::contains, caller.revisions(), Optional.empty(), granted::contains);
  }

  /** For these needs, with the existence that the gate decided create-or-update by. */
  public static Permit deciding(boolean existed, Need... needs) {
    Set<Need> granted = Set.of(needs);
    return permit(
        Caller.anonymous(), granted::contains, List.of(), Optional.of(existed), granted::contains);
  }

  /** For these needs; every commit must expect {@code revisions}. */
  public static Permit expecting(List<Expectation> revisions, Need... needs) {
    Set<Need> granted = Set.of(needs);
    return permit(
        Caller.anonymous(), granted::contains, revisions, Optional.empty(), granted::contains);
  }

  /** For these needs; narrows to whatever {@code narrowing} says yes to. */
  public static Permit narrowing(Predicate<Need> narrowing, Need... needs) {
    return permit(
        Caller.anonymous(), Set.of(needs)::contains, List.of(), Optional.empty(), narrowing);
  }

  /** For everything, as a root token has it. */
  public static Permit everything() {
    return everything(Caller.anonymous());
  }

  /** For everything, of this caller. */
  public static Permit everything(Caller caller) {
    return permit(caller, _ -> true, caller.revisions(), Optional.empty(), _ -> true);
  }

  /** Ends a permit, as the gate does when the work is over. */
  public static Permit ended(Permit permit) {
    permit.end();
    return permit;
  }

  private static Permit permit(
      Caller caller,
      Predicate<Need> granted,
      List<Expectation> revisions,
      Optional<Boolean> existed,
      Predicate<Need> narrowing) {
    return new Permit(
        caller,
        granted,
        revisions,
        existed,
        (need, exists) ->
            narrowing.test(need)
                ? new Verdict.Granted(
                    need.either() ? Optional.of(exists.getAsBoolean()) : Optional.empty(), List.of())
                : new Verdict.Denied("not among the needs of the test"));
  }
}
