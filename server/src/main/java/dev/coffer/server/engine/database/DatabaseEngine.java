package dev.coffer.server.engine.database;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.lease.LeaseTerms;

/** One database mount; each part takes the gate's permit. */
public final class DatabaseEngine implements Engine {
  private final DatabaseCore core;
  private final DatabaseNeeds needs;
  private final LeaseTerms terms;

  DatabaseEngine(DatabaseCore core, DatabaseNeeds needs, LeaseTerms terms) {
    this.core = core;
    this.needs = needs;
    this.terms = terms;
  }

  public DatabaseNeeds needs() {
    return needs;
  }

  /** Configured databases, and the passwords Coffer itself logs in with. */
  public Connections connections() {
    return new Connections(core, needs);
  }

  public Roles roles() {
    return new Roles(core, needs);
  }

  /** Users on demand. */
  public Credentials credentials() {
    return new Credentials(core, needs, terms);
  }

  /** Passwords of users that are there already. */
  public StaticRoles staticRoles() {
    return new StaticRoles(core, needs);
  }

  /** What is in the database against what should be. */
  public Reconciler reconciler() {
    return new Reconciler(core, needs);
  }
}
