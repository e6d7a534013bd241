package dev.coffer.server.identity.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins of AWS principals, as a client sees them. */
final class AwsTest {
  private final AwsHouse house = new AwsHouse();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whomStsKnowsAndTheRoleIsBoundToIsLetIn() {
    house.role("Deploy", "arn:aws:iam::123456789012:role/Deployer");
    Told told = house.request().login("deploy");
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.text()).contains("\"policies\":[\"default\",\"deploy\"]");
    Json.Object metadata = told.auth().object("metadata").orElseThrow();
    assertThat(metadata.text("client_arn")).contains("arn:aws:sts::123456789012:assumed-role/Deployer/session-1");
    assertThat(metadata.text("canonical_arn")).contains("arn:aws:iam::123456789012:role/Deployer");
    assertThat(metadata.text("account_id")).contains("123456789012");
    assertThat(metadata.text("auth_type")).contains("iam");
    Told self = house.vault.as(told.token(), "GET", "auth/token/lookup-self", "");
    assertThat(self.data().text("display_name")).contains("aws-session-1");
  }

  @Test
  void withoutARoleTheOneCalledAsThePrincipalCounts() {
    house.sts.know(AwsHouse.KEY, AwsHouse.SECRET, "arn:aws:iam::123456789012:user/people/Anna", "AIDAEXAMPLE");
    house.role("anna", "arn:aws:iam::123456789012:user/people/Anna");
    assertThat(house.request().login("").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:role/Deployer, true", "arn:aws:iam::123456789012:role/Dep*, true", "arn:aws:iam::123456789012:*, true",
    "arn:aws:iam::123456789012:role/Deploy, false", "arn:aws:iam::210987654321:role/Deployer, false", "arn:aws:iam::210987654321:*, false",
    "arn:aws-cn:iam::123456789012:role/Deployer, false", "arn:aws:iam::123456789012:role/deployer, false"
  })
  void aRoleIsBoundToPrincipals(String bound, boolean let) {
    house.role("deploy", bound);
    Told told = house.request().login("deploy");
    assertThat(told.status()).as(told.text()).isEqualTo(let ? 200 : 400);
    if (!let) {
      assertThat(told.text()).isEqualTo(house.request().login("none").text()).contains("IAM Principal does not belong to the role");
    }
  }

  @Test
  void aPrincipalThatWasMadeAnewHasAnotherId() {
    house.role("deploy", "arn:aws:iam::123456789012:role/Deployer");
    house.vault.post("auth/aws/role/deploy", "{\"bound_iam_principal_id\": \"AROAEXAMPLEEXAMPLE12\"}");
    assertThat(house.request().login("deploy").status()).isEqualTo(200);
    house.sts.know(AwsHouse.KEY, AwsHouse.SECRET, "arn:aws:sts::123456789012:assumed-role/Deployer/session-1", "AROAANOTHEREXAMPLE12:session-1");
    assertThat(house.request().login("deploy").status()).isEqualTo(400);
  }

  @Test
  void aTokenIsRenewedWhileTheRoleLetsItsPrincipalIn() {
    house.role("deploy", "arn:aws:iam::123456789012:role/Deployer");
    String token = house.request().login("deploy").token();
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(200);
    house.vault.post("auth/aws/role/deploy", "{\"token_policies\": \"other\"}");
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").text()).contains("policies have changed, not renewing");
    house.vault.post("auth/aws/role/deploy", "{\"token_policies\": \"deploy\", \"bound_iam_principal_arn\": \"arn:aws:iam::123456789012:role/Other\"}");
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").text()).contains("IAM Principal does not belong to the role");
    house.vault.delete("auth/aws/role/deploy");
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(400);
  }

  @Test
  void rolesAndSettingsAreTold() {
    house.role("deploy", "arn:aws:iam::123456789012:role/Deployer");
    assertThat(house.vault.get("auth/aws/role/DEPLOY").text()).contains("\"bound_iam_principal_arn\":[\"arn:aws:iam::123456789012:role/Deployer\"]", "\"auth_type\":\"iam\"");
    assertThat(house.vault.list("auth/aws/roles").text()).isNotEmpty().contains("\"keys\":[\"deploy\"]");
    assertThat(house.vault.list("auth/aws/role").text()).contains("\"keys\":[\"deploy\"]");
    assertThat(house.vault.post("auth/aws/config/identity", "{\"iam_alias\": \"unique_id\"}").status()).isEqualTo(204);
    assertThat(house.vault.get("auth/aws/config/identity").data().text("iam_alias")).contains("unique_id");
    assertThat(house.vault.get("auth/aws/config/client").data().text("iam_server_id_header_value")).contains(AwsHouse.SERVER_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "{\"bound_iam_principal_arn\": \"*\"}", "{\"bound_iam_principal_arn\": \"arn:aws:iam::*:role/x\"}",
        "{\"bound_iam_principal_arn\": \"arn:aws:iam::123456789012:role/*/x\"}", "{\"auth_type\": \"ec2\"}",
        "{\"bound_iam_principal_arn\": \"arn:aws:iam::123456789012:role/x\", \"inferred_entity_type\": \"ec2_instance\"}",
        "{\"bound_iam_principal_arn\": \"arn:aws:iam::123456789012:role/x\", \"resolve_aws_unique_ids\": true}",
        "{\"bound_iam_principal_arn\": \"arn:aws:iam::123456789012:role/x\", \"bound_account_id\": \"123456789012\"}"
      })
  void rolesThatMakeNoSenseAreRefused(String json) {
    assertThat(house.vault.post("auth/aws/role/x", json).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"sts_endpoint\": \"ftp://x\"}", "{\"sts_region\": \"moon-1\"}", "{\"iam_server_id_header_value\": \"a b\"}"})
  void settingsThatMakeNoSenseAreRefused(String json) {
    assertThat(house.vault.post("auth/aws/config/client", json).status()).isEqualTo(400);
  }
}
