package dev.coffer.server.identity.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist E and F: the server asks STS one question, and nobody else anything. */
final class ChecklistEAwsTest {
  private final AwsHouse house = new AwsHouse();

  @BeforeEach
  void role() {
    house.role("deploy", "arn:aws:iam::123456789012:role/Deployer");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void assertNotAsked(Told told) {
    assertThat(told.status()).as(told.text()).isEqualTo(400);
    assertThat(house.sts.asked).as("whether STS was asked").hasValue(0);
  }

  /** CVE-2020-16250, CVE-2025-49827: whoever chose host or region would answer in STS's place. */
  @ParameterizedTest
  @CsvSource({
    "us-east-1, sts.us-east-1.amazonaws.com, https://sts.us-east-1.amazonaws.com/", "us-east-1, sts.amazonaws.com, https://sts.amazonaws.com/",
    "eu-west-1, sts.eu-west-1.amazonaws.com, https://sts.eu-west-1.amazonaws.com/",
    "cn-north-1, sts.cn-north-1.amazonaws.com.cn, https://sts.cn-north-1.amazonaws.com.cn/",
    "eu-west-1, sts.amazonaws.com,", "eu-west-1, sts.us-east-1.amazonaws.com,", "moon-1, sts.moon-1.amazonaws.com,",
    "us-east-1, sts.us-east-1.amazonaws.com.evil.example,", "us-east-1, evil.example,", "us-east-1, evil.example#sts.us-east-1.amazonaws.com,",
    "us-east-1, sts.us-east-1.amazonaws.com:8443,", "us-east-1, u@sts.us-east-1.amazonaws.com,", "us-east-1, '',"
  })
  void onlyStsIsAsked(String region, String host, String expected) {
    assertThat(StsEndpoints.find(AwsSettings.FRESH, region, host)).isEqualTo(Optional.ofNullable(expected).map(URI::create));
  }

  @Test
  void aMountMayAskOneRegionOnly() {
    AwsSettings one = new AwsSettings("", false, "", "eu-west-1", AwsSettings.Alias.ROLE_ID);
    assertThat(StsEndpoints.find(one, "eu-west-1", "sts.eu-west-1.amazonaws.com")).isPresent();
    assertThat(StsEndpoints.find(one, "us-east-1", "sts.us-east-1.amazonaws.com")).isEmpty();
  }

  @Test
  void theCallersUrlIsNeverCalled() {
    for (String url :
        List.of("http://127.0.0.1:1/", "https://sts.amazonaws.com/", "http://" + house.sts.host() + "/other", "http://" + house.sts.host() + "/?Action=x",
            "http://" + house.sts.host() + "@evil.example/", "nonsense")) {
      AwsHouse.Request request = house.request();
      request.url = url;
      assertNotAsked(request.login("deploy"));
    }
    AwsHouse.Request elsewhere = house.request();
    elsewhere.signed.put("host", "sts.us-east-1.amazonaws.com");
    assertNotAsked(elsewhere.login("deploy"));
  }

  /** Other calls answer too, and some say what the caller wants to hear. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Action=GetSessionToken&Version=2011-06-15", "Action=GetCallerIdentity&Version=2011-06-15&Action=GetCallerIdentity",
        "Action=GetCallerIdentity&Version=2011-06-15&DurationSeconds=900", "Action=GetCallerIdentity", "Action=GetCallerIdentity&Version=2010-01-01",
        "Action=AssumeRole&Action=GetCallerIdentity&Version=2011-06-15", "", "action=GetCallerIdentity&Version=2011-06-15",
        "Action=GetCallerIdentity&Version=2011-06-15\n", "{}", "Action=%zz&Version=2011-06-15"
      })
  void onlyOneQuestionIsPassedOn(String body) {
    AwsHouse.Request request = house.request();
    request.body = body;
    assertNotAsked(request.login("deploy"));
  }

  @Test
  void onlyPostIsPassedOn() {
    AwsHouse.Request request = house.request();
    request.method = "GET";
    assertNotAsked(request.login("deploy"));
  }

  /** Without it a request that somebody signed for another server could be used here. */
  @Test
  void theServersNameMustBeSigned() {
    AwsHouse.Request missing = house.request();
    missing.signed.remove("x-vault-aws-iam-server-id");
    assertNotAsked(missing.login("deploy"));
    AwsHouse.Request unsigned = house.request();
    unsigned.signed.remove("x-vault-aws-iam-server-id");
    unsigned.unsigned.put("X-Vault-AWS-IAM-Server-ID", AwsHouse.SERVER_ID);
    assertNotAsked(unsigned.login("deploy"));
    AwsHouse.Request other = house.request();
    other.signed.put("x-vault-aws-iam-server-id", "other.example.org");
    assertNotAsked(other.login("deploy"));
  }

  @Test
  void aMountWithoutANameLetsNobodyInUnlessToldTo() {
    house.client(Json.object().put("iam_server_id_header_value", ""));
    Told told = house.request().login("deploy");
    assertNotAsked(told);
    assertThat(told.text()).contains("iam_server_id_header_value");
    house.client(Json.object().put("iam_server_id_header_optional", true));
    assertThat(house.request().login("deploy").status()).isEqualTo(200);
  }

  /** CVE-2026-97731: STS would see such a header, and the signer never did. */
  @Test
  void everyHeaderThatCountsIsSigned() {
    AwsHouse.Request token = house.request();
    token.unsigned.put("X-Amz-Security-Token", "somebody-elses");
    assertNotAsked(token.login("deploy"));
    AwsHouse.Request host = house.request();
    host.signed.remove("host");
    host.unsigned.put("host", house.sts.host());
    assertNotAsked(host.login("deploy"));
    Map<String, String> missing = house.request().headers();
    missing.remove("content-type");
    assertNotAsked(house.request().login("deploy", missing));
  }

  @Test
  void headersThatCouldChangeTheQuestionAreRefused() {
    for (String name : List.of("X-Forwarded-Host", "Transfer-Encoding", "Accept", "X-Amz-Target", "X-Http-Method-Override", "Expect")) {
      AwsHouse.Request request = house.request();
      request.unsigned.put(name, "x");
      assertNotAsked(request.login("deploy"));
    }
    Map<String, String> twice = house.request().headers();
    twice.put("Host", "evil.example");
    assertNotAsked(house.request().login("deploy", twice));
    AwsHouse.Request split = house.request();
    split.unsigned.put("User-Agent", "x\r\nHost: evil.example");
    assertNotAsked(split.login("deploy"));
    AwsHouse.Request length = house.request();
    length.unsigned.put("Content-Length", "5");
    assertNotAsked(length.login("deploy"));
    AwsHouse.Request hash = house.request();
    hash.signed.put("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    assertNotAsked(hash.login("deploy"));
  }

  @Test
  void aRequestIsForStsAndForNow() {
    AwsHouse.Request service = house.request();
    service.service = "iam";
    assertNotAsked(service.login("deploy"));
    AwsHouse.Request region = house.request();
    region.region = "moon-1";
    assertNotAsked(region.login("deploy"));
    assertNotAsked(house.request().signedAt(Duration.ofMinutes(16)).login("deploy"));
    assertNotAsked(house.request().signedAt(Duration.ofMinutes(-16)).login("deploy"));
    AwsHouse.Request date = house.request();
    date.signed.put("x-amz-date", "yesterday1");
    assertNotAsked(date.login("deploy"));
    assertThat(house.request().signedAt(Duration.ofMinutes(14)).login("deploy").status()).isEqualTo(200);
  }

  @Test
  void whoCannotSignIsNobody() {
    AwsHouse.Request forged = house.request();
    forged.secret = "not the secret";
    Told told = forged.login("deploy");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text()).contains("STS does not know who signed the request");
    Map<String, String> changed = new TreeMap<>(house.request().headers());
    changed.put("content-type", "application/x-www-form-urlencoded");
    assertThat(house.request().login("deploy", changed).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "<GetCallerIdentityResponse/>", "{\"Arn\": \"x\"}",
        "<R><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Deployer/s</Arn><UserId>u</UserId><Account>123456789012</Account></GetCallerIdentityResult></R>",
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Deployer/s</Arn><UserId>u</UserId><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::1:assumed-role/Deployer/s</Arn><Arn>arn:aws:sts::123456789012:assumed-role/Deployer/s</Arn><UserId>u</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
        "<!DOCTYPE r [<!ENTITY a \"arn:aws:sts::123456789012:assumed-role/Deployer/s\">]><GetCallerIdentityResponse><GetCallerIdentityResult><Arn>&a;</Arn><UserId>u</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
      })
  void anAnswerThatSaysSomethingElseIsNone(String answer) {
    house.sts.answering = Optional.of(answer);
    assertThat(house.request().login("deploy").status()).isEqualTo(400);
  }

  @Test
  void anStsThatDoesNotAnswerIsNoRefusal() {
    String host = house.sts.host();
    house.sts.close();
    AwsHouse.Request request = house.request();
    request.signed.put("host", host);
    assertThat(request.login("deploy").status()).isEqualTo(503);
  }

  @Test
  void refusalsRepeatNothingOfTheRequest() {
    AwsHouse.Request request = house.request();
    request.unsigned.put("X-Canary-Header", "canary-value");
    assertThat(request.login("deploy").text()).doesNotContainIgnoringCase("canary");
  }

  @Test
  void aLoginIsRefusedFromANetworkThatTokensCouldNotBeUsedFrom() {
    house.vault.post("auth/aws/role/deploy", "{\"token_bound_cidrs\": \"198.51.100.0/24\"}");
    assertThat(house.request().login("deploy").status()).isEqualTo(403);
  }
}
