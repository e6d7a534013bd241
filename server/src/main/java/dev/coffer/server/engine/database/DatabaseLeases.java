package dev.coffer.server.engine.database;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.lease.Renewer;
import dev.coffer.server.lease.Revoker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends and renews the leases of all database mounts, also of those that are gone from the mount table. */
final class DatabaseLeases implements Revoker, Renewer {
  private final Barrier barrier;
  private final DatabaseCore.Shared shared;

  DatabaseLeases(Barrier barrier, DatabaseCore.Shared shared) {
    this.barrier = barrier;
    this.shared = shared;
  }

  @Override
  public void revoke(Lease lease) {
    Issued issued = Issued.of(lease);
    DatabaseCore core = core(issued);
    Found<ConnectionConfig> connection = connection(core, issued);
    shared.paces().take(
        core.connectionRow(issued.connection()).text(), connection.value().limits().revocationsPerSecond());
    List<String> statements =
        role(core, issued).map(role -> role.statements().revocation()).orElse(issued.revocation());
    core.database(connection, false).remove(issued.role(), issued.username(), statements);
  }

  @Override
  public Duration maxTtl(Lease lease) {
    Issued issued = Issued.of(lease);
    return requiredRole(core(issued), issued).maxTtl();
  }

  @Override
  public void renew(Lease next) {
    Issued issued = Issued.of(next);
    DatabaseCore core = core(issued);
    DatabaseRole role = requiredRole(core, issued);
    core.database(connection(core, issued))
        .renew(
            issued.role(), new NewUser(issued.username(), "", next.expires()), role.statements().renewal());
  }

  private DatabaseCore core(Issued issued) {
    return new DatabaseCore(barrier, issued.prefix(), shared);
  }

  private static Found<ConnectionConfig> connection(DatabaseCore core, Issued issued) {
    return Connections.settled(core, issued.connection())
        .orElseThrow(
            () ->
                new Refused(
                    new Failure.WrongState(
                        "connection \"%s\" is not configured any more: configure it again, or forget the lease with revoke-force"
                            .formatted(issued.connection()))));
  }

  private static DatabaseRole requiredRole(DatabaseCore core, Issued issued) {
    return role(core, issued)
        .orElseThrow(
            () -> Refused.malformed("error during renew: could not find role with name \"" + issued.role() + "\""));
  }

  private static Optional<DatabaseRole> role(DatabaseCore core, Issued issued) {
    try (Reading reading = core.barrier().read()) {
      return core.role(reading, issued.role()).map(Found::value);
    }
  }
}
