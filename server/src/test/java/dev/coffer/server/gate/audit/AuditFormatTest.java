package dev.coffer.server.gate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.LeaseGrant;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Operation;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.gate.WrapGrant;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Records member for member, and that no secret is in them. */
final class AuditFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-15T10:30:00.123456789Z");
  private static final String CANARY = "canary-Zq8v-4711";

  private final MemoryDevice device = new MemoryDevice();

  @Test
  void aRequestIsRecordedAsVaultRecordsIt() {
    Json.Object sent =
        Json.object().put("password", "s").put("ttl", 5).put("force", true).putAll(nested()).build();
    Json.Object line = before(Map.of(), ask(sent), known(), allowed(), "");
    assertThat(line.members().keySet()).containsExactly("time", "type", "auth", "request");
    assertThat(line.text("time")).contains("2026-01-15T10:30:00.123456789Z");
    assertThat(line.text("type")).contains("request");
    Json.Object auth = line.object("auth").orElseThrow();
    assertThat(auth.members().keySet())
        .containsExactly(
            "client_token", "accessor", "display_name", "policies", "token_policies",
            "metadata", "entity_id", "token_type", "token_ttl", "token_issue_time",
            "policy_results");
    assertThat(auth.text("client_token")).contains(hmac("hvs.known"));
    assertThat(auth.text("accessor")).contains(hmac("accessor"));
    assertThat(auth.integer("token_ttl")).contains(3_600L);
    assertThat(auth.text("token_issue_time")).contains("1970-01-01T00:16:40Z");
    assertThat(auth.object("policy_results").orElseThrow().bool("allowed")).contains(true);
    Json.Object request = line.object("request").orElseThrow();
    assertThat(request.members().keySet())
        .containsExactly(
            "id", "client_id", "operation", "mount_point", "mount_type", "mount_accessor",
            "mount_running_version", "mount_class", "client_token", "client_token_accessor",
            "namespace", "path", "data", "remote_address", "remote_port");
    assertThat(request.object("namespace").orElseThrow().text("id")).contains("root");
    Json.Object data = request.object("data").orElseThrow();
    assertThat(data.text("password")).contains(hmac("s"));
    assertThat(data.integer("ttl")).contains(5L);
    assertThat(data.bool("force")).contains(true);
    assertThat(data.object("inner").orElseThrow().array("list").orElseThrow().items())
        .containsExactly(new Json.Text(hmac("x")), new Json.Null());
  }

  @Test
  void aCallerThatChangedIsWrittenAnewThoughItIsKnown() {
    AuditBroker broker = broker(Map.of());
    Caller known = known();
    for (int left : List.of(3, 3, 2)) {
      Caller caller =
          new Caller(
              known.tokenHash(), known.accessor(), known.tokenType(), known.displayName(), "",
              known.tokenPolicies(), List.of("of-entity-" + left), Map.of("left", "m" + left), known.ttl(),
              known.issued(), known.expires(), left, known.revisions());
      broker.before(new Audit.Seen(ask(Json.object().build()), caller, allowed(), ""));
    }
    assertThat(device.lines())
        .extracting(line -> parse(line).object("auth").orElseThrow())
        .extracting(auth -> auth.integer("remaining_uses").orElseThrow() + auth.object("metadata").orElseThrow().text("left").orElseThrow())
        .containsExactly("3m3", "3m3", "2m2");
  }

  @Test
  void aResponseRepeatsTheRequestAndHidesTheAnswer() {
    Answer answer =
        Answer.of(Json.object().put("password", "s").build())
            .with(new LeaseGrant("database/creds/a/1", Duration.ofHours(1), true))
            .warning("careful");
    Json.Object line = after(Map.of(), ask(Json.Object.empty()), known(), Optional.of(answer), "");
    assertThat(line.members().keySet())
        .containsExactly("time", "type", "auth", "request", "response");
    Json.Object response = line.object("response").orElseThrow();
    assertThat(response.members().keySet())
        .containsExactly(
            "mount_point", "mount_type", "mount_accessor", "mount_running_plugin_version",
            "mount_class", "secret", "data", "warnings");
    assertThat(response.object("data").orElseThrow().text("password")).contains(hmac("s"));
    assertThat(response.object("secret").orElseThrow().text("lease_id"))
        .contains("database/creds/a/1");
  }

  @Test
  void aLoginIsRecordedUnderWhoLoggedIn() {
    Ask login = Asks.with(ask(Json.Object.empty()), new Evidence.None());
    Json.Object line =
        after(
            Map.of(), login, Caller.anonymous(), Optional.of(Answer.of(Asks.grant("hvs.new"))), "");
    assertThat(line.object("auth").orElseThrow().text("display_name")).contains("userpass-alice");
    Json.Object auth = line.object("response").orElseThrow().object("auth").orElseThrow();
    assertThat(auth.text("client_token")).contains(hmac("hvs.new"));
    assertThat(auth.text("accessor")).contains(hmac("new-accessor"));
  }

  @Test
  void anEnvelopeIsRecordedWithoutWhatIsInIt() {
    WrapGrant grant =
        new WrapGrant(
            SecretBytes.ofText("hvs.w"), "wa", Duration.ofMinutes(5), NOW, "secret/data/a", "inner");
    Json.Object line =
        after(Map.of(), ask(Json.Object.empty()), known(), Optional.of(Answer.of(grant)), "");
    Json.Object wrap = line.object("response").orElseThrow().object("wrap_info").orElseThrow();
    assertThat(wrap.text("token")).contains(hmac("hvs.w"));
    assertThat(wrap.text("accessor")).contains(hmac("wa"));
    assertThat(wrap.text("wrapped_accessor")).contains(hmac("inner"));
    assertThat(wrap.integer("ttl")).contains(300L);
  }

  @Test
  void anErrorIsRecordedWithoutAnAnswer() {
    Json.Object line =
        after(Map.of(), ask(Json.Object.empty()), known(), Optional.empty(), "permission denied");
    assertThat(line.text("error")).contains("permission denied");
    assertThat(line.object("response").orElseThrow().has("data")).isFalse();
  }

  @Test
  void accessorsAreClearWhereTheDeviceSaysSo() {
    Json.Object line =
        before(Map.of("hmac_accessor", "false"), ask(Json.Object.empty()), known(), allowed(), "");
    assertThat(line.object("auth").orElseThrow().text("accessor")).contains("accessor");
    assertThat(line.object("auth").orElseThrow().text("client_token")).contains(hmac("hvs.known"));
  }

  @Test
  void namesThatTheMountFreesAreClearAtAnyDepth() {
    MountFacts mount =
        new MountFacts("secret/", "kv", "a", "secret", "", Set.of("role"), Set.of("role"));
    Ask free = onMount(ask(Json.object().put("role", "r").put("pin", "p").build()), mount);
    Json.Object data =
        before(Map.of(), free, known(), allowed(), "").object("request").orElseThrow()
            .object("data").orElseThrow();
    assertThat(data.text("role")).contains("r");
    assertThat(data.text("pin")).contains(hmac("p"));
  }

  @Test
  void listsAreToldByTheirNumberWhereTheDeviceSaysSo() {
    Ask list = Asks.of(Operation.LIST, "secret/metadata/", Need.of("secret/metadata/"));
    Answer answer =
        Answer.of(
            Json.object()
                .put("keys", Json.texts(List.of("a", "b")))
                .put("key_info", Json.object().put("a", "x").build())
                .build());
    Json.Object data =
        after(Map.of("elide_list_responses", "true"), list, known(), Optional.of(answer), "")
            .object("response").orElseThrow().object("data").orElseThrow();
    assertThat(data.integer("keys")).contains(2L);
    assertThat(data.integer("key_info")).contains(1L);
  }

  @Test
  void headersAreRecordedAsTheTableSays() {
    Json.Object headers =
        Json.object()
            .put("x-secret", Json.texts(List.of("v")))
            .put("user-agent", Json.texts(List.of("curl")))
            .put("cookie", Json.texts(List.of(CANARY)))
            .build();
    Ask ask = ask(Json.Object.empty());
    Ask sent =
        new Ask(
            ask.id(), ask.evidence(), ask.operation(), ask.path(), ask.parameters(),
            new Origin("10.0.0.1", 1, "", headers), ask.mount(), ask.wrapTtl(), ask.needs(),
            ask.exists());
    AuditBroker broker = new AuditBroker(() -> NOW, System.getLogger("test"));
    broker.use(
        List.of(AuditBrokers.enabled("file/", device, Map.of())),
        AuditedHeaders.DEFAULT.with("x-secret", true));
    broker.before(new Audit.Seen(sent, known(), allowed(), ""));
    Json.Object written =
        parse(device.lines().getLast()).object("request").orElseThrow().object("headers").orElseThrow();
    assertThat(written.members().keySet()).containsExactly("x-secret", "user-agent");
    assertThat(written.array("x-secret").orElseThrow().items())
        .containsExactly(new Json.Text(hmac("v")));
  }

  @Test
  void theEventFormatIsOneLineAnAccess() {
    before(Map.of("format", "event"), ask(Json.Object.empty()), known(), allowed(), "", false);
    assertThat(device.lines()).isEmpty();
    Json.Object line =
        after(
            Map.of("format", "event"), ask(Json.Object.empty()), known(),
            Optional.of(Answer.empty()), "");
    assertThat(line.members().keySet())
        .containsExactly("timestamp", "action", "path", "identity", "source_ip", "success");
    assertThat(line.text("action")).contains("secret.read");
    assertThat(line.text("identity")).contains("token-alice");
    assertThat(line.bool("success")).contains(true);
    assertThat(device.lines()).hasSize(1);
  }

  @Test
  void canaryASecretIsInNoRecordRawOrBase64OrHex() {
    byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    Json.Object secret =
        Json.object()
            .put("plain", CANARY)
            .put("binary", base64)
            .put("hex", hex)
            .put("deep", new Json.Array(List.of(Json.object().put("a", CANARY).build())))
            .build();
    Ask ask = Asks.with(ask(secret), Asks.token(CANARY));
    Answer answer = Answer.of(secret);
    Answer token = Answer.of(Asks.grant(CANARY));
    for (Map<String, String> options :
        List.of(Map.<String, String>of(), Map.of("format", "event"))) {
      for (Answer given : List.of(answer, token)) {
        for (Caller caller : List.of(known(), Caller.anonymous())) {
          after(options, ask, caller, Optional.of(given), "");
        }
      }
    }
    assertThat(String.join("\n", device.lines())).doesNotContain(CANARY, base64, hex);
  }

  @Test
  void checklistHRawValuesOfOneDeviceDoNotReachAnother() {
    MemoryDevice raw = new MemoryDevice();
    AuditBroker broker = new AuditBroker(() -> NOW, System.getLogger("test"));
    broker.use(
        List.of(
            AuditBrokers.enabled("raw/", raw, Map.of("log_raw", "true")),
            AuditBrokers.enabled("file/", device, Map.of())),
        AuditedHeaders.DEFAULT);
    Audit.Seen seen =
        new Audit.Seen(
            ask(Json.object().put("password", CANARY).build()), known(), allowed(), "");
    broker.before(seen).after(seen, Optional.of(Answer.of(Json.object().put("a", CANARY).build())));
    assertThat(raw.lines()).hasSize(2).allMatch(line -> line.contains(CANARY));
    assertThat(device.lines()).hasSize(2).noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void stringsOfStrangersAreCutAndTheirLengthIsTold() {
    String longText = "é".repeat(100_000);
    Ask ask = Asks.of(Operation.READ, longText);
    String strange = rawBefore(ask, Caller.anonymous());
    assertThat(strange.length()).isLessThan(8_192);
    assertThat(parse(strange).object("request").orElseThrow().text("path").orElseThrow())
        .endsWith("(200000 bytes)");
    assertThat(rawBefore(ask, known())).contains(longText);
  }

  @Test
  void oddTextStaysOneLineOfValidJson() {
    String odd = "a\n\r\u0000\"\\\u2028\ud800x\udc00😀\u007f</script>";
    String line = rawBefore(Asks.of(Operation.READ, odd), known());
    assertThat(line).doesNotContain("\n", "\r", "\u2028");
    assertThat(parse(line).object("request").orElseThrow().text("path"))
        .contains(odd.replace('\ud800', '\ufffd').replace("x\udc00", "x\ufffd"));
  }

  private static Json.Object nested() {
    return Json.object()
        .put(
            "inner",
            Json.object()
                .put("list", new Json.Array(List.of(new Json.Text("x"), new Json.Null())))
                .build())
        .build();
  }

  private static Ask ask(Json.Object data) {
    return Asks.of(Operation.READ, "secret/data/a", data, () -> false);
  }

  private static Ask onMount(Ask ask, MountFacts mount) {
    return new Ask(
        ask.id(), ask.evidence(), ask.operation(), ask.path(), ask.parameters(), ask.origin(),
        mount, ask.wrapTtl(), ask.needs(), ask.exists());
  }

  private static Caller known() {
    return ScriptedCallers.caller(0);
  }

  private static Optional<Decision> allowed() {
    return Optional.of(new Decision.Allow(List.of("dev")));
  }

  private Json.Object before(
      Map<String, String> options, Ask ask, Caller caller, Optional<Decision> decision, String error) {
    before(options, ask, caller, decision, error, true);
    return parse(device.lines().getLast());
  }

  private void before(
      Map<String, String> options, Ask ask, Caller caller, Optional<Decision> decision,
      String error, boolean ignored) {
    broker(options).before(new Audit.Seen(ask, caller, decision, error));
  }

  private String rawBefore(Ask ask, Caller caller) {
    before(Map.of(), ask, caller, Optional.empty(), "");
    return device.lines().getLast();
  }

  private Json.Object after(
      Map<String, String> options, Ask ask, Caller caller, Optional<Answer> answer, String error) {
    Audit.Entry entry = broker(options).before(new Audit.Seen(ask, caller, allowed(), ""));
    entry.after(new Audit.Seen(ask, caller, allowed(), error), answer);
    return parse(device.lines().getLast());
  }

  private AuditBroker broker(Map<String, String> options) {
    AuditBroker broker = new AuditBroker(() -> NOW, System.getLogger("test"));
    broker.use(List.of(AuditBrokers.enabled("file/", device, options)), AuditedHeaders.DEFAULT);
    return broker;
  }

  private static Json.Object parse(String line) {
    return new JsonReader(JsonLimits.TRUSTED).readObject(line.getBytes(StandardCharsets.UTF_8));
  }

  /** By the JDK's own Mac, not by the code under test. */
  private static String hmac(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      byte[] sum = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return "hmac-sha256:" + HexFormat.of().formatHex(sum);
    } catch (java.security.GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
