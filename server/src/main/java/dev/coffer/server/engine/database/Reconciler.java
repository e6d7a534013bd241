package dev.coffer.server.engine.database;

import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.lease.LeaseBook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the users in a database with the leases. Only users that bear the mark of this mount and
 * connection are looked at, so nobody else's user is ever removed.
 */
public final class Reconciler {
  private static final String KIND = "reconcile";
  private static final int PAGE = 1_000;

  private final DatabaseCore core;
  private final DatabaseNeeds needs;

  Reconciler(DatabaseCore core, DatabaseNeeds needs) {
    this.core = core;
    this.needs = needs;
  }

  /**
   * What differs.
   *
   * @param users of Coffer's making that are in the database
   * @param leases over the connection
   * @param orphans users without a lease
   * @param missing users of leases that are not in the database
   * @param removed those of {@code orphans} that are gone now
   */
  public record Drift(int users, int leases, List<String> orphans, List<String> missing, List<String> removed) {
    public Drift {
      orphans = List.copyOf(orphans);
      missing = List.copyOf(missing);
      removed = List.copyOf(removed);
    }
  }

  /** What differs; changes nothing. */
  public Drift look(Permit permit, String connection) {
    permit.requires(needs.read(KIND, connection));
    return compare(connection, database(connection), false);
  }

  /** Removes the orphans. */
  public Drift mend(Permit permit, String connection) {
    permit.requires(needs.act(KIND, connection));
    return compare(connection, database(connection), true);
  }

  private Database database(String connection) {
    Found<ConnectionConfig> found =
        Connections.settled(core, connection).orElseThrow(() -> new Refused(new Failure.NotFound("connection")));
    return core.database(found);
  }

  private Drift compare(String connection, Database database, boolean remove) {
    // The users first: one that is made meanwhile has its lease before it is made.
    Set<String> users = new TreeSet<>(database.own());
    Set<String> leased = leased(connection);
    Set<String> orphans = new TreeSet<>(users);
    orphans.removeAll(leased);
    Set<String> missing = new TreeSet<>(leased);
    missing.removeAll(users);
    List<String> removed = new ArrayList<>();
    if (remove) {
      for (String orphan : orphans) {
        database.remove(KIND, orphan, List.of());
        removed.add(orphan);
      }
    }
    return new Drift(users.size(), leased.size(), List.copyOf(orphans), List.copyOf(missing), removed);
  }

  private Set<String> leased(String connection) {
    Set<String> names = new HashSet<>();
    for (String mountPath : core.issuedBelow()) {
      try (Reading reading = core.barrier().read()) {
        LeaseBook book = core.shared().book();
        String after = "";
        List<String> page;
        do {
          page = book.ids(reading, mountPath + "creds/", after, PAGE);
          for (String id : page) {
            book.find(reading, id)
                .map(found -> Issued.of(found.lease()))
                .filter(issued -> issued.connection().equals(connection) && issued.prefix().equals(core.prefix()))
                .ifPresent(issued -> names.add(issued.username()));
          }
          after = page.isEmpty() ? after : page.getLast();
        } while (!page.isEmpty());
      }
    }
    return names;
  }
}
