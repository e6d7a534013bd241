package dev.coffer.scanner.rules;

import static dev.coffer.scanner.rules.Chars.ALNUM;
import static dev.coffer.scanner.rules.Chars.ANY_HEX;
import static dev.coffer.scanner.rules.Chars.DIGIT;
import static dev.coffer.scanner.rules.Chars.HEX;
import static dev.coffer.scanner.rules.Chars.LOWER;
import static dev.coffer.scanner.rules.Chars.UPPER_HEX;
import static dev.coffer.scanner.rules.Chars.URL_PADDED;
import static dev.coffer.scanner.rules.Chars.URL_SAFE;
import static dev.coffer.scanner.rules.Piece.either;
import static dev.coffer.scanner.rules.Piece.inARow;
import static dev.coffer.scanner.rules.Piece.like;
import static dev.coffer.scanner.rules.Piece.maybe;
import static dev.coffer.scanner.rules.Piece.oneOf;
import static dev.coffer.scanner.rules.Piece.text;
import static dev.coffer.scanner.rules.ProviderRule.anyAssigned;
import static dev.coffer.scanner.rules.ProviderRule.assigned;
import static dev.coffer.scanner.rules.ProviderRule.token;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;

/** Hosts of source code and the talk around it. */
final class CodeHostRules {
  private static final String GITHUB =
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats";
  private static final String GITLAB = "https://docs.gitlab.com/security/tokens/#token-prefixes";
  private static final String GITLAB_ROUTABLE =
      "https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/";
  private static final String BITBUCKET =
      "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/";

  private CodeHostRules() {}

  static List<ProviderRule> all() {
    return List.of(
        // GitHub: the last six characters of the 36 are a CRC-32
        token("github-pat", "GitHub personal access token (classic)", text("ghp_"), ALNUM.of(36))
            .checkedBy(TokenFormat.GITHUB)
            .from(GITHUB),
        token("github-oauth", "GitHub OAuth access token", text("gho_"), ALNUM.of(36))
            .checkedBy(TokenFormat.GITHUB)
            .from(GITHUB),
        token(
                "github-app-token",
                "GitHub App user or installation token",
                oneOf("ghu_", "ghs_"),
                either(ALNUM.of(36), STATELESS))
            .checkedBy(TokenFormat.GITHUB)
            .from(GITHUB),
        token(
                "github-refresh-token",
                "GitHub App refresh token",
                text("ghr_"),
                either(ALNUM.of(76), ALNUM.of(36)))
            .checkedBy(TokenFormat.GITHUB)
            .from(GITHUB),
        token(
                "github-fine-grained-pat",
                "GitHub personal access token (fine-grained)",
                text("github_pat_"),
                ALNUM.of(22),
                text("_"),
                ALNUM.of(59))
            .from(GITHUB),

        // GitLab
        token("gitlab-pat", "GitLab personal access token", text("glpat-"), URL_SAFE.of(20))
            .from(GITLAB),
        token(
                "gitlab-pat-routable",
                "GitLab personal access token (routable)",
                text("glpat-"),
                ROUTABLE)
            .checkedBy(TokenFormat.GITLAB_ROUTABLE)
            .from(GITLAB_ROUTABLE),
        token(
                "gitlab-cicd-job-token",
                "GitLab CI/CD job token",
                text("glcbt-"),
                ALNUM.of(1, 5),
                text("_"),
                URL_SAFE.of(20))
            .from(GITLAB),
        token("gitlab-deploy-token", "GitLab deploy token", text("gldt-"), URL_SAFE.of(20))
            .from(GITLAB),
        token(
                "gitlab-feature-flag-client-token",
                "GitLab feature flag client token",
                text("glffct-"),
                URL_SAFE.of(20))
            .from(GITLAB),
        token("gitlab-feed-token", "GitLab feed token", text("glft-"), URL_SAFE.of(20))
            .from(GITLAB),
        token(
                "gitlab-incoming-mail-token",
                "GitLab incoming mail token",
                text("glimt-"),
                URL_SAFE.of(25))
            .from(GITLAB),
        token(
                "gitlab-kubernetes-agent-token",
                "GitLab agent for Kubernetes token",
                text("glagent-"),
                URL_SAFE.of(50))
            .from(GITLAB),
        token(
                "gitlab-oauth-app-secret",
                "GitLab OAuth application secret",
                text("gloas-"),
                URL_SAFE.of(64))
            .from(GITLAB),
        token("gitlab-ptt", "GitLab pipeline trigger token", text("glptt-"), HEX.of(40))
            .from(GITLAB),
        token("gitlab-rrt", "GitLab runner registration token", text("GR1348941"), URL_SAFE.of(20))
            .from(GITLAB),
        token(
                "gitlab-runner-authentication-token",
                "GitLab runner authentication token",
                text("glrt-"),
                URL_SAFE.of(20))
            .from(GITLAB),
        token(
                "gitlab-runner-authentication-token-routable",
                "GitLab runner authentication token (routable)",
                text("glrt-"),
                maybe(like("t[0-9]_", "`t`, a digit and `_`")),
                ROUTABLE)
            .checkedBy(TokenFormat.GITLAB_ROUTABLE)
            .from(GITLAB_ROUTABLE),
        token("gitlab-scim-token", "GitLab SCIM token", text("glsoat-"), URL_SAFE.of(20))
            .from(GITLAB),
        ProviderRule.pattern(
                "gitlab-session-cookie",
                "GitLab session cookie",
                "\\b_gitlab_session=([0-9a-f]{32})\\b",
                "32 lower-case hex digits behind `_gitlab_session=`",
                List.of("_gitlab_session="))
            .from("https://docs.gitlab.com/user/profile/#cookies-used-for-sign-in"),

        // the others
        assigned(
                "bitbucket-client-id",
                "Bitbucket OAuth consumer key",
                Names.of("bitbucket"),
                either(ALNUM.of(32), ALNUM.of(18)))
            .from(BITBUCKET),
        assigned(
                "bitbucket-client-secret",
                "Bitbucket OAuth consumer secret",
                Names.of("bitbucket"),
                URL_PADDED.of(64))
            .from(BITBUCKET),
        token(
                "atlassian-api-token",
                "Atlassian API token",
                text("ATATT3"),
                URL_SAFE.of(170, 190),
                text("="),
                UPPER_HEX.of(8))
            .or(anyAssigned(Names.of("atlassian", "confluence", "jira"), ALNUM.of(24)))
            .from(
                "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/"),
        assigned("gitter-access-token", "Gitter access token", Names.of("gitter"), HEX.of(40))
            .from("https://developer.gitter.im/docs/authentication"),
        token(
                "sourcegraph-access-token",
                "Sourcegraph access token",
                text("sgp_"),
                maybe(
                    like(
                        "(?:[0-9A-Fa-f]{16}|local)_",
                        "an instance's 16 hex digits or `local`, and `_`")),
                ANY_HEX.of(40))
            .or(anyAssigned(Names.of("sourcegraph"), ANY_HEX.of(40)))
            .from("https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token"));
  }

  /** Installation tokens since 2026: the app's id and a signed JSON Web Token. */
  private static final Piece STATELESS =
      inARow(
          DIGIT.of(1, 12),
          like(
              "_ey[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{10,}",
              "`_` + a JSON Web Token"));

  /** Payload, version and checksum; the version came with GitLab 18. */
  private static final Piece ROUTABLE =
      inARow(
          URL_SAFE.of(27, 300),
          like("(?:\\.[0-9a-z]{2})?", "perhaps `.` and 2 of a version"),
          text("."),
          LOWER.of(9));
}
