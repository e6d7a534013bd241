package dev.coffer.server.identity.mfa;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.entity.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a login must prove besides, and whether it did. */
public final class SecondFactors {
  private final MfaSettings settings;
  private final TotpSecrets secrets;

  SecondFactors(MfaSettings settings, TotpSecrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * What this login must prove besides. The commit will expect that the demands are still these.
   *
   * @param accessor of the mount that let them in
   * @param type of its method
   * @return empty for nothing
   */
  public Optional<Demand> of(
      Reading reading, Changes changes, Standing who, String accessor, String type) {
    MfaSettings.Settings now = settings.at(reading);
    changes.expect(settings.unchanged(reading));
    List<Demand.AnyOf> all = new ArrayList<>();
    for (Enforcement enforcement : now.enforcements()) {
      if (enforcement.concerns(who, accessor, type)) {
        List<Demand.Choice> choices =
            enforcement.methods().stream()
                .flatMap(id -> now.method(id).stream())
                .map(method -> choice(reading, method, who))
                .toList();
        all.add(new Demand.AnyOf(enforcement.name(), choices));
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new Demand(all));
  }

  private Demand.Choice choice(Reading reading, TotpMethod method, Standing who) {
    boolean enrols =
        method.selfEnrolment() && !secrets.isEnrolled(reading, method.id(), who.entity().id());
    return new Demand.Choice(method, enrols);
  }

  /**
   * Demands that each enforcement has a right code. What the codes use up goes into {@code changes}.
   *
   * @param codes by method's id or name
   * @param enrolling secrets that the entity was given at this login, by method's id
   * @throws Refused {@code Forbidden} when a code is missing, wrong or was used, {@code Throttled} after
   *     too many wrong ones
   */
  public void check(
      Reading reading,
      Changes changes,
      String entity,
      Demand demand,
      Map<String, String> codes,
      Map<String, TotpSecrets.Told> enrolling) {
    List<String> done = new ArrayList<>();
    for (Demand.AnyOf anyOf : demand.all()) {
      TotpMethod method =
          anyOf.methods().stream()
              .map(Demand.Choice::method)
              .filter(choice -> code(codes, choice).isPresent())
              .findFirst()
              .orElseThrow(() -> new Refused(new Failure.Forbidden()));
      if (!done.contains(method.id())) {
        done.add(method.id());
        check(reading, changes, entity, method, code(codes, method).orElseThrow(), enrolling);
      }
    }
  }

  private void check(
      Reading reading,
      Changes changes,
      String entity,
      TotpMethod method,
      String code,
      Map<String, TotpSecrets.Told> enrolling) {
    if (!secrets.isEnrolled(reading, method.id(), entity) && enrolling.containsKey(method.id())) {
      TotpSecret proved =
          Optional.ofNullable(enrolling.get(method.id()))
              .flatMap(told -> secrets.proved(told.secret(), code))
              .orElseThrow(() -> new Refused(new Failure.Forbidden()));
      TotpSecrets.keep(changes, method.id(), entity, proved);
      return;
    }
    secrets.check(reading, changes, method, entity, code);
  }

  private static Optional<String> code(Map<String, String> codes, TotpMethod method) {
    return Optional.ofNullable(codes.get(method.id()))
        .or(() -> method.name().isEmpty() ? Optional.empty() : Optional.ofNullable(codes.get(method.name())));
  }
}
