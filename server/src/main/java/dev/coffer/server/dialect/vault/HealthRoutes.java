package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.seal.SealStatus;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code sys/health} (Vault API): the state as a status code that load balancers understand, each
 * replaceable by a field of the query. A single server is never a standby, so the codes of standbys
 * and replicas are accepted and not used.
 */
public final class HealthRoutes {
  private static final int OK = 200;
  private static final int NOT_INITIALIZED = 501;
  private static final int SEALED = 503;

  private HealthRoutes() {}

  public static RouteTable<SealDesk> table() {
    return RouteTable.of(
        Route.bare(
                Verb.READ,
                "health",
                "The state of the server",
                HealthRoutes::health,
                Field.bool("standbyok", "A standby answers with the active code"),
                Field.bool("perfstandbyok", "A performance standby answers with the active code"),
                Field.integer("activecode", "Instead of 200"),
                Field.integer("standbycode", "Instead of 429"),
                Field.integer("drsecondarycode", "Instead of 472"),
                Field.integer("performancestandbycode", "Instead of 473"),
                Field.integer("haunhealthycode", "Instead of 474"),
                Field.integer("removedcode", "Instead of 530"),
                Field.integer("sealedcode", "Instead of 503"),
                Field.integer("uninitcode", "Instead of 501"))
            .plain());
  }

  private static Passed health(SealDesk desk, BareRequest request) {
    AtomicInteger code = new AtomicInteger(OK);
    return request
        .bare(
            _ -> {
              SealStatus status = desk.control().status();
              code.set(code(request, status));
              return Answer.of(body(desk, status));
            })
        .withStatus(code.get());
  }

  private static int code(BareRequest request, SealStatus status) {
    request.bool("standbyok");
    request.bool("perfstandbyok");
    int active = code(request, "activecode", OK);
    int sealed = code(request, "sealedcode", SEALED);
    int uninitialized = code(request, "uninitcode", NOT_INITIALIZED);
    if (!status.initialized()) {
      return uninitialized;
    }
    return status.sealed() ? sealed : active;
  }

  private static int code(BareRequest request, String name, int otherwise) {
    long code = request.integer(name, otherwise);
    if (code < OK || code > 599) {
      throw Refused.malformed("\"" + name + "\" must be a status code of 200 to 599");
    }
    return (int) code;
  }

  private static Json.Object body(SealDesk desk, SealStatus status) {
    Json.Builder body =
        Json.object()
            .put("initialized", status.initialized())
            .put("sealed", status.sealed())
            .put("standby", false)
            .put("performance_standby", false)
            .put("replication_performance_mode", "disabled")
            .put("replication_dr_mode", "disabled")
            .put("server_time_utc", desk.clock().instant().getEpochSecond())
            .put("version", SealDesk.VERSION)
            .put("enterprise", false);
    if (!status.clusterId().isEmpty()) {
      body.put("cluster_name", status.clusterName()).put("cluster_id", status.clusterId());
    }
    return body.put("echo_duration_ms", 0).put("clock_skew_ms", 0).build();
  }
}
