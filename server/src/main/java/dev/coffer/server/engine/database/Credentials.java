package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.LeaseTerms;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes users on demand. The lease is committed first, as an intent that is due in two minutes; then the
 * user is made; then the lease gets its real end. Whatever stops in between, also the whole server,
 * leaves a lease that the sweep takes up, and with it the user goes.
 */
public final class Credentials {
  /** Longer than the database may take for all that is asked of it. */
  static final Duration INTENT = Duration.ofMinutes(2);

  private static final int LEASE_ID_CHARS = 24;

  private final DatabaseCore core;
  private final DatabaseNeeds needs;
  private final LeaseTerms terms;

  /**
   * @param terms of the mount
   */
  Credentials(DatabaseCore core, DatabaseNeeds needs, LeaseTerms terms) {
    this.core = core;
    this.needs = needs;
    this.terms = terms;
  }

  /** A user that was just made. Close the password. */
  public record Made(String username, SecretBytes password, Lease lease, List<String> warnings) {
    public Made {
      warnings = List.copyOf(warnings);
    }
  }

  /** Everything about a user that is to be made. */
  private record Plan(
      DatabaseRole role,
      Database database,
      NewUser user,
      LeaseBook.Found intent,
      Lease lease,
      List<String> warnings) {}

  /**
   * Makes a user of a role.
   *
   * @throws Refused as {@link Database} says; {@code WrongState} too when a cap of the role is reached
   */
  public Made make(Permit permit, String roleName) {
    permit.requires(needs.read("creds", roleName));
    Plan plan = begin(permit, roleName);
    try {
      plan.database().create(roleName, plan.user(), plan.role().statements().creation());
      confirm(permit, plan);
    } catch (Refused | Conflict problem) {
      takeBack(plan);
      throw problem;
    }
    return new Made(
        plan.user().name(), SecretBytes.ofText(plan.user().password()), plan.lease(), plan.warnings());
  }

  private Plan begin(Permit permit, String roleName) {
    DatabaseRole role = role(roleName);
    Found<ConnectionConfig> connection =
        Connections.settled(core, role.connection())
            .orElseThrow(
                () -> Refused.malformed("role \"%s\": its connection is not configured".formatted(roleName)));
    ConnectionConfig config = connection.value();
    if (!config.allows(roleName)) {
      throw Refused.malformed(
          "\"%s\" is not an allowed role of connection \"%s\"".formatted(roleName, config.name()));
    }
    Instant now = core.shared().clock().instant();
    Caller caller = permit.caller();
    LeaseTerms.Granted granted = granted(role, caller, now);
    Database database = core.database(connection);
    String name =
        Usernames.of(
            config,
            database,
            new TemplateFunctions(
                Usernames.fields(caller.displayName(), roleName), now, core.shared().random()));
    Instant expires = now.plus(granted.ttl());
    NewUser user = new NewUser(name, password(role, config), expires);
    Issued issued =
        new Issued(core.prefix(), config.name(), roleName, name, role.statements().revocation());
    String id =
        needs.mountPath() + "creds/" + roleName + "/" + TemplateFunctions.base62(LEASE_ID_CHARS, core.shared().random());
    Lease lease =
        Lease.issued(
                id, DatabaseFactory.REVOKER, issued.json(), caller.tokenHash(), now, granted.ttl(),
                maxTtl(role, caller, now), true)
            .heldBy(holder(caller));
    Lease intent =
        Lease.issued(
                id, DatabaseFactory.REVOKER, issued.json(), caller.tokenHash(), now, INTENT, INTENT, false)
            .heldBy(lease.holder());
    return new Plan(role, database, user, record(permit, role, intent), lease, granted.warnings());
  }

  private DatabaseRole role(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.role(reading, name)
          .map(Found::value)
          .orElseThrow(() -> Refused.malformed("unknown role: \"" + name + "\""));
    }
  }

  private LeaseTerms.Granted granted(DatabaseRole role, Caller caller, Instant now) {
    return new LeaseTerms(
            terms.systemDefault(), terms.systemMax(), role.maxTtl(), tokenLeft(caller, now), Duration.ZERO)
        .grant(Duration.ZERO, role.ttl(), now, now);
  }

  private static Duration maxTtl(DatabaseRole role, Caller caller, Instant now) {
    Duration left = tokenLeft(caller, now);
    return left.isZero() || (!role.maxTtl().isZero() && role.maxTtl().compareTo(left) < 0) ? role.maxTtl() : left;
  }

  /** Nothing ends with a batch token, so nothing of its making outlives its time. */
  private static Duration tokenLeft(Caller caller, Instant now) {
    return caller.tokenHash().isEmpty()
        ? caller.expires().map(end -> Duration.between(now, end)).orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static String holder(Caller caller) {
    if (!caller.entityId().isEmpty()) {
      return "entity/" + caller.entityId();
    }
    return caller.accessor().isEmpty()
        ? "batch/" + Usernames.safe(caller.displayName())
        : "token/" + caller.accessor();
  }

  private String password(DatabaseRole role, ConnectionConfig config) {
    try (SecretBytes made = core.newPassword(role.passwordPolicy(), config.passwordPolicy())) {
      return ConnectionConfig.text(made);
    }
  }

  /** The intent, under the caps; roles with caps make one user at a time. */
  private LeaseBook.Found record(Permit permit, DatabaseRole role, Lease intent) {
    Changes changes = new Changes().expectAll(permit.revisions());
    try (Reading reading = core.barrier().read()) {
      if (role.caps().any()) {
        underCaps(reading, role, intent.holder());
        Key cap = core.capRow(role.name());
        changes.expect(reading.expectation(cap)).put(cap, DatabaseRows.mark());
      }
      Key issuedBelow = core.issuedRow(needs.mountPath());
      if (reading.expectation(issuedBelow).version() == Expectation.ABSENT) {
        changes.put(issuedBelow, DatabaseRows.mark());
      }
    }
    core.shared().book().add(changes, intent);
    return new LeaseBook.Found(intent, core.barrier().commit(changes));
  }

  private void underCaps(Reading reading, DatabaseRole role, String holder) {
    String leases = needs.mountPath() + "creds/" + role.name() + "/";
    LeaseBook book = core.shared().book();
    DatabaseRole.Caps caps = role.caps();
    if (caps.role() > 0 && book.ids(reading, leases, "", caps.role()).size() >= caps.role()) {
      throw capped(role, "the role has %d live leases".formatted(caps.role()));
    }
    if (caps.holder() > 0 && book.heldBy(reading, holder, leases, caps.holder()) >= caps.holder()) {
      throw capped(role, "the caller holds %d live leases of it".formatted(caps.holder()));
    }
  }

  private static Refused capped(DatabaseRole role, String why) {
    return new Refused(
        new Failure.WrongState(
            "role \"%s\": %s, which is its limit; revoke one, or wait until one ends".formatted(role.name(), why)));
  }

  private void confirm(Permit permit, Plan plan) {
    Changes changes = new Changes().expectAll(permit.revisions());
    core.shared().book().replace(changes, plan.intent(), plan.lease());
    core.barrier().commit(changes);
  }

  /** What cannot be taken back now, the sweep takes back when the intent is due. */
  private void takeBack(Plan plan) {
    List<String> rollback = plan.role().statements().rollback();
    List<String> statements = rollback.isEmpty() ? plan.role().statements().revocation() : rollback;
    try {
      plan.database().remove(plan.role().name(), plan.user().name(), statements);
      Changes changes = new Changes();
      core.shared().book().remove(changes, plan.intent());
      core.barrier().commit(changes);
    } catch (Refused | Conflict _) {
      return;
    }
  }
}
