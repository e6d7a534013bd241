package dev.coffer.server.identity.entity;

import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Optional;

/**
 * What an entity is to the gate at one position of the store.
 *
 * @param groups direct ones first, then those that they are members of
 * @param persona the same object for as long as nothing of it changed
 * @param revisions what every commit made for the entity must expect
 */
public record Standing(
    Entity entity, List<Group> groups, Persona persona, List<Expectation> revisions) {
  public Standing {
    groups = List.copyOf(groups);
    revisions = List.copyOf(revisions);
  }

  /** What a template's expression stands for, {@code identity.entity.name} for one; empty for nothing. */
  public Optional<String> value(String expression) {
    return new EntityTemplate(entity, groups).value(expression);
  }
}
