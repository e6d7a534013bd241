package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.dialect.WireBody;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.mount.EngineTypes;
import dev.coffer.server.mount.Router;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The dialect over a few routes, with doors that know one token and remember every Ask. */
final class VaultBench {
  static final String TOKEN = "good";
  private static final JsonReader READER = new JsonReader(JsonLimits.REQUEST);

  final List<Ask> asks = new ArrayList<>();
  final List<String> captured = new ArrayList<>();
  private final Caller caller;
  private final VaultTables tables;
  private final VaultDialect dialect;

  private final class RecordingDoors implements Doors {
    @Override
    public Answer pass(Ask ask, Function<Permit, Answer> work) {
      boolean known =
          switch (ask.evidence()) {
            case Evidence.None _ -> false;
            case Evidence.BearerToken(SecretBytes token) -> token.sameAs(SecretBytes.ofText(TOKEN));
          };
      if (!known) {
        throw new Refused(new Failure.Unauthenticated("unknown token"));
      }
      asks.add(ask);
      return work.apply(Permits.granting(caller, ask.needs().toArray(new Need[0])));
    }

    @Override
    public Answer login(Ask ask, Function<Permit, Answer> work) {
      asks.add(ask);
      return work.apply(Permits.everything());
    }

    @Override
    public Answer redeem(Ask ask, Function<Permit, Answer> work) {
      return login(ask, work);
    }

    @Override
    public Answer bare(Ask ask, Function<Permit, Answer> work) {
      return login(ask, work);
    }
  }

  VaultBench() {
    this(Caller.anonymous(), RouteTable.of());
  }

  /** With more routes below {@code sys/}, asked by this caller, who gets what a route asks for and no more. */
  VaultBench(Caller caller, RouteTable<Sys> more) {
    this.caller = caller;
    Router mounts = new Router(TestBarrier.unsealed(), new EngineTypes(Map.of(), Map.of()), TtlTuning.SYSTEM);
    RouteTable<Sys> sys = RouteTable.join(ToolsRoutes.table().bind(new SecureRandom()), shelf().bind(this), more);
    this.tables =
        SpecRoutes.describing(
            new VaultTables(sys, new RouteTable<>(List.of()), new RouteTable<>(List.of()), List.of()),
            mounts,
            "1.0");
    this.dialect =
        new VaultDialect(tables, mounts, new RecordingDoors(), token -> token.sameAs(SecretBytes.ofText(TOKEN)));
  }

  VaultTables tables() {
    return tables;
  }

  private static RouteTable<VaultBench> shelf() {
    Field known = Field.text("known", "a field");
    return RouteTable.of(
        Route.read("shelf/{path...}", "Read", VaultBench::echo, known),
        Route.write("shelf/{path...}", "Write", VaultBench::echo, known),
        Route.patch("shelf/{path...}", "Patch", VaultBench::echo, known),
        Route.delete("shelf/{path...}", "Delete", (_, request) -> request.pass(Capability.DELETE, _ -> Answer.empty())),
        Route.list("shelf/{path...}", "List", VaultBench::list),
        Route.scan("shelf/{path...}", "Scan", VaultBench::list),
        Route.<VaultBench>write("mounted/{path...}", "Write", VaultBench::echo).allowingSlash(),
        Route.<VaultBench>read("protected", "Protected", VaultBench::echo).withSudo(),
        Route.<VaultBench>read("broken", "Broken", (_, request) -> request.pass(Capability.READ, _ -> bug())),
        Route.<VaultBench>bare(Verb.READ, "open", "Open", (_, request) -> request.bare(_ -> Answer.of(Json.Object.empty())).withStatus(429)).plain());
  }

  private static Answer bug() {
    throw new IllegalStateException("supersecret");
  }

  private static Passed echo(VaultBench bench, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          bench.captured.add(request.path());
          return Answer.of(Json.object().put("known", request.text("known", "")).putAll(request.fields()).build());
        });
  }

  private static Passed list(VaultBench bench, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          List<String> keys = request.capture("path").equals("empty") ? List.of() : List.of("a", "b/");
          return Answer.of(Json.object().put("keys", Json.texts(keys)).build());
        });
  }

  WireResponse ask(String method, String target) {
    return ask(method, target, Map.of("X-Vault-Token", List.of(TOKEN)), "");
  }

  /** With the known token, and a JSON body where it is not empty. */
  WireResponse ask(String method, String target, String body) {
    return ask(method, target, Map.of("X-Vault-Token", List.of(TOKEN)), body);
  }

  WireResponse ask(String method, String target, Map<String, List<String>> headers, String body) {
    int question = target.indexOf('?');
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    WireBody wireBody =
        most -> {
          if (bytes.length > most) {
            throw new Refused(new Failure.TooLarge("body", most, "bytes"));
          }
          return bytes;
        };
    WireHeaders wireHeaders =
        name ->
            headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    return dialect.answer(
        new WireRequest(
            method,
            question < 0 ? target : target.substring(0, question),
            question < 0 ? "" : target.substring(question + 1),
            wireHeaders,
            new WirePeer("192.0.2.1", 4711, List.of(), new WirePeer.Listener("test", false, 1 << 20, false)),
            wireBody));
  }

  /** The {@code data} of an answer that must be 200. */
  static Json.Object data(WireResponse response) {
    if (response.status() != 200) {
      throw new AssertionError(response.status() + " " + text(response));
    }
    return json(response).object("data").orElseThrow();
  }

  static Json.Object json(WireResponse response) {
    return READER.readObject(response.body());
  }

  static String text(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
