package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checklist D: a code works once, also with spaces (CVE-2025-6014); guessing stops; nothing goes around. */
final class ChecklistDSecondFactorsTest {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final AssembledVault vault = new AssembledVault();
  private String accessor = "";
  private String method = "";
  private String entity = "";

  @BeforeEach
  void demand() {
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
    vault.post("auth/userpass/users/alice", "{\"password\": \"pw\"}");
    accessor =
        vault.get("sys/auth").data().object("userpass/").orElseThrow().text("accessor").orElseThrow();
    entity = login().auth().text("entity_id").orElseThrow();
    method = vault.post("identity/mfa/method/totp", "{\"issuer\": \"Coffer\", \"method_name\": \"app\"}").data().text("method_id").orElseThrow();
    assertThat(enforce("auth_method_accessors", accessor).status()).isEqualTo(204);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told enforce(String list, String item) {
    return vault.post(
        "identity/mfa/login-enforcement/all", "{\"mfa_method_ids\": [\"" + method + "\"], \"" + list + "\": [\"" + item + "\"]}");
  }

  private Told login() {
    return vault.as("", "POST", "auth/userpass/login/alice", "{\"password\": \"pw\"}");
  }

  private Told loginWith(String factor) {
    return vault.send(
        "POST", "/v1/auth/userpass/login/alice", Map.of("X-Vault-MFA", List.of(factor)), "{\"password\": \"pw\"}");
  }

  private Json.Object given() {
    return vault.post("identity/mfa/method/totp/admin-generate", "{\"method_id\": \"" + method + "\", \"entity_id\": \"" + entity + "\"}").data();
  }

  private static String requestOf(Told login) {
    return login.auth().object("mfa_requirement").orElseThrow().text("mfa_request_id").orElseThrow();
  }

  private Told validate(String request, String code) {
    return vault.as("", "POST", "sys/mfa/validate", "{\"mfa_request_id\": \"" + request + "\", \"mfa_payload\": {\"" + method + "\": [\"" + code + "\"]}}");
  }

  /** What an authenticator app would show, made anew from the url: SHA-1, six digits, 30 seconds. */
  private String code(Json.Object given) {
    String url = given.text("url").orElseThrow();
    String secret = url.substring(url.indexOf("secret=") + 7);
    byte[] key = new byte[secret.length() * 5 / 8];
    long held = 0;
    int bits = 0;
    int at = 0;
    for (int letter = 0; letter < secret.length(); letter++) {
      held = (held << 5) | LETTERS.indexOf(secret.charAt(letter));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        key[at++] = (byte) (held >> bits);
      }
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(vault.clock.instant().getEpochSecond() / 30).array());
      int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String wrong(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  @Test
  void theFirstFactorAloneGivesNoToken() {
    Json.Object given = given();
    Told first = login();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.token()).isEmpty();
    Json.Object asked = first.auth().object("mfa_requirement").orElseThrow();
    Json.Object choice = (Json.Object) asked.object("mfa_constraints").orElseThrow().object("all").orElseThrow().array("any").orElseThrow().items().getFirst();
    assertThat(choice.text("id")).contains(method);
    assertThat(choice.text("type")).contains("totp");
    assertThat(choice.text("name")).contains("app");
    Told second = validate(requestOf(first), code(given));
    assertThat(second.auth().text("entity_id")).contains(entity);
    assertThat(vault.as(second.token(), "GET", "auth/token/lookup-self", "").status()).isEqualTo(200);
  }

  @Test
  void aCodeIsTakenOnceAlsoWithBlanks() {
    String code = code(given());
    String other = requestOf(login());
    assertThat(validate(requestOf(login()), code).isSuccess()).isTrue();
    for (String again : List.of(code, " " + code, code + " ", code.substring(0, 3) + " " + code.substring(3), "\\t" + code)) {
      assertThat(validate(other, again).status()).as(again).isEqualTo(403);
    }
  }

  @Test
  void blanksInACodeDoNotCount() {
    String code = code(given());
    assertThat(validate(requestOf(login()), " " + code.substring(0, 3) + " " + code.substring(3) + " ").isSuccess()).isTrue();
  }

  @Test
  void aRequestEndsOneLoginOnly() {
    Json.Object given = given();
    String request = requestOf(login());
    assertThat(validate(request, code(given)).isSuccess()).isTrue();
    vault.clock.advance(Duration.ofSeconds(60));
    assertThat(validate(request, code(given)).status()).isEqualTo(400);
  }

  @Test
  void aCodeMayComeWithTheFirstRequest() {
    Json.Object given = given();
    String code = code(given);
    assertThat(loginWith("app:" + wrong(code)).status()).isEqualTo(403);
    Told done = loginWith("app:" + code);
    assertThat(done.token()).isNotEmpty();
    assertThat(loginWith(method + ":" + code).status()).isEqualTo(403);
    vault.clock.advance(Duration.ofSeconds(60));
    assertThat(loginWith(method + ":" + code(given)).token()).isNotEmpty();
  }

  @Test
  void guessingStopsAndARightCodeIsRefusedThenToo() {
    Json.Object given = given();
    String request = requestOf(login());
    for (int guess = 0; guess < 5; guess++) {
      assertThat(validate(request, wrong(code(given))).status()).isEqualTo(403);
    }
    assertThat(validate(request, code(given)).status()).isEqualTo(429);
    assertThat(validate(requestOf(login()), code(given)).status()).isEqualTo(429);
    assertThat(loginWith("app:" + code(given)).status()).isEqualTo(429);
    vault.clock.advance(Duration.ofMinutes(16));
    assertThat(validate(requestOf(login()), code(given)).isSuccess()).isTrue();
  }

  @Test
  void aRecoveryCodeStandsForACodeOnce() {
    Json.Object given = given();
    String recovery = ((Json.Text) given.array("recovery_codes").orElseThrow().items().getFirst()).value();
    assertThat(given.array("recovery_codes").orElseThrow().items()).hasSize(10);
    assertThat(validate(requestOf(login()), recovery).isSuccess()).isTrue();
    assertThat(validate(requestOf(login()), recovery).status()).isEqualTo(403);
    assertThat(validate(requestOf(login()), code(given)).isSuccess()).isTrue();
  }

  @Test
  void nobodyIsLetInWhoseUserIsRemovedInBetween() {
    Json.Object given = given();
    String request = requestOf(login());
    vault.delete("auth/userpass/users/alice");
    assertThat(validate(request, code(given)).status()).isEqualTo(400);
  }

  @Test
  void nobodyIsLetInWhoseEntityIsDisabledInBetween() {
    Json.Object given = given();
    String request = requestOf(login());
    vault.post("identity/entity/id/" + entity, "{\"disabled\": true}");
    assertThat(validate(request, code(given)).status()).isEqualTo(403);
  }

  @Test
  void aLoginWaitsFiveMinutes() {
    Json.Object given = given();
    String request = requestOf(login());
    vault.clock.advance(Duration.ofMinutes(6));
    assertThat(validate(request, code(given)).status()).isEqualTo(400);
    assertThat(validate("00000000-0000-4000-8000-000000000000", code(given)).status()).isEqualTo(400);
  }

  @Test
  void whoHasNoSecretIsNotLetIn() {
    String request = requestOf(login());
    assertThat(validate(request, "000000").status()).isEqualTo(403);
    assertThat(vault.as("", "POST", "identity/mfa/method/totp/self-enroll", "{\"mfa_request_id\": \"" + request + "\", \"mfa_method_id\": \"" + method + "\"}").status()).isEqualTo(400);
  }

  @Test
  void aMethodMayGiveASecretAtTheFirstLoginAndAtNoOther() {
    vault.post("identity/mfa/method/totp/" + method, "{\"enable_self_enrollment\": true}");
    String request = requestOf(login());
    String ask = "{\"mfa_request_id\": \"" + request + "\", \"mfa_method_id\": \"" + method + "\"}";
    Json.Object mine = vault.as("", "POST", "identity/mfa/method/totp/self-enroll", ask).data();
    assertThat(vault.as("", "POST", "identity/mfa/method/totp/self-enroll", ask).data().text("url")).isEqualTo(mine.text("url"));
    String code = code(mine);
    assertThat(validate(request, wrong(code)).status()).isEqualTo(403);
    assertThat(validate(request, code).token()).isNotEmpty();
    Told later = login();
    String again = "{\"mfa_request_id\": \"" + requestOf(later) + "\", \"mfa_method_id\": \"" + method + "\"}";
    assertThat(vault.as("", "POST", "identity/mfa/method/totp/self-enroll", again).status()).isEqualTo(400);
    assertThat(validate(requestOf(later), code).status()).isEqualTo(403);
    vault.clock.advance(Duration.ofSeconds(60));
    assertThat(validate(requestOf(later), code(mine)).token()).isNotEmpty();
  }

  @Test
  void aSecretThatIsThereIsNotReplacedAndCanBeTakenAway() {
    Json.Object given = given();
    Told second = vault.post("identity/mfa/method/totp/admin-generate", "{\"method_id\": \"" + method + "\", \"entity_id\": \"" + entity + "\"}");
    assertThat(second.text()).contains("already has a secret").doesNotContain("otpauth");
    vault.post("identity/mfa/method/totp/admin-destroy", "{\"method_id\": \"" + method + "\", \"entity_id\": \"" + entity + "\"}");
    assertThat(validate(requestOf(login()), code(given)).status()).isEqualTo(403);
    assertThat(given()).isNotEqualTo(given);
  }

  @Test
  void demandsConcernWhomTheyName() {
    assertThat(login().token()).isEmpty();
    enforce("identity_entity_ids", entity);
    assertThat(login().token()).isEmpty();
    enforce("identity_entity_ids", "00000000-0000-4000-8000-000000000000");
    assertThat(login().token()).isNotEmpty();
    enforce("auth_method_types", "userpass");
    assertThat(login().token()).isEmpty();
    String inner = vault.post("identity/group", "{\"name\": \"inner\", \"member_entity_ids\": [\"" + entity + "\"]}").data().text("id").orElseThrow();
    String outer = vault.post("identity/group", "{\"name\": \"outer\", \"member_group_ids\": [\"" + inner + "\"]}").data().text("id").orElseThrow();
    enforce("identity_group_ids", outer);
    assertThat(login().token()).isEmpty();
    assertThat(vault.delete("identity/mfa/method/totp/" + method).status()).isEqualTo(400);
    vault.delete("identity/mfa/login-enforcement/all");
    assertThat(login().token()).isNotEmpty();
    assertThat(vault.delete("identity/mfa/method/totp/" + method).status()).isEqualTo(204);
  }
}
