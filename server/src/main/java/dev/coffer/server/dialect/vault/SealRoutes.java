package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.seal.Quorum;
import dev.coffer.server.barrier.seal.SealControl;
import dev.coffer.server.barrier.seal.SealStatus;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Initialising, unsealing, sealing, and who leads (Vault API, /sys/init, /sys/unseal, /sys/seal). */
public final class SealRoutes {
  private static final Field KEY = Field.text("key", "One share of the unseal key, in hex or base64");

  private SealRoutes() {}

  public static RouteTable<SealDesk> table() {
    return RouteTable.of(
        Route.bare(Verb.READ, "init", "Whether the server is initialised", SealRoutes::initialized).plain(),
        Route.bare(
                Verb.WRITE,
                "init",
                "Makes a new cluster and gives its keys, once",
                SealRoutes::initialize,
                Field.integer("secret_shares", "Into how many shares the unseal key is split"),
                Field.integer("secret_threshold", "How many of them unseal"),
                Field.integer("recovery_shares", "The same for the recovery key of a seal that opens itself"),
                Field.integer("recovery_threshold", "How many of these have a say"),
                Field.integer("stored_shares", "Must be absent or 0"),
                Field.list("pgp_keys", "Not supported"),
                Field.list("recovery_pgp_keys", "Not supported"),
                Field.text("root_token_pgp_key", "Not supported"))
            .plain(),
        Route.bare(Verb.READ, "seal-status", "Whether the server is sealed", SealRoutes::sealStatus).plain(),
        Route.bare(
                Verb.WRITE,
                "unseal",
                "Gives one share of the unseal key",
                SealRoutes::unseal,
                KEY,
                Field.bool("reset", "Forget the shares given so far"),
                Field.bool("migrate", "Not supported"))
            .plain(),
        Route.write("seal", "Seals the server", SealRoutes::seal).withSudo(),
        Route.bare(Verb.READ, "leader", "Who leads", SealRoutes::leader).plain(),
        Route.write("step-down", "Gives up leading; a single server stays as it is", SealRoutes::stepDown)
            .withSudo());
  }

  private static Passed initialized(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> Answer.of(Json.object().put("initialized", desk.control().isInitialized()).build()));
  }

  private static Passed initialize(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          Quorum quorum = quorum(request, desk.control().sealOpensItself());
          SealControl.Initialized made = desk.control().initialize(quorum);
          Json.Builder body = ShareText.put(Json.object(), "keys", made.unsealShares());
          if (!made.recoveryShares().isEmpty()) {
            ShareText.put(body, "recovery_keys", made.recoveryShares());
          }
          try (SecretBytes token = made.rootToken()) {
            body.put("root_token", ascii(token));
          }
          return Answer.of(body.build());
        });
  }

  private static String ascii(SecretBytes token) {
    return token.read(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  private static Quorum quorum(BareRequest request, boolean recovery) {
    refusePgp(request, "pgp_keys");
    refusePgp(request, "recovery_pgp_keys");
    if (!request.text("root_token_pgp_key", "").isEmpty()) {
      throw pgp();
    }
    boolean secretFields =
        isGiven(request, "secret_shares") || isGiven(request, "secret_threshold") || isGiven(request, "stored_shares");
    boolean recoveryFields = isGiven(request, "recovery_shares") || isGiven(request, "recovery_threshold");
    if (recovery && secretFields) {
      throw Refused.malformed("parameters secret_shares,secret_threshold not applicable to this seal type: give recovery_shares and"
              + " recovery_threshold");
    }
    if (!recovery && recoveryFields) {
      throw Refused.malformed("parameters recovery_shares,recovery_threshold not applicable to seal type shamir: give secret_shares and"
              + " secret_threshold");
    }
    if (isGiven(request, "stored_shares")) {
      throw Refused.malformed("stored_shares is not supported: the seal stores what it needs");
    }
    String kind = recovery ? "recovery" : "secret";
    if (recovery && !recoveryFields) {
      return Quorum.DEFAULT;
    }
    return Quorum.checked(
        request.integer(kind + "_shares", recovery ? 0 : Quorum.DEFAULT.shares()),
        request.integer(kind + "_threshold", recovery ? 0 : Quorum.DEFAULT.threshold()));
  }

  /** Clients send 0 for what was not asked for. */
  private static boolean isGiven(BareRequest request, String name) {
    return request.integer(name, 0) != 0;
  }

  static void refusePgp(BareRequest request, String name) {
    if (!request.list(name).orElse(List.of()).isEmpty()) {
      throw pgp();
    }
  }

  static Refused pgp() {
    return Refused.malformed(
        "PGP keys are not supported: leave them out, and give each share to its holder yourself");
  }

  private static Passed sealStatus(SealDesk desk, BareRequest request) {
    return request.bare(_ -> Answer.of(status(desk, desk.control().status())));
  }

  private static Passed unseal(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          if (request.bool("migrate", false)) {
            throw Refused.malformed("seal migration is not supported");
          }
          if (request.bool("reset", false)) {
            return Answer.of(status(desk, desk.control().resetUnseal()));
          }
          if (request.text("key", "").isEmpty()) {
            throw Refused.malformed("'key' must be specified in request body as JSON, or 'reset' set to true");
          }
          try (SecretBytes share = ShareText.required(request)) {
            return Answer.of(status(desk, desk.control().unseal(share)));
          }
        });
  }

  private static Json.Object status(SealDesk desk, SealStatus status) {
    Json.Builder body =
        Json.object()
            .put("type", status.type())
            .put("initialized", status.initialized())
            .put("sealed", status.sealed())
            .put("t", status.threshold())
            .put("n", status.shares())
            .put("progress", status.progress())
            .put("nonce", status.nonce())
            .put("version", SealDesk.VERSION)
            .put("build_date", SealDesk.BUILD_DATE)
            .put("migration", false);
    if (!status.clusterId().isEmpty()) {
      body.put("cluster_name", status.clusterName()).put("cluster_id", status.clusterId());
    }
    return body.put("recovery_seal", status.recoverySeal())
        .put("storage_type", desk.storageType())
        .build();
  }

  /** Sealed only after the record of it is complete: what is sealed can write none. */
  private static Passed seal(SealDesk desk, VaultRequest request) {
    Passed recorded = request.pass(Capability.UPDATE, _ -> Answer.empty());
    desk.control().seal();
    return recorded;
  }

  private static Passed leader(SealDesk desk, BareRequest request) {
    return request.bare(
        _ ->
            Answer.of(
                Json.object()
                    .put("ha_enabled", false)
                    .put("is_self", false)
                    .put("leader_address", "")
                    .put("leader_cluster_address", "")
                    .put("performance_standby", false)
                    .put("performance_standby_last_remote_wal", 0)
                    .build()));
  }

  private static Passed stepDown(SealDesk desk, VaultRequest request) {
    return request.pass(Capability.UPDATE, _ -> Answer.empty());
  }
}
