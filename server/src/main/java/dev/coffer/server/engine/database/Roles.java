package dev.coffer.server.engine.database;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The roles of a mount, of which credentials are made. */
public final class Roles {
  private static final String KIND = "roles";

  private final DatabaseCore core;
  private final DatabaseNeeds needs;

  Roles(DatabaseCore core, DatabaseNeeds needs) {
    this.core = core;
    this.needs = needs;
  }

  public boolean exists(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.role(reading, name).isPresent();
    }
  }

  public Optional<DatabaseRole> find(Permit permit, String name) {
    permit.requires(needs.read(KIND, name));
    try (Reading reading = core.barrier().read()) {
      return core.role(reading, name).map(Found::value);
    }
  }

  public List<String> names(Permit permit) {
    permit.requires(needs.list(KIND));
    return core.names("role/");
  }

  /** Makes a role or changes what {@code change} changes. */
  public void put(Permit permit, String name, UnaryOperator<DatabaseRole> change) {
    permit.requires(needs.write(KIND, name));
    Key row = core.roleRow(name);
    try (Reading reading = core.barrier().read()) {
      Optional<DatabaseRole> known = core.role(reading, name).map(Found::value);
      if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
        throw new Conflict(row);
      }
      DatabaseRole old =
          known.orElseGet(
              () ->
                  new DatabaseRole(
                      name, "", DatabaseRole.Statements.NONE, "", Duration.ZERO, Duration.ZERO,
                      DatabaseRole.Caps.NONE));
      core.barrier()
          .commit(
              new Changes()
                  .expectAll(permit.revisions())
                  .expect(reading.expectation(row))
                  .put(row, DatabaseRows.role(change.apply(old).checked())));
    }
  }

  /** Removes a role; its leases live on to their ends and are then revoked as it said. */
  public void delete(Permit permit, String name) {
    permit.requires(needs.delete(KIND, name));
    core.barrier().commit(new Changes().expectAll(permit.revisions()).delete(core.roleRow(name)));
  }
}
