package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.seal.SealControl;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The wire shapes of the seal's routes, which clients read without asking twice. */
class SealRoutesTest {
  private static final MountFacts SYS =
      new MountFacts("sys/", "system", "system_0", "secret", "", Set.of(), Set.of());
  private static final WirePeer PEER =
      new WirePeer("127.0.0.1", 1, List.of(), new WirePeer.Listener("tcp", false, 1 << 20, false));

  private final SecureRandom random = new SecureRandom();
  private final Store store = new MemoryStore();
  private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_768_472_999));
  private final KeyringBarrier barrier = new KeyringBarrier(store, random, clock);
  private final SealControl control =
      new SealControl(
          store,
          barrier,
          Optional.empty(),
          _ -> {},
          _ -> SecretBytes.ofText("hvs.000000000000000000000000"),
          () -> {},
          random,
          clock,
          Optional.of("told-by-configuration"));
  private final SealDesk desk = new SealDesk(control, barrier, clock, "inmem");
  private final RouteTable<SealDesk> table =
      RouteTable.join(
          SealRoutes.table(),
          HealthRoutes.table(),
          KeyringRoutes.table(),
          RootGenerationRoutes.table(random),
          RekeyRoutes.table());
  private final List<Ask> asked = new ArrayList<>();

  /** Lets everybody in and remembers what was asked. */
  private final class OpenDoors implements Doors {
    @Override
    public Answer pass(Ask ask, Function<Permit, Answer> work) {
      asked.add(ask);
      return work.apply(Permits.everything());
    }

    @Override
    public Answer login(Ask ask, Function<Permit, Answer> work) {
      return work.apply(Permits.everything());
    }

    @Override
    public Answer redeem(Ask ask, Function<Permit, Answer> work) {
      return login(ask, work);
    }

    @Override
    public Answer bare(Ask ask, Function<Permit, Answer> work) {
      return work.apply(Permits.everything());
    }
  }

  private Passed call(Verb verb, String path, Json.Object fields) {
    RouteTable.Match<SealDesk> match = table.match(verb, path).orElseThrow();
    Route<SealDesk> route = match.route();
    RequestFacts facts =
        new RequestFacts(
            "id",
            new Evidence.None(),
            verb,
            "sys/" + path,
            match.captures(),
            fields,
            new Origin("127.0.0.1", 1, "", Json.Object.empty()),
            SYS,
            Optional.empty(),
            route.sudo(),
            PEER,
            Map.of());
    Doors doors = new OpenDoors();
    return switch (route.door()) {
      case Door.Policed<SealDesk>(var handler) -> handler.answer(desk, new VaultRequest(facts, doors));
      case Door.Login<SealDesk>(var handler) -> handler.answer(desk, new LoginRequest(facts, doors));
      case Door.Bare<SealDesk>(var handler) -> handler.answer(desk, new BareRequest(facts, doors));
    };
  }

  private Json.Object get(String path) {
    return data(call(Verb.READ, path, Json.Object.empty()));
  }

  private Json.Object put(String path, Json.Builder fields) {
    return data(call(Verb.WRITE, path, fields.build()));
  }

  private static Json.Object data(Passed passed) {
    return passed.answer().data().orElseThrow();
  }

  private int health(Json.Builder query) {
    return call(Verb.READ, "health", query.build()).status().orElseThrow();
  }

  private List<String> initialize(int shares, int threshold) {
    Json.Object made =
        put("init", Json.object().put("secret_shares", shares).put("secret_threshold", threshold));
    return texts(made, "keys_base64");
  }

  private static List<String> texts(Json.Object body, String name) {
    return body.array(name).orElseThrow().items().stream().map(item -> ((Json.Text) item).value()).toList();
  }

  @Test
  void healthTellsTheStateByItsCode() {
    assertThat(health(Json.object())).isEqualTo(501);
    assertThat(health(Json.object().put("uninitcode", "200"))).isEqualTo(200);
    List<String> keys = initialize(1, 1);
    assertThat(health(Json.object().put("standbyok", "true"))).isEqualTo(503);
    assertThat(health(Json.object().put("sealedcode", "204").put("uninitcode", "599"))).isEqualTo(204);
    put("unseal", Json.object().put("key", keys.getFirst()));
    assertThat(health(Json.object().put("perfstandbyok", "true").put("standbycode", "200"))).isEqualTo(200);
    assertThat(health(Json.object().put("activecode", "299"))).isEqualTo(299);
    assertThatThrownBy(() -> health(Json.object().put("activecode", "9"))).hasMessageContaining("status code");
    assertThatThrownBy(() -> health(Json.object().put("sealedcode", "x"))).hasMessageContaining("an integer");
  }

  @Test
  void healthHasTheKeysThatClientsNeedAndNoNull() {
    List<String> keys = initialize(1, 1);
    assertThat(get("health").has("cluster_id")).as("not told while sealed").isFalse();
    put("unseal", Json.object().put("key", keys.getFirst()));
    Json.Object body = get("health");
    assertThat(body.text("cluster_name")).contains("told-by-configuration");
    assertThat(get("seal-status").text("cluster_name")).contains("told-by-configuration");
    assertThat(body.members().keySet())
        .containsExactlyInAnyOrder(
            "initialized", "sealed", "standby", "performance_standby", "replication_performance_mode",
            "replication_dr_mode", "server_time_utc", "version", "enterprise", "cluster_name",
            "cluster_id", "echo_duration_ms", "clock_skew_ms");
    assertThat(body.members().values()).noneMatch(Json.Null.class::isInstance);
    assertThat(body.integer("server_time_utc")).contains(1_768_472_999L);
    assertThat(body.text("version").orElseThrow()).matches("\\d+\\.\\d+\\.\\d+\\+coffer\\.[0-9.]+");
  }

  @Test
  void initialisingAnswersAsVaultDoes() {
    assertThat(get("init").bool("initialized")).contains(false);
    Json.Object made = put("init", Json.object().put("secret_shares", 5).put("secret_threshold", 3));
    assertThat(made.members().keySet()).containsExactlyInAnyOrder("keys", "keys_base64", "root_token");
    assertThat(texts(made, "keys")).hasSize(5).allMatch(key -> key.length() == 66);
    assertThat(made.text("root_token").orElseThrow()).hasSize(28);
    assertThat(get("init").bool("initialized")).contains(true);
    assertThatThrownBy(() -> initialize(5, 3)).hasMessageContaining("already initialized");
  }

  @Test
  void whatCannotBeKeptIsRefusedBeforeInitialisation() {
    Json.Array pgp = Json.texts(List.of("keybase:a"));
    assertThatThrownBy(() -> put("init", Json.object().put("secret_shares", 1).put("secret_threshold", 1).put("pgp_keys", pgp)))
        .hasMessageContaining("PGP");
    assertThatThrownBy(() -> put("init", Json.object().put("root_token_pgp_key", "x"))).hasMessageContaining("PGP");
    assertThatThrownBy(() -> put("init", Json.object().put("recovery_shares", 1))).hasMessageContaining("not applicable to seal type shamir");
    assertThatThrownBy(() -> put("init", Json.object().put("secret_shares", 3).put("secret_threshold", 4))).hasMessageContaining("threshold");
    assertThat(control.isInitialized()).isFalse();
  }

  @Test
  void unsealingShowsItsProgress() {
    assertThat(get("seal-status").bool("initialized")).contains(false);
    List<String> keys = initialize(3, 2);
    Json.Object first = put("unseal", Json.object().put("key", keys.get(0)));
    assertThat(first.integer("progress")).contains(1L);
    assertThat(first.integer("t")).contains(2L);
    assertThat(first.bool("sealed")).contains(true);
    assertThat(put("unseal", Json.object().put("reset", true)).integer("progress")).contains(0L);
    put("unseal", Json.object().put("key", keys.get(0)));
    assertThat(put("unseal", Json.object().put("key", keys.get(1))).bool("sealed")).contains(false);
    assertThat(get("seal-status").text("storage_type")).contains("inmem");
    assertThatThrownBy(() -> put("unseal", Json.object())).hasMessageContaining("'key' must be specified");
    assertThatThrownBy(() -> put("unseal", Json.object().put("key", "$$"))).hasMessageContaining("valid hex or base64");
    assertThatThrownBy(() -> put("unseal", Json.object().put("key", keys.get(0)).put("migrate", true))).hasMessageContaining("migration");
  }

  @Test
  void sealingAndRotatingAreRootProtected() {
    List<String> keys = initialize(1, 1);
    put("unseal", Json.object().put("key", keys.getFirst()));
    call(Verb.WRITE, "rotate", Json.Object.empty());
    assertThat(get("key-status").integer("term")).contains(2L);
    call(Verb.WRITE, "seal", Json.Object.empty());
    assertThat(barrier.isUnsealed()).isFalse();
    assertThat(asked.getFirst().needs()).contains(Need.of("sys/rotate", Capability.SUDO));
    assertThat(asked.getLast().needs()).contains(Need.of("sys/seal", Capability.SUDO), Need.of("sys/seal", Capability.UPDATE));
  }

  @Test
  void theRotationPolicyIsReadAndWritten() {
    List<String> keys = initialize(1, 1);
    put("unseal", Json.object().put("key", keys.getFirst()));
    call(Verb.WRITE, "rotate/config", Json.object().put("max_operations", 3_865_470_566L).put("interval", "48h").build());
    Json.Object policy = get("rotate/config");
    assertThat(policy.integer("max_operations")).as("cut to the limit").contains(1L << 31);
    assertThat(policy.integer("interval")).contains(172_800L);
    assertThat(policy.bool("enabled")).contains(true);
    assertThatThrownBy(() -> call(Verb.WRITE, "rotate/config", Json.object().put("interval", "1h").build())).hasMessageContaining("24 hours");
    assertThatThrownBy(() -> call(Verb.WRITE, "rotate/config", Json.object().put("max_operations", 5).build())).hasMessageContaining("at least");
  }

  @Test
  void generateRootAnswersAsClientsExpect() {
    List<String> keys = initialize(1, 1);
    put("unseal", Json.object().put("key", keys.getFirst()));
    assertThat(get("generate-root/attempt").integer("otp_length")).contains(28L);
    Json.Object begun = put("generate-root/attempt", Json.object());
    assertThat(begun.text("otp").orElseThrow()).hasSize(28);
    assertThat(get("generate-root/attempt").text("nonce")).contains("");
    String nonce = begun.text("nonce").orElseThrow();
    Json.Object done = put("generate-root/update", Json.object().put("key", keys.getFirst()).put("nonce", nonce));
    assertThat(done.bool("complete")).contains(true);
    assertThat(done.text("encoded_token")).isEqualTo(done.text("encoded_root_token"));
    assertThat(done.text("encoded_token").orElseThrow()).hasSize(38);
    assertThatThrownBy(() -> put("generate-root/attempt", Json.object().put("otp", "short"))).hasMessageContaining("wrong length");
  }

  @Test
  void rekeyingAnswersAsClientsExpect() {
    List<String> keys = initialize(1, 1);
    put("unseal", Json.object().put("key", keys.getFirst()));
    String nonce =
        put("rekey/init", Json.object().put("secret_shares", 2).put("secret_threshold", 2)).text("nonce").orElseThrow();
    Json.Object status = get("rekey/init");
    assertThat(status.bool("started")).contains(true);
    assertThat(status.integer("n")).contains(2L);
    assertThat(status.integer("required")).contains(1L);
    assertThatThrownBy(() -> call(Verb.DELETE, "rekey/init", Json.Object.empty())).hasMessageContaining("nonce");
    Json.Object done = put("rekey/update", Json.object().put("key", keys.getFirst()).put("nonce", nonce));
    assertThat(done.bool("complete")).contains(true);
    assertThat(texts(done, "keys")).hasSize(2);
    assertThat(done.bool("verification_required")).contains(false);
    assertThatThrownBy(() -> put("rekey-recovery-key/init", Json.object())).hasMessageContaining("not supported");
  }
}
