package dev.coffer.server.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The roles that docs/logins-github-actions.md and docs/logins-gitlab-ci.md tell people to write, against tokens with exactly
 * the claims that GitHub and GitLab document.
 */
final class GitHubAndGitLabTest {
  private static final Pattern ROLE = Pattern.compile("```json role\\n(.*?)```", Pattern.DOTALL);

  /** GitHub Docs, "OpenID Connect reference", "Understanding the OIDC token"; the times are the test's. */
  private static final String GITHUB =
      """
      {
        "jti": "example-id", "sub": "repo:octo-org/octo-repo:ref:refs/heads/main", "environment": "prod",
        "aud": "https://coffer.example.com", "ref": "refs/heads/main", "sha": "example-sha",
        "repository": "octo-org/octo-repo", "repository_owner": "octo-org", "actor_id": "12",
        "repository_visibility": "private", "repository_id": "74", "repository_owner_id": "65",
        "run_id": "example-run-id", "run_number": "10", "run_attempt": "2",
        "runner_environment": "github-hosted", "actor": "octocat", "workflow": "example-workflow",
        "head_ref": "", "base_ref": "", "event_name": "workflow_dispatch", "ref_type": "branch",
        "job_workflow_ref": "octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main",
        "iss": "ISSUER", "nbf": NBF, "exp": EXP, "iat": IAT
      }""";

  /** GitLab Docs, "OpenID Connect (OIDC) Authentication Using ID Tokens", "Token payload". */
  private static final String GITLAB =
      """
      {
        "namespace_id": "72", "namespace_path": "my-group", "project_id": "22",
        "project_path": "my-group/my-project", "user_id": "1", "user_login": "sample-user",
        "user_email": "sample-user@example.com", "user_identities": [{"provider": "github", "extern_uid": "2435223452345"}],
        "pipeline_id": "574", "pipeline_source": "push", "job_id": "302", "ref": "main",
        "ref_type": "branch", "ref_path": "refs/heads/main", "ref_protected": "true",
        "groups_direct": ["mygroup/mysubgroup"], "environment": "production", "environment_protected": "true",
        "deployment_tier": "production", "environment_action": "start", "runner_id": 1,
        "runner_environment": "self-hosted", "sha": "714a629c0b401fdce83e847fc9589983fc6f46bc",
        "project_visibility": "public", "ci_config_ref_uri": "gitlab.example.com/my-group/my-project//.gitlab-ci.yml@refs/heads/main",
        "ci_config_sha": "714a629c0b401fdce83e847fc9589983fc6f46bc", "jti": "235b3a54-b797-45c7-ae9a-f72d7bc6ef5b",
        "iss": "ISSUER", "iat": IAT, "nbf": NBF, "exp": EXP,
        "sub": "project_path:my-group/my-project:ref_type:branch:ref:main", "aud": "https://coffer.example.com"
      }""";

  private final AssembledVault vault = new AssembledVault();
  private TokenIssuer issuer;

  @BeforeEach
  void open() throws Exception {
    issuer = new TokenIssuer();
    issuer.publish("k", TokenIssuer.SigningKey.make("RS256"));
  }

  @AfterEach
  void close() {
    vault.close();
    issuer.close();
  }

  /** As the page says, but for the issuer's address. */
  private void follow(String mount, String page) throws IOException {
    vault.post("sys/auth/" + mount, "{\"type\": \"jwt\"}");
    Told config =
        vault.post(
            "auth/" + mount + "/config",
            "{\"oidc_discovery_url\": \"" + issuer.url() + "\", \"bound_issuer\": \"" + issuer.url() + "\"}");
    assertThat(config.isSuccess()).as(config.text()).isTrue();
    Matcher role = ROLE.matcher(Files.readString(Path.of("../docs").resolve(page)));
    assertThat(role.find()).isTrue();
    Told told = vault.post("auth/" + mount + "/role/deploy", role.group(1));
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  private Told login(String mount, String claims, String... replaced) throws Exception {
    long now = vault.clock.instant().getEpochSecond();
    String all =
        claims
            .replace("ISSUER", issuer.url())
            .replace("NBF", "" + (now - 5))
            .replace("IAT", "" + now)
            .replace("EXP", "" + (now + 300));
    for (int at = 0; at < replaced.length; at += 2) {
      assertThat(all).contains(replaced[at]);
      all = all.replace(replaced[at], replaced[at + 1]);
    }
    return vault.as(
        "", "POST", "auth/" + mount + "/login", "{\"role\": \"deploy\", \"jwt\": \"" + issuer.token("k", all) + "\"}");
  }

  @Test
  void aGitHubJobLogsInAsThePageSays() throws Exception {
    follow("github", "logins-github-actions.md");
    Told told = login("github", GITHUB);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    Json.Object metadata = told.auth().object("metadata").orElseThrow();
    assertThat(metadata.text("actor")).contains("octocat");
    assertThat(metadata.text("run_id")).contains("example-run-id");
    assertThat(told.auth().integer("lease_duration")).contains(600L);
    String[][] others = {
      {"\"repository_id\": \"74\"", "\"repository_id\": \"75\""},
      {"\"ref\": \"refs/heads/main\"", "\"ref\": \"refs/pull/1/merge\""},
      {"deploy.yml@refs/heads/main", "deploy.yml@refs/heads/feature"},
      {"deploy.yml@refs/heads/main", "other.yml@refs/heads/main"},
      {"\"repository\": \"octo-org/octo-repo\"", "\"repository\": \"octo-org-evil/octo-repo\""},
      {"\"https://coffer.example.com\"", "\"https://github.com/octo-org\""}
    };
    for (String[] other : others) {
      assertThat(login("github", GITHUB, other[0], other[1]).status()).as(other[1]).isEqualTo(400);
    }
  }

  @Test
  void aGitLabJobLogsInAsThePageSays() throws Exception {
    follow("gitlab", "logins-gitlab-ci.md");
    Told told = login("gitlab", GITLAB);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.auth().object("metadata").orElseThrow().text("user")).contains("sample-user");
    String[][] others = {
      {"\"project_id\": \"22\"", "\"project_id\": \"23\""},
      {"\"project_id\": \"22\"", "\"project_id\": 22"},
      {"\"ref_protected\": \"true\"", "\"ref_protected\": \"false\""},
      {"\"environment\": \"production\"", "\"environment\": \"review\""},
      {"\"ref_type\": \"branch\"", "\"ref_type\": \"tag\""}
    };
    for (String[] other : others) {
      assertThat(login("gitlab", GITLAB, other[0], other[1]).status()).as(other[1]).isEqualTo(400);
    }
    assertThat(login("gitlab", GITLAB, "\"environment\": \"production\"", "\"environment\": \"staging\"").status()).isEqualTo(200);
  }
}
