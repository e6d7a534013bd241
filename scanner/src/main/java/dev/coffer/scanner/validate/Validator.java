package dev.coffer.scanner.validate;

import dev.coffer.scanner.Commit;
import dev.coffer.scanner.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells live findings from dead ones by asking each token's provider. A value goes to its own provider's
 * address, or to the one configured for it, over HTTPS (or to loopback), through no proxy, and no redirect
 * is followed. One question a value, and not more than {@link #QUESTIONS_MAX} a run.
 */
public final class Validator implements AutoCloseable {
  /** So many values are asked about in one run. */
  public static final int QUESTIONS_MAX = 200;

  static final int BODY_BYTES_MAX = 16 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String AWS_SECRET_RULE = "aws-secret-access-key";

  /** A key id and its secret stand at most so many lines apart. */
  private static final int AWS_LINES_MAX = 5;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY).build();
  private final Map<Provider, URI> addresses;
  private final InstantSource clock;
  private final Map<String, Liveness> known = new HashMap<>();

  /**
   * A validator.
   *
   * @param addresses where to ask instead of at the providers' public addresses; checked by {@link #address}
   */
  public Validator(Map<Provider, URI> addresses, InstantSource clock) {
    this.addresses = Map.copyOf(addresses);
    this.clock = clock;
  }

  /**
   * An address that values may be sent to.
   *
   * @return empty if it is none: HTTPS with a host, or HTTP to this machine itself
   */
  public static Optional<URI> address(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean local = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
      boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local);
      boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      return safe && bare && !host.isEmpty() ? Optional.of(uri) : Optional.empty();
    } catch (java.net.URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** The findings, those that were asked about with a tag {@code validated:live}, {@code :dead} or {@code :unknown}. */
  public List<Finding> validated(List<Finding> findings) throws InterruptedException {
    List<Finding> all = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      Optional<Liveness> liveness = ask(finding, findings);
      all.add(liveness.map(said -> tagged(finding, "validated:" + said.word())).orElse(finding));
    }
    return all;
  }

  private Optional<Liveness> ask(Finding finding, List<Finding> all) throws InterruptedException {
    Optional<Provider> provider = Provider.ofRule(finding.ruleId());
    Optional<URI> base = provider.flatMap(one -> Optional.ofNullable(addresses.get(one)).or(one::address));
    if (provider.isEmpty() || base.isEmpty() || !isHeaderValue(finding.secret())) {
      return Optional.empty();
    }
    Optional<HttpRequest.Builder> request = request(provider.get(), base.get(), finding, all);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    String key = provider.get() + " " + finding.secret();
    Liveness said = known.get(key);
    if (said == null) {
      said = known.size() < QUESTIONS_MAX ? answer(provider.get(), request.get().timeout(PATIENCE).build()) : Liveness.UNKNOWN;
      known.put(key, said);
    }
    return Optional.of(said);
  }

  private Optional<HttpRequest.Builder> request(Provider provider, URI base, Finding finding, List<Finding> all) {
    HttpRequest.Builder request = provider.request(base, finding);
    if (provider != Provider.AWS) {
      return Optional.of(request);
    }
    return awsSecret(finding, all)
        .map(secret -> AwsSignature.sign(request, request.build().uri(), finding.secret(), secret, clock.instant()));
  }

  /** A key id alone proves nothing: its secret stands beside it, or there is nothing to ask. */
  private static Optional<String> awsSecret(Finding id, List<Finding> all) {
    return all.stream()
        .filter(other -> other.ruleId().equals(AWS_SECRET_RULE) && other.file().equals(id.file()))
        .filter(other -> commit(other).equals(commit(id)) && Math.abs(other.startLine() - id.startLine()) <= AWS_LINES_MAX)
        .map(Finding::secret)
        .findFirst();
  }

  private static String commit(Finding finding) {
    return finding.commit().map(Commit::id).orElse("");
  }

  /** What was found is hostile: nothing of it may become a header of its own. */
  private static boolean isHeaderValue(String secret) {
    return !secret.isEmpty() && secret.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  private Liveness answer(Provider provider, HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return provider.read(new Answer(response.statusCode(), new String(body.readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8)));
      }
    } catch (IOException _) {
      return Liveness.UNKNOWN;
    }
  }

  private static Finding tagged(Finding finding, String tag) {
    List<String> tags = new ArrayList<>(finding.tags());
    tags.add(tag);
    return finding.withTags(tags);
  }

  @Override
  public void close() {
    client.close();
  }
}
