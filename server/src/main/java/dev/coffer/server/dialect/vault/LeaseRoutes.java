package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.LeaseGrant;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.lease.LeaseRenewal.Renewed;
import dev.coffer.server.lease.Leases;
import dev.coffer.server.mount.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code sys/leases}, and the older {@code sys/renew}, {@code sys/revoke…} (Vault API, /sys/leases). */
public final class LeaseRoutes {
  private static final Field LEASE = Field.text("lease_id", "The lease");
  private static final Field INCREMENT =
      Field.duration("increment", "How long it shall live from now on; a wish");
  private static final Field SYNC = Field.bool("sync", "Always so: the answer comes when it is done");
  private static final Field TYPE = Field.text("type", "\"irrevocable\" for what could not be revoked");
  private static final Field AFTER = Field.text("after", "Only entries after this one");
  private static final Field LIMIT = Field.integer("limit", "How many holders, 10 unless told");
  private static final int HOLDERS_MAX = 1_000;
  private static final String IRREVOCABLE = "irrevocable";

  private LeaseRoutes() {}

  /**
   * The routes.
   *
   * @param mounts by whose accessors leases are counted
   */
  public static RouteTable<Leases> table(Router mounts) {
    List<Route<Leases>> routes = new ArrayList<>();
    routes.add(Route.write("leases/lookup", "What is known of a lease", LeaseRoutes::lookup, LEASE));
    routes.add(
        Route.<Leases>list("leases/lookup/{prefix...}", "Leases below a prefix", LeaseRoutes::list, AFTER)
            .withSudo());
    routes.add(Route.read("leases/count", "How many leases there are", (leases, request) -> count(leases, mounts, request), TYPE));
    routes.add(Route.read("leases/holders", "Who holds the most leases", LeaseRoutes::holders, LIMIT));
    routes.add(Route.read("leases", "Leases that could not be revoked", LeaseRoutes::stuck, TYPE));
    routes.add(Route.write("leases/tidy", "Remove what nothing refers to", LeaseRoutes::tidy));
    for (String base : List.of("leases/", "")) {
      routes.add(
          Route.write(base + "renew", "Renew a lease", LeaseRoutes::renew, LEASE, INCREMENT));
      routes.add(
          Route.write(base + "renew/{lease_id...}", "Renew a lease", LeaseRoutes::renew, INCREMENT));
      routes.add(Route.write(base + "revoke", "Revoke a lease", LeaseRoutes::revoke, LEASE, SYNC));
      routes.add(
          Route.write(base + "revoke/{lease_id...}", "Revoke a lease", LeaseRoutes::revoke, SYNC));
      routes.add(
          Route.<Leases>write(
                  base + "revoke-prefix/{prefix...}", "Revoke all leases below a prefix",
                  LeaseRoutes::revokePrefix, SYNC)
              .withSudo()
              .allowingSlash());
      routes.add(
          Route.<Leases>write(
                  base + "revoke-force/{prefix...}",
                  "Forget all leases below a prefix, whether they can be revoked or not",
                  LeaseRoutes::revokeForce)
              .withSudo()
              .allowingSlash());
    }
    return new RouteTable<>(routes);
  }

  private static Passed lookup(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          Lease lease =
              leases.lists().find(request.requiredText("lease_id")).orElseThrow(() -> Refused.malformed("invalid lease"));
          return Answer.of(wire(leases, lease));
        });
  }

  private static Json.Object wire(Leases leases, Lease lease) {
    long millis = Duration.between(leases.lists().now(), lease.expires()).toMillis();
    return Json.object()
        .put("expire_time", TokenWire.time(lease.expires()))
        .put("id", lease.id())
        .put("issue_time", TokenWire.time(lease.issued()))
        .put("last_renewal", lease.lastRenewed().map(TokenWire::time).orElseGet(Json::ofNull))
        .put("renewable", lease.renewable())
        .put("ttl", Math.ceilDiv(Math.max(0, millis), 1_000))
        .build();
  }

  private static Passed list(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          List<String> keys = leases.lists().children(folder(request), request.text("after", ""));
          return Answer.of(Json.object().put("keys", Json.texts(keys)).build());
        });
  }

  private static Passed count(Leases leases, Router mounts, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          boolean stuck = request.text("type", "").equals(IRREVOCABLE);
          Map<String, Long> counts = new TreeMap<>();
          if (stuck) {
            leases.lists().stuck().forEach(lease -> counts.merge(accessor(mounts, lease.id()), 1L, Long::sum));
          } else {
            mounts.mounts().forEach(mount -> counts.put(mount.accessor(), leases.lists().count(mount.fullPath())));
          }
          counts.values().removeIf(number -> number == 0);
          Json.Builder byMount = Json.object();
          counts.forEach((accessor, number) -> byMount.put(accessor, number.longValue()));
          long all = stuck ? leases.lists().stuck().size() : leases.lists().count("");
          return Answer.of(Json.object().put("lease_count", all).put("counts", byMount.build()).build());
        });
  }

  private static String accessor(Router mounts, String leaseId) {
    return mounts.route(leaseId).map(found -> found.mount().accessor()).orElse("mount-accessor-not-found");
  }

  private static Passed holders(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          int limit = Math.clamp(request.integer("limit", 10), 1, HOLDERS_MAX);
          List<Json> told = new ArrayList<>();
          leases.lists().holders(limit)
              .forEach(holder -> told.add(Json.object().put("holder", holder.who()).put("leases", holder.leases()).build()));
          return Answer.of(Json.object().put("holders", new Json.Array(told)).build());
        });
  }

  private static Passed stuck(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          if (!request.text("type", IRREVOCABLE).equals(IRREVOCABLE)) {
            throw Refused.malformed("only type=irrevocable can be listed; see leases/lookup for the others");
          }
          List<Json> entries = new ArrayList<>();
          for (Lease lease : leases.lists().stuck()) {
            entries.add(
                Json.object()
                    .put("lease_id", lease.id())
                    .put("error", lease.problem())
                    .put("attempts", lease.attempts())
                    .put("next_attempt", TokenWire.time(lease.due()))
                    .build());
          }
          return Answer.of(
              Json.object()
                  .put("lease_count", entries.size())
                  .put("leases", new Json.Array(entries))
                  .build());
        });
  }

  private static Passed renew(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          String id = request.requiredText("lease_id");
          if (leases.lists().find(id).filter(lease -> lease.revoker().equals(Tokens.REVOKER)).isPresent()) {
            throw Refused.malformed("lease does not correspond to a secret; renew the token instead");
          }
          Duration increment = request.duration("increment").orElse(Duration.ZERO);
          Renewed renewed = leases.renewal().renew(id, increment, permit.revisions());
          Lease lease = renewed.lease();
          Answer answer =
              Answer.of(Json.Object.empty())
                  .with(new LeaseGrant(lease.id(), lease.ttl(), lease.renewable()));
          for (String warning : renewed.warnings()) {
            answer = answer.warning(warning);
          }
          return answer;
        });
  }

  private static Passed revoke(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          leases.revocations().revoke(request.requiredText("lease_id"), permit.revisions());
          return Answer.empty();
        });
  }

  private static Passed revokePrefix(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          leases.revocations().revokePrefix(folder(request), permit.revisions());
          return Answer.empty();
        });
  }

  private static Passed revokeForce(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          leases.revocations().forgetPrefix(folder(request), permit.revisions());
          return Answer.empty();
        });
  }

  /** Every index row of a lease comes and goes with it, so there is never anything to tidy. */
  private static Passed tidy(Leases leases, VaultRequest request) {
    return request.pass(
        Capability.UPDATE, _ -> Answer.empty().warning("Leases keep themselves tidy; nothing to do"));
  }

  /** Whole segments only: {@code auth/userpass} is not a prefix of {@code auth/userpass2/…}. */
  private static String folder(VaultRequest request) {
    String prefix = request.capture("prefix");
    return prefix.isEmpty() ? "" : prefix + "/";
  }
}
