package dev.coffer.server;

import dev.coffer.kit.metrics.Metrics;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.seal.SealControl;
import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.dialect.MeasuredDialect;
import dev.coffer.server.dialect.WithoutUi;
import dev.coffer.server.dialect.vault.CrossOriginDialect;
import dev.coffer.server.dialect.vault.Doors;
import dev.coffer.server.dialect.vault.HostRoutes;
import dev.coffer.server.dialect.vault.MountRoutes;
import dev.coffer.server.dialect.vault.SealDesk;
import dev.coffer.server.dialect.vault.VaultDialect;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.cubbyhole.CubbyholeEngine;
import dev.coffer.server.engine.database.DatabaseFactory;
import dev.coffer.server.engine.kv.KvFactory;
import dev.coffer.server.engine.transit.TransitFactory;
import dev.coffer.server.gate.Cause;
import dev.coffer.server.gate.Gate;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.ServerWork;
import dev.coffer.server.gate.Strangers;
import dev.coffer.server.gate.audit.AuditBroker;
import dev.coffer.server.gate.audit.AuditDevices;
import dev.coffer.server.gate.audit.DeviceOpener;
import dev.coffer.server.gate.audit.Places;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.PolicyStore;
import dev.coffer.server.gate.wrapping.Wrapping;
import dev.coffer.server.identity.Lockouts;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.approle.Approle;
import dev.coffer.server.identity.approle.ApproleFactory;
import dev.coffer.server.identity.aws.AwsFactory;
import dev.coffer.server.identity.cert.CertFactory;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.entity.MountNames;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.identity.jwt.JwtFactory;
import dev.coffer.server.identity.kubernetes.KubernetesFactory;
import dev.coffer.server.identity.kubernetes.OwnPod;
import dev.coffer.server.identity.ldap.LdapFactory;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.identity.oidc.IdentityTokens;
import dev.coffer.server.identity.token.LoginMethods;
import dev.coffer.server.identity.token.Presented;
import dev.coffer.server.identity.token.RootTokenMaker;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.identity.userpass.UserpassFactory;
import dev.coffer.server.lease.ForwardClock;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.mount.Abandoned;
import dev.coffer.server.mount.EngineTypes;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.MountKind;
import dev.coffer.server.mount.MountTable;
import dev.coffer.server.mount.Router;
import dev.coffer.server.mount.Upgrades;
import dev.coffer.server.mount.VisibleMounts;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.SocketOutgoing;
import dev.coffer.server.system.Clockwork;
import dev.coffer.server.password.PasswordPolicies;
import dev.coffer.server.system.CrossOrigin;
import dev.coffer.server.system.DatabaseRotations;
import dev.coffer.server.system.PasswordDesk;
import dev.coffer.server.system.IdentityKeyRotations;
import dev.coffer.server.system.PolicyDesk;
import dev.coffer.server.system.TransitRotations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes every object of the server, by hand, in order, from the floor up. There is no container and
 * no registry: what an object needs stands in the line that makes it.
 */
public final class Assembly {
  private static final System.Logger AUDIT_LOG = System.getLogger("coffer.audit");

  private Assembly() {}

  /** Makes a server that does not listen yet; its barrier is as sealed as the store is. */
  public static Server assemble(Setup setup) {
    // The floor: time that never goes back, and rows behind the barrier.
    ForwardClock clock = new ForwardClock(setup.clock());
    KeyringBarrier barrier = new KeyringBarrier(setup.store(), setup.random(), clock);

    // What the gate asks: rules, records, strangers, envelopes.
    PolicyStore policies = new PolicyStore(barrier);
    AuditBroker audit = new AuditBroker(clock, AUDIT_LOG);
    DeviceOpener opener = DeviceOpener.files(new Places(setup.ownFolders()));
    AuditDevices devices = new AuditDevices(barrier, audit, opener, setup.random(), AUDIT_LOG);
    Strangers strangers = new Strangers(clock);
    Wrapping wrapping = new Wrapping(barrier, clock, setup.random(), setup.ttls().max());

    // Engines, and where they are mounted.
    Lockouts lockouts = new Lockouts(clock);
    Outgoing outgoing = new SocketOutgoing(setup.outgoing());
    Issuers issuers = new Issuers(outgoing, clock);
    JwtFactory jwts = new JwtFactory(issuers, outgoing, clock, setup.random());
    KubernetesFactory pods = new KubernetesFactory(issuers, outgoing, new OwnPod(OwnPod.USUAL), clock);
    LeaseBook book = new LeaseBook();
    PasswordPolicies passwords = new PasswordPolicies(barrier, setup.random());
    DatabaseFactory databases = new DatabaseFactory(book, passwords, clock, setup.random());
    ApproleFactory approles = new ApproleFactory(clock, setup.random());
    EngineTypes types =
        new EngineTypes(
            Map.of(
                "kv", new KvFactory(clock, setup.random()),
                "transit", new TransitFactory(clock, setup.random()),
                "database", databases,
                "cubbyhole", CubbyholeEngine::new,
                "system", _ -> new Engine.Elsewhere(),
                "identity", _ -> new Identity.Mounted()),
            Map.of("token", _ -> new Engine.Elsewhere(), "approle", approles,
                "jwt", jwts, "oidc", jwts, "kubernetes", pods,
                "userpass", new UserpassFactory(lockouts, setup.random()),
                "ldap", new LdapFactory(lockouts), "cert", new CertFactory(clock, outgoing),
                "aws", new AwsFactory(clock, outgoing)));
    Router router = new Router(barrier, types, setup.ttls());
    MountTable mounts = new MountTable(barrier, router, types, setup.random());

    // Tokens and leases; their times are the mounts', and a token's cubbyhole ends with it.
    TtlTuning tuning = path -> ttls(router, path, setup.ttls());
    Identity identity =
        Identity.over(barrier, clock, setup.random(), accessor -> loginMount(router, accessor));
    Mfa mfa = Mfa.over(barrier, clock, setup.random());
    IdentityTokens oidc = IdentityTokens.over(barrier, clock, setup.random(), identity);
    Tokens tokens =
        Tokens.over(
            barrier, clock, setup.random(), book,
            new Tokens.Surroundings(
                tuning, name -> policyExists(barrier, policies, name), hash -> empty(router, hash),
                (token, presented) -> renewing(router, token, presented), identity, mfa));
    Leases leases =
        Leases.over(
            barrier, book, clock, tuning,
            Map.of(Tokens.REVOKER, tokens.revocation(), DatabaseFactory.REVOKER, databases.revoker(barrier)),
            Map.of(DatabaseFactory.REVOKER, databases.renewer(barrier)));
    Upgrades upgrades = new Upgrades(barrier, router);
    Abandoned abandoned = new Abandoned(barrier, mount -> end(leases, mount));

    // The one door, and the one for the server's own work.
    Gate gate =
        new Gate(
            barrier, tokens.store(), policies::acl, audit, strangers, wrapping,
            lease -> leases.revocations().revoke(lease.id(), List.of()));
    ServerWork internal = new ServerWork(audit, setup.random());

    // Seal and unseal. A store that is new gets its first rows and its root token in one commit.
    RootTokenMaker rootTokens = new RootTokenMaker(clock, setup.random());
    FirstRowsOf first = new FirstRowsOf(setup, barrier, types, opener, rootTokens);
    SealControl seal =
        new SealControl(
            setup.store(), barrier, setup.seal(), first::lay, first::rootToken, devices::open,
            setup.random(), clock, setup.clusterName());

    // The protocols.
    CrossOrigin cors = new CrossOrigin(barrier);
    Metrics metrics = new Metrics();
    metrics.gauge("core.unsealed", () -> barrier.isUnsealed() ? 1 : 0);
    VaultDialect vault =
        new VaultDialect(
            Tables.of(
                new Tables.Rooms(
                    new SealDesk(seal, barrier, clock, setup.storageType()),
                    new MountRoutes.Room(
                        mounts, new VisibleMounts(barrier, router, policies::acl), upgrades),
                    new PolicyDesk(barrier, policies, new HoldersOf(tokens)),
                    new PasswordDesk(passwords),
                    cors,
                    devices, wrapping, tokens, identity, mfa, oidc, lockouts, leases,
                    new HostRoutes.Host(
                        SealDesk.VERSION, clock.instant(), clock, setup.sanitizedConfig()),
                    metrics,
                    setup.random()),
                router),
            router,
            Doors.of(gate),
            tokens.store()::isPlausible);

    // What happens without a request.
    List<Clockwork.Task> background =
        List.of(
            task("strangers", 1, gate::run),
            unsealed("leases", 1, barrier, now -> expire(internal, leases, now)),
            unsealed("tokens", 5, barrier, tokens.revocation()::run),
            unsealed("wrapping", 10, barrier, wrapping::run),
            unsealed("upgrades of mounts", 1, barrier, upgrades::run),
            unsealed("abandoned mounts", 5, barrier, abandoned::run),
            unsealed("last uses", 5, barrier, _ -> approles.lastUses().run(barrier)),
            unsealed("secret ids", 3_600, barrier, _ -> tidy(router)),
            unsealed("static roles", 5, barrier, new DatabaseRotations(router, internal)::run),
            task("connections to databases", 30, _ -> databases.tidy(barrier.isUnsealed())),
            unsealed("transit", 300, barrier, new TransitRotations(router, internal)::run),
            unsealed("identity tokens", 60, barrier, new IdentityKeyRotations(oidc.keys(), internal)::run),
            unsealed("clock", 30, barrier, _ -> clock.mark(barrier)),
            unsealed("keyring", 60, barrier, barrier::run));
    Dialect open = new CrossOriginDialect(new WithoutUi(vault), cors);
    Dialect measured = new MeasuredDialect(open, metrics.timer("core.handle_request"));
    return new Server(setup, clock, barrier, seal, audit, measured, background);
  }

  private static TtlTuning.Ttls ttls(Router router, String path, TtlTuning.Ttls otherwise) {
    return router
        .route(path)
        .map(found -> router.ttls(found.mount()))
        .orElse(otherwise);
  }

  private static boolean policyExists(Barrier barrier, PolicyStore policies, String name) {
    try (Reading reading = barrier.read()) {
      return policies.names(reading).contains(name);
    }
  }

  private static void empty(Router router, String tokenHash) {
    router.route("cubbyhole/").ifPresent(
        found -> {
          if (found.engine() instanceof CubbyholeEngine cubbyhole) {
            cubbyhole.purge(tokenHash);
          }
        });
  }

  /** What the method that gave a token says of it now, if it came from one. */
  private static Optional<LoginMethods.Said> renewing(
      Router router, TokenEntry token, Presented presented) {
    return router
        .route(token.path())
        .flatMap(
            found ->
                found.engine() instanceof LoginMethod method
                    ? Optional.of(
                        new LoginMethods.Said(found.mount().accessor(), method.renewing(token, presented)))
                    : Optional.empty());
  }

  private static Optional<MountNames.Named> loginMount(Router router, String accessor) {
    return router.mounts().stream()
        .filter(mount -> mount.kind() == MountKind.AUTH && mount.accessor().equals(accessor))
        .findFirst()
        .map(mount -> new MountNames.Named(mount.type(), mount.fullPath(), mount.local()));
  }

  private static void tidy(Router router) {
    for (Mount mount : router.mounts()) {
      router.route(mount.fullPath()).ifPresent(
          found -> {
            if (found.engine() instanceof Approle approle) {
              approle.tidy();
            }
          });
    }
  }

  private static void end(Leases leases, Mount mount) {
    leases.revocations().revokePrefix(mount.fullPath(), List.of());
  }

  /** Recorded as the server's own work, and only when there is some. */
  private static void expire(ServerWork internal, Leases leases, Instant now) {
    if (leases.revocations().isDue(now)) {
      Need need = Need.of("sys/leases/expire", Capability.UPDATE);
      boolean more = true;
      while (more) {
        more = internal.internal(Cause.EXPIRY, need, _ -> leases.revocations().run(now)).more();
      }
    }
  }

  private static Clockwork.Task task(String name, int seconds, Consumer<Instant> work) {
    return new Clockwork.Task(name, Duration.ofSeconds(seconds), work);
  }

  private static Clockwork.Task unsealed(
      String name, int seconds, KeyringBarrier barrier, Consumer<Instant> work) {
    return task(
        name,
        seconds,
        now -> {
          if (barrier.isUnsealed()) {
            work.accept(now);
          }
        });
  }
}
