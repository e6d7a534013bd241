package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
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

/** What builds, checks and delivers software, and what keeps its secrets and identities. */
final class DeliveryRules {
  private static final String VAULT = "https://developer.hashicorp.com/vault/docs/concepts/tokens";
  private static final String SIDEKIQ = "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ";

  private DeliveryRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // building and checking
        assigned(
                "codecov-access-token",
                "Codecov upload token",
                Names.of("codecov"),
                either(uuid(), ALNUM.of(32)))
            .from("https://docs.codecov.com/docs/codecov-tokens"),
        assigned("droneci-access-token", "Drone CI access token", Names.of("drone"), ALNUM.of(32))
            .from("https://docs.drone.io/cli/configure/"),
        assigned(
                "travisci-access-token",
                "Travis CI access token",
                Names.of("travis"),
                URL_SAFE.of(22))
            .from("https://docs.travis-ci.com/user/triggering-builds/"),
        // account, token id and secret between dots
        pattern(
                "harness-api-key",
                "Harness API key",
                "\\b((?:pat|sat)\\.[0-9A-Za-z_-]{22}\\.[0-9a-f]{24}\\.[0-9A-Za-z]{20})(?:[^\\w-]|$)",
                "`pat.` or `sat.` + 22 letters, digits, - and _ + `.` + 24 hex digits + `.` + 20"
                    + " letters and digits",
                List.of("pat.", "sat."))
            .from(
                "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/"),
        token("octopus-deploy-api-key", "Octopus Deploy API key", text("API-"), UPPER.of(25, 32))
            .from("https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key"),
        token("infracost-api-token", "Infracost API key", text("ico-"), ALNUM.of(32))
            .from("https://www.infracost.io/docs/features/environment_variables/"),
        assigned("snyk-api-token", "Snyk API token", Names.of("snyk"), uuid())
            .from("https://docs.snyk.io/snyk-api/authentication-for-api"),
        assigned(
                "sonar-api-token",
                "SonarQube or SonarCloud token",
                Names.of("sonar"),
                maybe(oneOf("squ_", "sqp_", "sqa_")),
                HEX.of(40))
            .from("https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/"),
        token("prefect-api-token", "Prefect API key", oneOf("pnu_", "pnb_"), ALNUM.of(36))
            .from("https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys"),
        token("pulumi-api-token", "Pulumi access token", text("pul-"), HEX.of(40))
            .from("https://www.pulumi.com/docs/administration/access-identity/access-tokens/"),
        pattern(
                "hashicorp-tf-api-token",
                "HCP Terraform API token",
                "\\b([0-9A-Za-z]{14}\\.atlasv1\\.[0-9A-Za-z_=-]{60,70})(?:[^\\w=-]|$)",
                "14 letters and digits + `.atlasv1.` + 60 to 70 letters, digits, -, _ and =",
                List.of(".atlasv1."))
            .from(
                "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens"),
        assigned(
                "hashicorp-tf-password",
                "Password in a Terraform file",
                Names.of("administrator_login_password", "password"),
                like("[^\\s\"'$<{][^\\s\"']{7,63}", "8 to 64 characters"))
            .onlyIn("(?i)\\.(?:tf|hcl)$")
            .entropy(2)
            .allow(
                Allowed.secrets(
                    "an expression, not a literal",
                    "^(?:var|local|data|random_\\w+|module|aws_\\w+|azurerm_\\w+|google_\\w+|each|self)\\."))
            .from(
                "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_server"),
        assigned(
                "launchdarkly-access-token",
                "LaunchDarkly access token or SDK key",
                Names.of("launchdarkly"),
                either(inARow(oneOf("api-", "sdk-"), uuid()), LOWER_40))
            .from("https://launchdarkly.com/docs/home/account/api"),

        // secrets and identities
        token(
                "1password-secret-key",
                "1Password secret key",
                text("A3-"),
                KEY_CHARS_6,
                text("-"),
                KEY_CHARS_6,
                like("-?", "perhaps `-`"),
                KEY_CHARS_5,
                text("-"),
                KEY_CHARS_5,
                text("-"),
                KEY_CHARS_5,
                text("-"),
                KEY_CHARS_5)
            .from("https://support.1password.com/secret-key-security/"),
        token(
                "1password-service-account-token",
                "1Password service account token",
                text("ops_eyJ"),
                like("[0-9A-Za-z+/_-]{250,}={0,3}", "250 or more base64 characters"))
            .entropy(4)
            .checkedBy(TokenFormat.JSON_BODY)
            .from("https://developer.1password.com/docs/service-accounts/"),
        // Bech32: the last six characters are a checksum
        token(
                "age-secret-key",
                "age secret key",
                oneOf("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"),
                like("[02-9AC-HJ-NP-Z]{58}", "58 upper-case bech32 characters"))
            .checkedBy(TokenFormat.AGE)
            .from("https://github.com/C2SP/C2SP/blob/main/age.md"),
        pattern(
                "authress-service-client-access-key",
                "Authress service client access key",
                "\\b((?:sc|ext|scauth|authress)_(?i:[0-9a-z]{5,30}\\.[0-9a-z]{4,6}\\.acc[_-][0-9a-z-]{10,32}\\.[0-9a-z+/_=-]{30,120}))(?:[^\\w+/=-]|$)",
                "`sc_`, `ext_`, `scauth_` or `authress_` + client, key id, `acc-` and account, and"
                    + " secret between dots",
                List.of(".acc-", ".acc_"))
            .from(
                "https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning/"),
        token("doppler-api-token", "Doppler personal token", text("dp.pt."), ALNUM.of(40, 44))
            .from("https://docs.doppler.com/reference/auth-token-formats"),
        pattern(
                "doppler-other-token",
                "Doppler service, CLI, SCIM or audit token",
                "\\b(dp\\.(?:st\\.(?:[0-9a-z_-]{2,35}\\.)?|ct\\.|sa\\.|said\\.|scim\\.|audit\\.)[0-9A-Za-z]{40,44})(?:[^\\w-]|$)",
                "`dp.st.` (and a config's name), `dp.ct.`, `dp.sa.`, `dp.said.`, `dp.scim.` or"
                    + " `dp.audit.` + 40 to 44 letters and digits",
                List.of("dp.st.", "dp.ct.", "dp.sa.", "dp.said.", "dp.scim.", "dp.audit."))
            .from("https://docs.doppler.com/reference/auth-token-formats"),
        assigned(
                "okta-access-token",
                "Okta API token",
                Names.of("okta"),
                text("00"),
                URL_SAFE.of(40))
            .from("https://developer.okta.com/docs/guides/create-an-api-token/"),
        token(
                "vault-service-token",
                "Vault or Coffer service token",
                text("hvs."),
                either(URL_SAFE.of(90, 200), ALNUM.of(32), ALNUM.of(24)))
            .or(
                pattern(
                    "",
                    "",
                    "\\b(s\\.[0-9A-Za-z]{24})(?:[^\\w.-]|$)",
                    "before Vault 1.10 `s.` + 24 letters and digits",
                    List.of("s.")))
            .entropy(3.5)
            .allow(
                Allowed.secrets(
                    "an identifier", "^s\\.[A-Za-z]+$", "^s\\.[0-9]+$", "^s\\.[0-9a-f]+$"))
            .checkedBy(TokenFormat.VAULT_SERVICE)
            .from(VAULT),
        token(
                "vault-batch-token",
                "Vault or Coffer batch token",
                text("hvb."),
                URL_SAFE.of(90, 400))
            .entropy(3.5)
            .from(VAULT),
        token("vault-recovery-token", "Vault recovery token", text("hvr."), URL_SAFE.of(24, 200))
            .entropy(3.5)
            .from(VAULT),

        // credentials of Sidekiq's commercial gems
        assigned(
                "sidekiq-secret",
                "Sidekiq Pro or Enterprise credentials",
                Names.of("bundle_enterprise__contribsys__com", "bundle_gems__contribsys__com"),
                HEX.of(8),
                text(":"),
                HEX.of(8))
            .entropy(2)
            .from(SIDEKIQ),
        pattern(
                "sidekiq-sensitive-url",
                "Sidekiq Pro or Enterprise credentials in a URL",
                "\\bhttps?://([0-9a-f]{8}:[0-9a-f]{8})@(?:gems|enterprise)\\.contribsys\\.com\\b",
                "8 hex digits + `:` + 8 hex digits before `@gems.` or `@enterprise.contribsys.com`",
                List.of("gems.contribsys.com", "enterprise.contribsys.com"))
            .entropy(2)
            .from(SIDEKIQ));
  }

  /** Neither 0, 1, I, O nor U. */
  private static final String KEY_CHARS = "[2-9A-HJ-NP-TV-Z]";

  private static final Piece KEY_CHARS_5 = like(KEY_CHARS + "{5}", "5");
  private static final Piece KEY_CHARS_6 = like(KEY_CHARS + "{6}", "6");
  private static final Piece LOWER_40 =
      like("[0-9a-z_=-]{40}", "40 lower-case letters, digits, -, _ and =");
}
