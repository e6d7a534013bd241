package dev.coffer.server.identity.approle;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The roles of a mount. A role's role id is an index row that comes, changes and goes with it. */
public final class ApproleRoles {
  /** A longer name is refused; it is part of paths and keys. Characters. */
  public static final int NAME_CHARS_MAX = 256;

  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]*\\w)?");
  private static final int PAGE = 500;

  private final ApproleCore core;

  ApproleRoles(ApproleCore core) {
    this.core = core;
  }

  /** Names as Vault has them: letters, digits, {@code _}, and inside also dots and dashes. */
  static boolean isName(String name) {
    return name.length() <= NAME_CHARS_MAX && NAME.matcher(name).matches();
  }

  public boolean exists(String name) {
    return find(name).isPresent();
  }

  public Optional<ApproleRole> find(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.role(reading, name).map(Versioned::value);
    }
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = core.barrier().read()) {
      return reading.children(core.keys().roles(), after, limit);
    }
  }

  /**
   * What a write does to a role.
   *
   * @see #put
   */
  @FunctionalInterface
  public interface Change {
    /** The role as it shall be; {@code isNew} when it is being made. */
    ApproleRole apply(ApproleRole role, boolean isNew);
  }

  /** Makes a role or changes what {@code change} changes. */
  public void put(Permit permit, String name, Change change) {
    if (!isName(name)) {
      throw Refused.malformed(
          "a role name has 1 to " + NAME_CHARS_MAX + " letters, digits, '_', and inside '.' and '-'");
    }
    try (Reading reading = core.barrier().read()) {
      Optional<Versioned<ApproleRole>> known = core.role(reading, name);
      if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
        throw new Conflict(core.keys().role(name)); // The decision is made again.
      }
      ApproleRole old =
          known
              .map(Versioned::value)
              .orElseGet(() -> ApproleRole.fresh(name, core.randomUuid(), core.randomUuid()));
      commit(permit, reading, known.isEmpty(), old, change.apply(old, known.isEmpty()).checked());
    }
  }

  /**
   * Changes a role that is there.
   *
   * @throws Refused {@code NotFound} when it is not
   */
  public void change(Permit permit, String name, UnaryOperator<ApproleRole> change) {
    try (Reading reading = core.barrier().read()) {
      ApproleRole old =
          core.role(reading, name)
              .map(Versioned::value)
              .orElseThrow(() -> new Refused(new Failure.NotFound("role")));
      commit(permit, reading, false, old, change.apply(old).checked());
    }
  }

  private void commit(
      Permit permit, Reading reading, boolean isNew, ApproleRole old, ApproleRole next) {
    Key row = core.keys().role(next.name());
    Changes changes =
        new Changes()
            .expectAll(permit.revisions())
            .expect(reading.expectation(row))
            .put(row, ApproleRows.role(next));
    if (isNew || !old.roleId().equals(next.roleId())) {
      Key index = core.keys().roleId(core.roleIdHash(next.roleId()));
      if (reading.expectation(index).version() != Expectation.ABSENT) {
        throw Refused.malformed("role_id already in use");
      }
      changes.expectAbsent(index).put(index, ApproleRows.name(next.name()));
    }
    if (!isNew && !old.roleId().equals(next.roleId())) {
      changes.delete(core.keys().roleId(core.roleIdHash(old.roleId())));
    }
    core.barrier().commit(changes);
  }

  /**
   * Removes a role and its secret ids; one that is not there is gone already. With the first commit
   * nobody can log in any more; what a crash leaves behind after it, {@link ApproleTidy} finds.
   */
  public void delete(Permit permit, String name) {
    Optional<ApproleRole> removed = removeRole(permit, name);
    removed.ifPresent(role -> removeSecretIds(role.id()));
  }

  private Optional<ApproleRole> removeRole(Permit permit, String name) {
    try (Reading reading = core.barrier().read()) {
      Optional<ApproleRole> found = core.role(reading, name).map(Versioned::value);
      found.ifPresent(
          role -> {
            Key row = core.keys().role(name);
            core.barrier()
                .commit(
                    new Changes()
                        .expectAll(permit.revisions())
                        .expect(reading.expectation(row))
                        .delete(row)
                        .delete(core.keys().roleId(core.roleIdHash(role.roleId()))));
          });
      return found;
    }
  }

  private void removeSecretIds(String role) {
    String folder = core.keys().secretIds(role);
    List<Key> page;
    do {
      try (Reading reading = core.barrier().read()) {
        page = reading.keys(folder, Optional.empty(), PAGE);
      }
      if (!page.isEmpty()) {
        Changes changes = new Changes();
        page.forEach(
            key ->
                changes
                    .delete(key)
                    .delete(core.keys().used(role, key.text().substring(folder.length()))));
        core.barrier().commit(changes);
      }
    } while (page.size() == PAGE);
  }
}
