package dev.coffer.server;

import dev.coffer.kit.metrics.Metrics;
import dev.coffer.server.crypto.RandomText;
import dev.coffer.server.dialect.vault.ApproleRoutes;
import dev.coffer.server.dialect.vault.AuditRoutes;
import dev.coffer.server.dialect.vault.AwsRoutes;
import dev.coffer.server.dialect.vault.CapabilityRoutes;
import dev.coffer.server.dialect.vault.CertRoutes;
import dev.coffer.server.dialect.vault.CorsRoutes;
import dev.coffer.server.dialect.vault.CubbyholeRoutes;
import dev.coffer.server.dialect.vault.DatabaseRoutes;
import dev.coffer.server.dialect.vault.EngineRoutes;
import dev.coffer.server.dialect.vault.EntityAliasRoutes;
import dev.coffer.server.dialect.vault.EntityRoutes;
import dev.coffer.server.dialect.vault.GroupAliasRoutes;
import dev.coffer.server.dialect.vault.GroupRoutes;
import dev.coffer.server.dialect.vault.HealthRoutes;
import dev.coffer.server.dialect.vault.HostRoutes;
import dev.coffer.server.dialect.vault.IdentityKeyRoutes;
import dev.coffer.server.dialect.vault.IdentityLookupRoutes;
import dev.coffer.server.dialect.vault.IdentityTokenRoutes;
import dev.coffer.server.dialect.vault.JwtRoutes;
import dev.coffer.server.dialect.vault.KeyringRoutes;
import dev.coffer.server.dialect.vault.KubernetesRoutes;
import dev.coffer.server.dialect.vault.KvUpgradeRoutes;
import dev.coffer.server.dialect.vault.KvV1Routes;
import dev.coffer.server.dialect.vault.KvV2Routes;
import dev.coffer.server.dialect.vault.LdapRoutes;
import dev.coffer.server.dialect.vault.LeaseRoutes;
import dev.coffer.server.dialect.vault.LegacyUnwrap;
import dev.coffer.server.dialect.vault.LockedUserRoutes;
import dev.coffer.server.dialect.vault.LoggerRoutes;
import dev.coffer.server.dialect.vault.LoginEnforcementRoutes;
import dev.coffer.server.dialect.vault.MetricsRoutes;
import dev.coffer.server.dialect.vault.MfaRoutes;
import dev.coffer.server.dialect.vault.MountRoutes;
import dev.coffer.server.dialect.vault.PasswordPolicyRoutes;
import dev.coffer.server.dialect.vault.PolicyRoutes;
import dev.coffer.server.dialect.vault.RekeyRoutes;
import dev.coffer.server.dialect.vault.RootGenerationRoutes;
import dev.coffer.server.dialect.vault.RouteTable;
import dev.coffer.server.dialect.vault.SealDesk;
import dev.coffer.server.dialect.vault.SealRoutes;
import dev.coffer.server.dialect.vault.SecondStepRoutes;
import dev.coffer.server.dialect.vault.SpecRoutes;
import dev.coffer.server.dialect.vault.TokenRoleRoutes;
import dev.coffer.server.dialect.vault.TokenRoutes;
import dev.coffer.server.dialect.vault.ToolsRoutes;
import dev.coffer.server.dialect.vault.TransitRoutes;
import dev.coffer.server.dialect.vault.UserpassRoutes;
import dev.coffer.server.dialect.vault.VaultTables;
import dev.coffer.server.dialect.vault.WrappingRoutes;
import dev.coffer.server.engine.cubbyhole.CubbyholeEngine;
import dev.coffer.server.engine.database.DatabaseEngine;
import dev.coffer.server.engine.kv.KvUpgrade;
import dev.coffer.server.engine.kv.KvV1Engine;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.gate.audit.AuditDevices;
import dev.coffer.server.gate.wrapping.Wrapping;
import dev.coffer.server.identity.aws.AwsMethod;
import dev.coffer.server.identity.cert.CertMethod;
import dev.coffer.server.identity.Lockouts;
import dev.coffer.server.identity.approle.Approle;
import dev.coffer.server.identity.entity.Identity;
import dev.coffer.server.identity.jwt.JwtMethod;
import dev.coffer.server.identity.kubernetes.Kubernetes;
import dev.coffer.server.identity.ldap.Ldap;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.identity.oidc.IdentityTokens;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.identity.userpass.Userpass;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.mount.Router;
import dev.coffer.server.system.CrossOrigin;
import dev.coffer.server.system.PasswordDesk;
import dev.coffer.server.system.PolicyDesk;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;

/** Every route of the Vault dialect, each table bound to the room it serves. */
final class Tables {
  private Tables() {}

  /** The rooms that routes serve. */
  record Rooms(
      SealDesk seal,
      MountRoutes.Room mounts,
      PolicyDesk policies,
      PasswordDesk passwords,
      CrossOrigin cors,
      AuditDevices audit,
      Wrapping wrapping,
      Tokens tokens,
      Identity identity,
      Mfa mfa,
      IdentityTokens oidc,
      Lockouts lockouts,
      Leases leases,
      HostRoutes.Host host,
      Metrics metrics,
      SecureRandom random) {}

  /** With the OpenAPI document that describes them all. */
  static VaultTables of(Rooms rooms, Router router) {
    return SpecRoutes.describing(served(rooms, router), router, SealDesk.VERSION);
  }

  private static VaultTables served(Rooms rooms, Router router) {
    return new VaultTables(
        RouteTable.join(
            HealthRoutes.table().bind(rooms.seal()),
            SealRoutes.table().bind(rooms.seal()),
            KeyringRoutes.table().bind(rooms.seal()),
            RekeyRoutes.table().bind(rooms.seal()),
            RootGenerationRoutes.table(rooms.random()).bind(rooms.seal()),
            MountRoutes.table().bind(rooms.mounts()),
            PolicyRoutes.table().bind(rooms.policies()),
            PasswordPolicyRoutes.table().bind(rooms.passwords()),
            CapabilityRoutes.table().bind(rooms.policies()),
            CorsRoutes.table().bind(rooms.cors()),
            AuditRoutes.table().bind(rooms.audit()),
            WrappingRoutes.table().bind(rooms.wrapping()),
            LockedUserRoutes.table().bind(new LockedUserRoutes.Room(rooms.lockouts(), router)),
            LeaseRoutes.table(router).bind(rooms.leases()),
            HostRoutes.table().bind(rooms.host()),
            LoggerRoutes.table().bind(LogManager.getLogManager()),
            MetricsRoutes.table().bind(rooms.metrics()),
            ToolsRoutes.table().bind(rooms.random()),
            SecondStepRoutes.table().bind(rooms.tokens().secondStep())),
        RouteTable.join(
            TokenRoutes.table().bind(rooms.tokens()), TokenRoleRoutes.table().bind(rooms.tokens())),
        MetricsRoutes.open().bind(rooms.metrics()),
        List.of(
            new EngineRoutes<>(KvV2Engine.class, KvV2Routes.table()),
            new EngineRoutes<>(KvV1Engine.class, KvV1Routes.table()),
            new EngineRoutes<>(KvUpgrade.class, KvUpgradeRoutes.table()),
            new EngineRoutes<>(DatabaseEngine.class, DatabaseRoutes.table()),
            new EngineRoutes<>(TransitEngine.class, TransitRoutes.table(rooms.random())),
            new EngineRoutes<>(CubbyholeEngine.class, CubbyholeRoutes.table()),
            new EngineRoutes<>(Identity.Mounted.class, identity(rooms)),
            new EngineRoutes<>(Approle.class, ApproleRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(JwtMethod.class, JwtRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(Kubernetes.class, KubernetesRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(Userpass.class, UserpassRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(Ldap.class, LdapRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(CertMethod.class, CertRoutes.table(rooms.tokens().login())),
            new EngineRoutes<>(AwsMethod.class, AwsRoutes.table(rooms.tokens().login(), rooms.random()))),
        Optional.of(new LegacyUnwrap(rooms.wrapping())));
  }

  private static RouteTable<Identity.Mounted> identity(Rooms rooms) {
    Identity identity = rooms.identity();
    return RouteTable.join(
        EntityRoutes.table().bind(identity),
        EntityAliasRoutes.table().bind(identity.aliases()),
        GroupRoutes.table().bind(identity),
        GroupAliasRoutes.table().bind(identity.groupAliases()),
        IdentityLookupRoutes.table().bind(identity),
        MfaRoutes.table().bind(new MfaRoutes.Room(rooms.mfa(), identity.entities())),
        LoginEnforcementRoutes.table().bind(rooms.mfa().settings()),
        IdentityTokenRoutes.table(new RandomText(rooms.random())).bind(rooms.oidc()),
        IdentityKeyRoutes.table().bind(rooms.oidc()),
        SecondStepRoutes.enrolling().bind(rooms.tokens().secondStep()));
  }
}
