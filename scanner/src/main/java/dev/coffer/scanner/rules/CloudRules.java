package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.BASE64;
import static dev.coffer.scanner.rules.Chars.DOTTED;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.UPPER;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.inARow;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.maybe;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.Piece.uuid;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.pattern;
import static dev.coffer.scanner.rules.ProviderRule.token;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;

/** Clouds, hosting, and the databases and networks that are rented there. */
final class CloudRules {
  private static final String AWS_IDENTIFIERS =
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html";
  private static final String AWS_BEDROCK =
      "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html";
  private static final String CLOUDFLARE =
      "https://developers.cloudflare.com/fundamentals/api/get-started/";
  private static final String DIGITALOCEAN =
      "https://docs.digitalocean.com/reference/api/create-personal-access-token/";
  private static final String YANDEX = "https://yandex.cloud/en/docs/iam/concepts/authorization/";
  private static final String PLANETSCALE =
      "https://planetscale.com/docs/api/reference/service-tokens";
  private static final String CONFLUENT =
      "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html";

  private CloudRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // Amazon Web Services
        pattern(
                "aws-access-token",
                "AWS access key id",
                "\\b((?:AKIA|ASIA|ABIA|ACCA|A3T[0-9A-Z])[0-9A-Z]{16})\\b",
                "`AKIA`, `ASIA`, `ABIA`, `ACCA` or `A3T.` + 16 upper-case letters and digits",
                List.of("akia", "asia", "abia", "acca", "a3t"))
            .allow(Allowed.secrets("the key ids of AWS's own documentation", "EXAMPLE$"))
            .checkedBy(TokenFormat.AWS_KEY_ID)
            .from(AWS_IDENTIFIERS),
        pattern(
                "aws-iam-unique-id",
                "AWS unique id of an IAM group, role, user, instance profile or policy",
                "\\b((?:AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[0-9A-Z]{16,17})\\b",
                "`AGPA`, `AIDA`, `AROA`, `AIPA`, `ANPA` or `ANVA` + 16 or 17 upper-case letters and"
                    + " digits",
                List.of("agpa", "aida", "aroa", "aipa", "anpa", "anva"))
            .allow(Allowed.secrets("the ids of AWS's own documentation", "EXAMPLE$"))
            .from(AWS_IDENTIFIERS),
        assigned(
                "aws-secret-access-key",
                "AWS secret access key",
                Names.of(
                    "aws_secret",
                    "aws-secret",
                    "awssecret",
                    "secretaccesskey",
                    "secret_access_key",
                    "secret-access-key",
                    "secret access key"),
                BASE64.of(40))
            .entropy(4)
            .allow(
                Allowed.secrets("the keys of AWS's own documentation", "EXAMPLE(?:KEY)?$"),
                Allowed.secrets("hex digits are a hash", "^[0-9a-f]+$"))
            .from(
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"),
        token(
                "aws-amazon-bedrock-api-key-long-lived",
                "Amazon Bedrock API key, long-lived",
                text("ABSK"),
                BASE64.of(100, 280),
                like("={0,2}", "padding"))
            .entropy(4)
            .from(AWS_BEDROCK),
        token(
                "aws-amazon-bedrock-api-key-short-lived",
                "Amazon Bedrock API key, short-lived",
                text("bedrock-api-key-"),
                like("(?:YmVkcm9jay5hbWF6b25hd3MuY29t)", "`bedrock.amazonaws.com` in base64"),
                like("[0-9A-Za-z+/=]{40,}", "the rest of a signed URL in base64"))
            .from(AWS_BEDROCK),

        // Microsoft Azure
        pattern(
                "azure-ad-client-secret",
                "Microsoft Entra (Azure AD) client secret",
                "(?:^|[^\\w.~-])([0-9A-Za-z_~.-]{3}[0-9]Q~[0-9A-Za-z_~.-]{31,34})(?:[^\\w.~-]|$)",
                "3 characters + a digit + `Q~` + 31 to 34 letters, digits, _, ~, . and -",
                List.of("q~"))
            .from("https://learn.microsoft.com/en-us/purview/sit-defn-azure-ad-client-secret"),
        assigned(
                "azure-storage-account-key",
                "Azure Storage account key",
                Names.of("accountkey", "account_key", "storage_key", "storagekey"),
                BASE64.of(86),
                text("=="))
            .entropy(4)
            .allow(
                Allowed.secrets(
                    "the storage emulator's well-known key",
                    "^Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50u"))
            .from(
                "https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage"),

        // Google Cloud
        token("gcp-api-key", "Google API key", text("AIza"), URL_SAFE.of(35))
            .from("https://cloud.google.com/docs/authentication/api-keys"),
        token(
                "google-oauth-client-secret",
                "Google OAuth client secret",
                text("GOCSPX-"),
                URL_SAFE.of(28))
            .from("https://developers.google.com/identity/protocols/oauth2"),
        token(
                "google-oauth-access-token",
                "Google OAuth access token",
                text("ya29."),
                like("[0-9A-Za-z_.-]{60,600}", "60 to 600 letters, digits, -, _ and ."))
            .from("https://cloud.google.com/docs/authentication/token-types"),

        // other clouds and hosts
        token("alibaba-access-key-id", "Alibaba Cloud AccessKey id", text("LTAI"), ALNUM.of(12, 20))
            .from("https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"),
        assigned(
                "alibaba-secret-key",
                "Alibaba Cloud AccessKey secret",
                Names.of("alibaba", "aliyun", "alicloud"),
                ALNUM.of(30))
            .from("https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"),
        token(
                "digitalocean-access-token",
                "DigitalOcean OAuth access token",
                text("doo_v1_"),
                HEX.of(64))
            .from(DIGITALOCEAN),
        token("digitalocean-pat", "DigitalOcean personal access token", text("dop_v1_"), HEX.of(64))
            .from(DIGITALOCEAN),
        token(
                "digitalocean-refresh-token",
                "DigitalOcean OAuth refresh token",
                text("dor_v1_"),
                HEX.of(64))
            .from(DIGITALOCEAN),
        assigned("heroku-api-key", "Heroku API key", Names.of("heroku"), uuid())
            .from("https://devcenter.heroku.com/articles/platform-api-quickstart"),
        token("heroku-api-key-v2", "Heroku API key", text("HRKU-"), text("AA"), URL_SAFE.of(58))
            .from("https://devcenter.heroku.com/changelog-items/3110"),
        token("scalingo-api-token", "Scalingo API token", text("tk-us-"), URL_SAFE.of(48))
            .from("https://developers.scalingo.com/tokens"),
        token(
                "flyio-access-token",
                "Fly.io access token",
                oneOf("fo1_", "fm1a_", "fm1r_", "fm2_"),
                like("[0-9A-Za-z+/_-]{43,}={0,3}", "43 or more base64 characters"))
            .from("https://fly.io/docs/security/tokens/"),
        assigned(
                "netlify-access-token",
                "Netlify access token",
                Names.of("netlify"),
                either(inARow(text("nfp_"), ALNUM.of(36)), URL_SAFE.of(40, 46)))
            .from("https://docs.netlify.com/api/get-started/"),
        token("openshift-user-token", "OpenShift user token", text("sha256~"), URL_SAFE.of(43))
            .from(
                "https://docs.openshift.com/container-platform/latest/authentication/using-service-accounts-in-applications.html"),
        token(
                "yandex-access-token",
                "Yandex Cloud IAM token",
                text("t1."),
                URL_SAFE.of(8, 600),
                like("={0,2}\\.", "a dot"),
                URL_SAFE.of(86),
                like("={0,2}", "padding"))
            .from(YANDEX),
        token("yandex-api-key", "Yandex Cloud API key", text("AQVN"), URL_SAFE.of(35, 38))
            .from(YANDEX),
        assigned(
                "yandex-aws-access-token",
                "Yandex Cloud static access key for S3",
                Names.of("yandex"),
                text("YC"),
                URL_SAFE.of(38))
            .from(YANDEX),

        // networks
        assigned(
                "cloudflare-api-key",
                "Cloudflare API token",
                Names.of("cloudflare"),
                URL_SAFE.of(40))
            .from(CLOUDFLARE),
        assigned(
                "cloudflare-global-api-key",
                "Cloudflare global API key",
                Names.of("cloudflare"),
                HEX.of(37))
            .from(CLOUDFLARE),
        token(
                "cloudflare-origin-ca-key",
                "Cloudflare Origin CA key",
                text("v1.0-"),
                HEX.of(24),
                text("-"),
                HEX.of(146))
            .from("https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/"),
        assigned("fastly-api-token", "Fastly API token", Names.of("fastly"), URL_SAFE.of(32))
            .from("https://www.fastly.com/documentation/reference/api/auth-tokens/"),
        assigned(
                "cisco-meraki-api-key",
                "Cisco Meraki dashboard API key",
                Names.of("meraki"),
                HEX.of(40))
            .from("https://developer.cisco.com/meraki/api-v1/authorization/"),
        token(
                "defined-networking-api-token",
                "Defined Networking API key",
                text("dnkey-"),
                URL_SAFE.of(26),
                text("-"),
                URL_SAFE.of(52))
            .from("https://docs.defined.net/guides/automating-host-creation/"),

        // databases and data platforms
        token(
                "databricks-api-token",
                "Databricks personal access token",
                text("dapi"),
                HEX.of(32),
                maybe(like("-[0-9]", "`-` and a digit")))
            .from("https://docs.databricks.com/aws/en/dev-tools/auth/pat"),
        token(
                "clickhouse-cloud-api-secret-key",
                "ClickHouse Cloud API key secret",
                text("4b1d"),
                ALNUM.of(38))
            .from("https://clickhouse.com/docs/cloud/manage/openapi"),
        assigned(
                "confluent-access-token",
                "Confluent Cloud API key",
                Names.of("confluent"),
                UPPER.of(16))
            .from(CONFLUENT),
        assigned(
                "confluent-secret-key",
                "Confluent Cloud API secret",
                Names.of("confluent"),
                BASE64.of(64))
            .from(CONFLUENT),
        token(
                "planetscale-api-token",
                "PlanetScale service token",
                text("pscale_tkn_"),
                DOTTED.of(32, 64))
            .from(PLANETSCALE),
        token(
                "planetscale-oauth-token",
                "PlanetScale OAuth token",
                text("pscale_oauth_"),
                DOTTED.of(32, 64))
            .from(PLANETSCALE),
        token(
                "planetscale-password",
                "PlanetScale database password",
                text("pscale_pw_"),
                DOTTED.of(32, 64))
            .from("https://planetscale.com/docs/concepts/connection-strings"));
  }
}
