package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.identity.entity.Arrivals.Arriving;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.entity.Standing;
import java.util.Optional;

/** What tokens ask of the room of entities. */
final class Identities {
  private final Identity identity;

  Identities(Identity identity) {
    this.identity = identity;
  }

  /**
   * What a token's entity is now; empty for a token without one.
   *
   * @throws Refused {@code Unauthenticated} when the entity is gone or disabled: such a token is
   *     nobody's
   */
  Optional<Standing> of(Reading reading, TokenEntry entry) {
    if (entry.entityId().isEmpty()) {
      return Optional.empty();
    }
    Optional<Standing> standing = living(reading, entry);
    if (standing.isEmpty()) {
      throw new Refused(new Failure.Unauthenticated("the token's entity is gone or disabled"));
    }
    return standing;
  }

  /** What a token's entity adds to it, for those who look at the token. */
  Persona personaOf(Reading reading, TokenEntry entry) {
    return entry.entityId().isEmpty()
        ? Persona.NOBODY
        : living(reading, entry).map(Standing::persona).orElse(Persona.NOBODY);
  }

  private Optional<Standing> living(Reading reading, TokenEntry entry) {
    return identity
        .standings()
        .of(reading, entry.entityId())
        .filter(standing -> !standing.entity().disabled());
  }

  /** The entity of somebody who logs in, as {@code changes} will leave it. */
  Standing arriving(Reading reading, Changes changes, String accessor, Proof proof) {
    return identity
        .arrivals()
        .arrive(
            reading,
            changes,
            new Arriving(accessor, proof.name(), proof.aliasMetadata(), proof.groups()));
  }

  /** What the entity of a token adds to it that is about to be renewed, with its groups renewed too. */
  Persona renewing(
      Reading reading, Changes changes, TokenEntry entry, Optional<LoginMethods.Said> login) {
    if (entry.entityId().isEmpty()) {
      return Persona.NOBODY;
    }
    Optional<LoginMethods.Said> grouped =
        login.filter(said -> said.renewed().groups().isPresent());
    if (grouped.isEmpty()) {
      return of(reading, entry).map(Standing::persona).orElse(Persona.NOBODY);
    }
    return identity
        .arrivals()
        .regroup(
            reading,
            changes,
            entry.entityId(),
            grouped.get().accessor(),
            grouped.get().renewed().groups().orElseThrow())
        .persona();
  }
}
