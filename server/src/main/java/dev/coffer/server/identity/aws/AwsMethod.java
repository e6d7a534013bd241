package dev.coffer.server.identity.aws;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.outgoing.Call;
import dev.coffer.server.outgoing.Unanswered;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One mount of logins by AWS principals. */
public final class AwsMethod implements LoginMethod {
  private static final String ROLE = "role_name";
  private static final String PRINCIPAL = "client_arn";
  private static final String USER_ID = "client_user_id";
  private static final int ANSWER_BYTES_MAX = 64 * 1024;
  private static final Call.Limits LIMITS = new Call.Limits(Duration.ofSeconds(10), ANSWER_BYTES_MAX);

  private final EngineView view;
  private final AwsFactory.Shared shared;
  private final NamedRows<AwsRole> roles;
  private final Key settings;

  AwsMethod(EngineView view, AwsFactory.Shared shared) {
    this.view = view;
    this.shared = shared;
    this.roles = new NamedRows<>(view.barrier(), view.prefix() + "role/", shared.roles(), AwsRows::role);
    this.settings = Key.of(view.prefix() + "config");
  }

  public NamedRows<AwsRole> roles() {
    return roles;
  }

  public AwsSettings settings() {
    try (Reading reading = view.barrier().read()) {
      return settings(reading);
    }
  }

  private AwsSettings settings(Reading reading) {
    return reading.get(settings, shared.settings()).map(Versioned::value).orElse(AwsSettings.FRESH);
  }

  /** Changes what is said of how STS is asked and what entities are known by. */
  public void configure(Permit permit, UnaryOperator<AwsSettings> change) {
    try (Reading reading = view.barrier().read()) {
      view.barrier()
          .commit(
              new Changes()
                  .expectAll(permit.revisions())
                  .expect(reading.expectation(settings))
                  .put(settings, change.apply(settings(reading)).checked().encode()));
    }
  }

  /**
   * A signed request to STS, as a login brings it.
   *
   * @param role {@code ""} for the one that is called as the principal
   * @param headers of the request, as the caller names them
   */
  public record Signed(String role, String method, String url, Map<String, String> headers, String body) {
    public Signed {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Signed[]";
    }
  }

  /**
   * Who logs in: whoever STS says has signed.
   *
   * @param address where the request came from
   * @throws Refused {@code Malformed} when it is not the one question that is passed on, when STS does
   *     not know who signed it, or the role does not let them in; {@code Forbidden} from a network that
   *     the tokens could not be used from; {@code Unavailable} when STS does not answer
   */
  public Proof prove(Signed signed, String address) {
    AwsSettings now = settings();
    AwsRole.Caller caller = ask(now, signed);
    String name = (signed.role().isEmpty() ? caller.arn().friendlyName() : signed.role()).toLowerCase(Locale.ROOT);
    Versioned<AwsRole> role = role(name).filter(found -> found.value().lets(caller)).orElseThrow(AwsMethod::notBound);
    TokenParameters tokens = role.value().tokens();
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + "login",
        alias(now.alias(), role.value(), caller),
        caller.arn().friendlyName(),
        metadata(name, caller),
        tokens,
        new Changes().expect(new Expectation(roles.row(name), role.version())));
  }

  private Optional<Versioned<AwsRole>> role(String name) {
    try (Reading reading = view.barrier().read()) {
      return roles.find(reading, name);
    }
  }

  private AwsRole.Caller ask(AwsSettings now, Signed signed) {
    if (!signed.method().equals("POST")) {
      throw Refused.malformed("invalid iam_http_request_method; currently only 'POST' is supported");
    }
    if (now.serverId().isEmpty() && !now.serverIdOptional()) {
      throw Refused.malformed(
          "this mount has no iam_server_id_header_value: without it a request that was signed for another server could be used here");
    }
    Optional<String> serverId = Optional.of(now.serverId()).filter(id -> !id.isEmpty());
    SignedQuestion question =
        SignedQuestion.checked(signed.headers(), signed.body(), serverId, shared.clock().instant());
    URI sts =
        StsEndpoints.find(now, question.region(), question.host())
            .filter(endpoint -> isMeant(signed.url(), endpoint))
            .orElseThrow(() -> Refused.malformed("iam_request_url is no STS that may be asked"));
    return StsAnswer.read(answer(sts, question)).orElseThrow(AwsMethod::unknown);
  }

  /** The caller's URL goes nowhere; one that says something else than we ask is a mistake or a trick. */
  private static boolean isMeant(String url, URI endpoint) {
    String ours = endpoint.toString();
    String bare = ours.endsWith("/") ? ours.substring(0, ours.length() - 1) : ours;
    String theirs = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return theirs.equalsIgnoreCase(bare);
  }

  private byte[] answer(URI sts, SignedQuestion question) {
    try (SecretBytes body = SecretBytes.ofText(question.body())) {
      Response response =
          shared
              .outgoing()
              .send(new Call(Call.Method.POST, sts, question.sent(), Optional.of(body), "", LIMITS));
      if (response.status() >= 500) {
        throw new Refused(new Failure.Unavailable("STS"));
      }
      if (response.status() != 200) {
        throw unknown();
      }
      return response.body().read(byte[]::clone);
    } catch (Unanswered _) {
      throw new Refused(new Failure.Unavailable("STS"));
    }
  }

  private static String alias(AwsSettings.Alias alias, AwsRole role, AwsRole.Caller caller) {
    return switch (alias) {
      case ROLE_ID -> role.id();
      case UNIQUE_ID -> caller.uniqueId();
      case CANONICAL_ARN -> caller.arn().canonical();
      case FULL_ARN -> caller.arn().full();
    };
  }

  private static Map<String, String> metadata(String role, AwsRole.Caller caller) {
    return Map.of(
        PRINCIPAL, caller.arn().full(),
        "canonical_arn", caller.arn().canonical(),
        USER_ID, caller.userId(),
        "account_id", caller.arn().account(),
        "auth_type", "iam",
        ROLE, role);
  }

  @Override
  public Renewed renewing(TokenEntry token) {
    AwsRole role =
        role(token.meta().getOrDefault(ROLE, ""))
            .map(Versioned::value)
            .orElseThrow(() -> Refused.malformed("the role does not exist during renewal"));
    Optional<AwsRole.Caller> bound =
        Arn.parse(token.meta().getOrDefault(PRINCIPAL, ""))
            .map(arn -> new AwsRole.Caller(arn, token.meta().getOrDefault(USER_ID, "")))
            .filter(role::lets);
    if (bound.isEmpty()) {
      throw notBound();
    }
    if (!TokenLogin.policiesOf(role.tokens()).equals(token.policies())) {
      throw Refused.malformed("policies have changed, not renewing");
    }
    return Renewed.by(role.tokens());
  }

  /** The same for a role that is not there. */
  private static Refused notBound() {
    return Refused.malformed("IAM Principal does not belong to the role");
  }

  private static Refused unknown() {
    return Refused.malformed("STS does not know who signed the request");
  }
}
