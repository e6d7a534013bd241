package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.engine.cubbyhole.CubbyholeEngine;
import dev.coffer.server.engine.kv.KvFactory;
import dev.coffer.server.engine.kv.KvV1Engine;
import dev.coffer.server.engine.kv.KvV2Engine;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.Rules;
import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.Decision;
import dev.coffer.server.gate.policy.Query;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.mount.EngineTypes;
import dev.coffer.server.mount.MountTable;
import dev.coffer.server.mount.Router;
import dev.coffer.server.mount.Upgrades;
import dev.coffer.server.mount.VisibleMounts;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The dialect over the real mounts and engines. Its gate grants what is asked for and nothing else,
 * so a route that asks for less than its engine checks fails.
 */
final class KvVault {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);
  final SettableClock clock = new SettableClock();
  private final Barrier barrier = TestBarrier.unsealed();
  private final VaultDialect dialect;
  private List<Need> asked = List.of();

  /** An answer off the wire. */
  record Told(int status, Json.Object body) {
    Json.Object data() {
      return body.object("data").orElseThrow();
    }

    String error() {
      return ((Json.Text) body.array("errors").orElseThrow().items().getFirst()).value();
    }
  }

  KvVault() {
    SecureRandom random = new SecureRandom();
    EngineTypes types =
        new EngineTypes(
            Map.of("kv", new KvFactory(clock, random), "cubbyhole", CubbyholeEngine::new), Map.of());
    Router router = new Router(barrier, types, TtlTuning.SYSTEM);
    MountTable table = new MountTable(barrier, router, types, random);
    table.initialize();
    Rules rules =
        (_, _, _) -> new AclRevision(new OneMount(), Expectation.absent(Key.of("policy/none")));
    VaultTables tables =
        new VaultTables(
            MountRoutes.table()
                .bind(
                    new MountRoutes.Room(
                        table, new VisibleMounts(barrier, router, rules), new Upgrades(barrier, router))),
            RouteTable.of(),
            RouteTable.of(),
            List.of(
                new EngineRoutes<>(KvV2Engine.class, KvV2Routes.table()),
                new EngineRoutes<>(KvV1Engine.class, KvV1Routes.table()),
                new EngineRoutes<>(CubbyholeEngine.class, CubbyholeRoutes.table())));
    dialect = new VaultDialect(tables, router, new Granting(), _ -> true);
  }

  /** Rules that grant something below {@code secret/} only. */
  private static final class OneMount implements Acl {
    @Override
    public Decision decide(Query query) {
      throw new UnsupportedOperationException("only what is reached is asked");
    }

    @Override
    public Set<Capability> capabilities(String path) {
      throw new UnsupportedOperationException("only what is reached is asked");
    }

    @Override
    public boolean reaches(String folder) {
      return folder.equals("secret/");
    }

    @Override
    public boolean isRoot() {
      return false;
    }
  }

  private final class Granting implements Doors {
    @Override
    public Answer pass(Ask ask, Function<Permit, Answer> work) {
      asked = ask.needs();
      Caller caller =
          new Caller(
              "hash", "accessor", "service", "token", "entity", List.of(), List.of(), Map.of(),
              Duration.ZERO, Instant.EPOCH, Optional.empty(), 0, List.of());
      return work.apply(Permits.granting(caller, ask.needs().toArray(new Need[0])));
    }

    @Override
    public Answer login(Ask ask, Function<Permit, Answer> work) {
      throw new UnsupportedOperationException("no route here logs in");
    }

    @Override
    public Answer redeem(Ask ask, Function<Permit, Answer> work) {
      return login(ask, work);
    }

    @Override
    public Answer bare(Ask ask, Function<Permit, Answer> work) {
      throw new UnsupportedOperationException("no route here is bare");
    }
  }

  /** What the last request asked the gate for. */
  List<Need> asked() {
    return asked;
  }

  Told get(String pathAndQuery) {
    return send("GET", pathAndQuery, "");
  }

  Told post(String path, String json) {
    return send("POST", path, json);
  }

  Told send(String method, String pathAndQuery, String json) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    WireResponse response =
        dialect.answer(
            new WireRequest(
                method, "/v1/" + path, query, name -> header(method, name),
                new WirePeer(
                    "127.0.0.1", 1, List.of(), new WirePeer.Listener("t", false, 1 << 20, false)),
                _ -> body));
    byte[] bytes = response.body();
    return new Told(
        response.status(), bytes.length == 0 ? Json.Object.empty() : READER.readObject(bytes));
  }

  private static List<String> header(String method, String name) {
    if (name.equalsIgnoreCase("X-Vault-Token")) {
      return List.of("token");
    }
    return method.equals("PATCH") && name.equalsIgnoreCase("Content-Type")
        ? List.of("application/merge-patch+json")
        : List.of();
  }
}
