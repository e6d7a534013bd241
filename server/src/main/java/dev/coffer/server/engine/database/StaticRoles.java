package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Users that are there already: Coffer knows their passwords and changes them on time. */
public final class StaticRoles {
  /** Passwords do not change more often. */
  public static final Duration PERIOD_MIN = Duration.ofSeconds(5);

  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final String KIND = "static-roles";

  private final DatabaseCore core;
  private final DatabaseNeeds needs;

  StaticRoles(DatabaseCore core, DatabaseNeeds needs) {
    this.core = core;
    this.needs = needs;
  }

  public Instant now() {
    return core.shared().clock().instant();
  }

  public boolean exists(String name) {
    return role(name).isPresent();
  }

  private Optional<StaticRole> role(String name) {
    try (Reading reading = core.barrier().read()) {
      return core.staticRole(reading, name).map(Found::value);
    }
  }

  public Optional<StaticRole> find(Permit permit, String name) {
    permit.requires(needs.read(KIND, name));
    return role(name);
  }

  /** With the password. */
  public Optional<StaticRole> credentials(Permit permit, String name) {
    permit.requires(needs.read("static-creds", name));
    return role(name);
  }

  public List<String> names(Permit permit) {
    permit.requires(needs.list(KIND));
    return core.names("static/");
  }

  /**
   * Makes a static role or changes it. A new one gets its first password at once, or is not made; when
   * the database does not answer it gets one as soon as it does.
   *
   * @param skipImport leave a new one's password as it is until the first rotation is due
   */
  public void put(Permit permit, String name, boolean skipImport, UnaryOperator<StaticRole> change) {
    permit.requires(needs.write(KIND, name));
    Optional<StaticRole> known = role(name);
    if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
      throw new Conflict(core.staticRow(name));
    }
    StaticRole wanted = checked(change.apply(known.orElseGet(() -> fresh(name))), known);
    requireConnection(wanted);
    StaticRole next = wanted.dueAt(known.isEmpty() && !skipImport ? now() : next(wanted, wanted.rotated().orElseGet(this::now)));
    write(name, old -> same(old, known) ? Optional.of(next) : lost(name), permit.revisions());
    if (known.isEmpty() && !skipImport) {
      try {
        rotate(name, List.of(), true);
      } catch (Refused refused) {
        // One that nobody answered for stays: the database may have taken the password that is pending.
        if (!(refused.failure() instanceof Failure.Unavailable)) {
          remove(name, List.of());
        }
        throw refused;
      }
    }
  }

  private static boolean same(Optional<StaticRole> now, Optional<StaticRole> before) {
    return now.flatMap(StaticRole::rotated).equals(before.flatMap(StaticRole::rotated))
        && now.map(StaticRole::username).equals(before.map(StaticRole::username));
  }

  private <T> Optional<T> lost(String name) {
    throw new Conflict(core.staticRow(name));
  }

  private StaticRole fresh(String name) {
    return new StaticRole(
        name, "", "", List.of(), Duration.ZERO, "", "", SecretBytes.ofText(""), Optional.empty(), Optional.empty(), now());
  }

  private static StaticRole checked(StaticRole role, Optional<StaticRole> known) {
    if (role.connection().isEmpty()) {
      throw Refused.malformed("database name is required");
    }
    if (!role.username().matches(NewUser.SAFE)) {
      throw Refused.malformed("username is a required field of letters, digits and _ . @ -");
    }
    if (known.filter(old -> !old.username().equals(role.username())).isPresent()) {
      throw Refused.malformed("cannot update static account username");
    }
    if (role.schedule().isEmpty() == role.period().isZero()) {
      throw Refused.malformed("one of rotation_schedule or rotation_period must be provided to create a static account");
    }
    if (role.schedule().isEmpty() && role.period().compareTo(PERIOD_MIN) < 0) {
      throw Refused.malformed("rotation_period must be 5 seconds or more");
    }
    DatabaseRole.check(role.statements());
    return role;
  }

  private Found<ConnectionConfig> requireConnection(StaticRole role) {
    Found<ConnectionConfig> found =
        Connections.settled(core, role.connection())
            .orElseThrow(
                () -> Refused.malformed("static role \"%s\": its connection is not configured".formatted(role.name())));
    if (!found.value().allows(role.name())) {
      throw Refused.malformed(
          "\"%s\" is not an allowed role of connection \"%s\"".formatted(role.name(), found.value().name()));
    }
    return found;
  }

  /** Forgets the role; the user and its last password stay in the database. */
  public void delete(Permit permit, String name) {
    permit.requires(needs.delete(KIND, name));
    remove(name, permit.revisions());
  }

  private void remove(String name, Collection<Expectation> restsOn) {
    Key row = core.staticRow(name);
    try (Reading reading = core.barrier().read()) {
      Changes changes = new Changes().expectAll(restsOn).expect(reading.expectation(row)).delete(row);
      core.staticRole(reading, name).ifPresent(found -> changes.delete(dueRow(found.value())));
      core.barrier().commit(changes);
    }
  }

  /** Changes the password now. */
  public void rotate(Permit permit, String name) {
    permit.requires(needs.act("rotate-role", name));
    if (role(name).isEmpty()) {
      throw Refused.malformed("no static role found for role name");
    }
    rotate(name, permit.revisions(), true);
  }

  /** The names whose rotation is due, earliest first. */
  public List<String> due(Instant now, int limit) {
    String folder = core.prefix() + "rotate/";
    String end = HexFormat.of().toHexDigits(now.toEpochMilli()) + "~";
    try (Reading reading = core.barrier().read()) {
      return reading.keys(folder, Optional.empty(), limit).stream()
          .map(key -> key.text().substring(folder.length()))
          .takeWhile(place -> place.compareTo(end) < 0)
          .map(place -> place.substring(place.indexOf('/') + 1))
          .toList();
    }
  }

  /** Changes a password that is due; one that cannot be changed is due again a little later. */
  public void rotateDue(Permit permit, String name, Instant now) {
    permit.requires(needs.act("rotate-role", name));
    if (role(name).filter(role -> !role.due().isAfter(now)).isEmpty()) {
      return; // Somebody changed it, or removed it, just now.
    }
    try {
      rotate(name, permit.revisions(), false);
    } catch (Refused refused) {
      write(name, old -> old.map(role -> role.dueAt(now.plus(RETRY))), List.of());
      throw refused;
    }
  }

  private void rotate(String name, List<Expectation> restsOn, boolean eager) {
    core.shared().locks().alone(core.staticRow(name).text(), () -> rotateAlone(name, restsOn, eager));
  }

  private void rotateAlone(String name, List<Expectation> restsOn, boolean eager) {
    StaticRole role =
        role(name).orElseThrow(() -> new Refused(new Failure.NotFound("static role")));
    Found<ConnectionConfig> connection = requireConnection(role);
    new PasswordChange(
            core.database(connection, eager), "static role \"" + name + "\"", role.username(), role.statements())
        .run(
            new RoleRow(name, restsOn),
            () -> core.newPassword(role.passwordPolicy(), connection.value().passwordPolicy()));
  }

  /** The steps of a rotation as they are kept in the role's row. */
  private final class RoleRow implements PasswordChange.Row {
    private final String name;
    private final List<Expectation> restsOn;

    RoleRow(String name, List<Expectation> restsOn) {
      this.name = name;
      this.restsOn = restsOn;
    }

    @Override
    public SecretBytes current() {
      return role(name).map(StaticRole::password).orElseGet(() -> SecretBytes.ofText(""));
    }

    @Override
    public Optional<SecretBytes> pending() {
      return role(name).flatMap(StaticRole::pending);
    }

    @Override
    public void begin(SecretBytes candidate) {
      write(name, old -> old.map(role -> role.withPending(candidate)), restsOn);
    }

    @Override
    public void promote(SecretBytes candidate) {
      Instant now = now();
      PasswordChange.untilCommitted(
          () -> write(name, old -> holds(old, candidate).map(role -> role.promoted(now, next(role, now))), List.of()));
    }

    @Override
    public void reject(SecretBytes candidate) {
      PasswordChange.untilCommitted(
          () -> write(name, old -> holds(old, candidate).map(role -> role.rejected(role.due())), List.of()));
    }

    private static Optional<StaticRole> holds(Optional<StaticRole> role, SecretBytes candidate) {
      return role.filter(known -> known.pending().filter(candidate::sameAs).isPresent());
    }
  }

  private static Instant next(StaticRole role, Instant from) {
    return role.schedule().isEmpty() ? from.plus(role.period()) : Cron.parse(role.schedule()).after(from);
  }

  /** Replaces the row and its place in the order of time; nothing where {@code change} gives nothing. */
  private void write(
      String name,
      Function<Optional<StaticRole>, Optional<StaticRole>> change,
      Collection<Expectation> restsOn) {
    Key row = core.staticRow(name);
    try (Reading reading = core.barrier().read()) {
      Optional<StaticRole> old = core.staticRole(reading, name).map(Found::value);
      change
          .apply(old)
          .ifPresent(
              next -> {
                Changes changes = new Changes().expectAll(restsOn).expect(reading.expectation(row));
                old.ifPresent(role -> changes.delete(dueRow(role)));
                changes.put(row, DatabaseRows.staticRole(next)).put(dueRow(next), DatabaseRows.mark());
                core.barrier().commit(changes);
              });
    }
  }

  private Key dueRow(StaticRole role) {
    return Key.of(core.prefix() + "rotate/" + HexFormat.of().toHexDigits(role.due().toEpochMilli()) + "/" + role.name());
  }
}
