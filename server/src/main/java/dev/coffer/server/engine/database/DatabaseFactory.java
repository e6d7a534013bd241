package dev.coffer.server.engine.database;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.LeaseTerms;
import dev.coffer.server.lease.Renewer;
import dev.coffer.server.lease.Revoker;
import dev.coffer.server.password.PasswordPolicies;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Makes the engines of type {@code database}, which share the pools of connections. */
public final class DatabaseFactory implements EngineFactory {
  /** The name that leases of this engine are issued with. */
  public static final String REVOKER = "database";

  private final DatabaseCore.Shared shared;

  public DatabaseFactory(
      LeaseBook book, PasswordPolicies passwords, InstantSource clock, SecureRandom random) {
    this.shared =
        new DatabaseCore.Shared(new Pools(), new Paces(clock), new Locks(), book, passwords, clock, random);
  }

  @Override
  public Engine open(EngineView view) {
    LeaseTerms terms =
        new LeaseTerms(view.leaseTtl(), view.leaseMaxTtl(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new DatabaseEngine(
        new DatabaseCore(view.barrier(), view.prefix(), shared), new DatabaseNeeds(view.mountPath()), terms);
  }

  /** Removes the users that leases stand for. */
  public Revoker revoker(Barrier barrier) {
    return new DatabaseLeases(barrier, shared);
  }

  /** Lets users live longer. */
  public Renewer renewer(Barrier barrier) {
    return new DatabaseLeases(barrier, shared);
  }

  /**
   * Closes connections that are not used.
   *
   * @param unsealed while not, all are closed
   */
  public void tidy(boolean unsealed) {
    if (unsealed) {
      shared.pools().run();
    } else {
      shared.pools().close();
    }
  }
}
