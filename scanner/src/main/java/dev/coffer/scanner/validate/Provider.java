package dev.coffer.scanner.validate;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.scanner.Finding;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who can tell whether a token works, and with which harmless request: each reads only what the token says
 * about itself. Sources: the providers' API references, named at each.
 */
public enum Provider {
  /** docs.github.com/rest/rate-limit: answers to any token and counts against nothing. */
  GITHUB("https://api.github.com", "/rate_limit"),
  /** docs.gitlab.com/api/personal_access_tokens: the token about itself. */
  GITLAB("https://gitlab.com", "/api/v4/personal_access_tokens/self"),
  /** docs.slack.dev/reference/methods/auth.test. */
  SLACK("https://slack.com", "/api/auth.test"),
  /** docs.stripe.com/api/balance. */
  STRIPE("https://api.stripe.com", "/v1/balance"),
  /** platform.openai.com/docs/api-reference/models/list. */
  OPENAI("https://api.openai.com", "/v1/models"),
  /** docs.npmjs.com/cli/commands/npm-whoami. */
  NPM("https://registry.npmjs.org", "/-/whoami"),
  /** docs.aws.amazon.com/STS: GetCallerIdentity, which needs no permission. Only where an endpoint is configured. */
  AWS("", "/");

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final List<String> SLACK_DEAD = List.of("invalid_auth", "token_revoked", "token_expired", "account_inactive");
  private static final List<String> AWS_DEAD = List.of("InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken");

  private final String address;
  private final String path;

  Provider(String address, String path) {
    this.address = address;
    this.path = path;
  }

  /** Whose token a rule finds. */
  static Optional<Provider> ofRule(String ruleId) {
    return switch (ruleId) {
      case "github-pat", "github-fine-grained-pat", "github-oauth", "github-app-token" -> Optional.of(GITHUB);
      case "gitlab-pat", "gitlab-pat-routable" -> Optional.of(GITLAB);
      case "slack-bot-token", "slack-user-token", "slack-legacy-token", "slack-legacy-bot-token" -> Optional.of(SLACK);
      case "stripe-access-token" -> Optional.of(STRIPE);
      case "openai-api-key" -> Optional.of(OPENAI);
      case "npm-access-token" -> Optional.of(NPM);
      case "aws-access-token" -> Optional.of(AWS);
      default -> Optional.empty();
    };
  }

  /** By the name that a user configures it with. */
  public static Optional<Provider> named(String name) {
    for (Provider provider : values()) {
      if (provider.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }

  /** Its public address; empty where there is none to assume. */
  Optional<URI> address() {
    return address.isEmpty() ? Optional.empty() : Optional.of(URI.create(address));
  }

  /**
   * The request that tells; AWS' is signed by {@link AwsSignature}.
   *
   * @param base the address to send it to
   */
  HttpRequest.Builder request(URI base, Finding finding) {
    String text = base.toString();
    String start = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(start + path)).header("User-Agent", "coffer-scan");
    String bearer = "Bearer " + finding.secret();
    return switch (this) {
      case GITLAB -> request.header("PRIVATE-TOKEN", finding.secret()).GET();
      case SLACK -> request.header("Authorization", bearer).POST(BodyPublishers.noBody());
      case GITHUB, STRIPE, OPENAI, NPM -> request.header("Authorization", bearer).GET();
      case AWS -> request;
    };
  }

  /** What the answer means. */
  Liveness read(Answer answer) {
    return switch (this) {
      case SLACK -> slack(answer);
      case AWS -> aws(answer);
      // A restricted key may not read the balance, and is a key all the same.
      case STRIPE -> answer.status() == FORBIDDEN ? Liveness.LIVE : plain(answer);
      case GITHUB, GITLAB, OPENAI, NPM -> plain(answer);
    };
  }

  private static Liveness plain(Answer answer) {
    return switch (answer.status()) {
      case OK -> Liveness.LIVE;
      case UNAUTHORIZED -> Liveness.DEAD;
      default -> Liveness.UNKNOWN;
    };
  }

  /** Slack answers 200 to everything. */
  private static Liveness slack(Answer answer) {
    Json json;
    try {
      json = new JsonReader(JsonLimits.REQUEST).read(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (JsonException _) {
      return Liveness.UNKNOWN;
    }
    if (answer.status() != OK || !(json instanceof Json.Object object)) {
      return Liveness.UNKNOWN;
    }
    if (object.bool("ok").orElse(false)) {
      return Liveness.LIVE;
    }
    return object.text("error").filter(SLACK_DEAD::contains).isPresent() ? Liveness.DEAD : Liveness.UNKNOWN;
  }

  private static Liveness aws(Answer answer) {
    if (answer.status() == OK) {
      return Liveness.LIVE;
    }
    boolean refused = answer.status() == FORBIDDEN && AWS_DEAD.stream().anyMatch(answer.body()::contains);
    return refused ? Liveness.DEAD : Liveness.UNKNOWN;
  }
}
