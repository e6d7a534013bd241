package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to a directory, for one login: nothing that one caller's bind left behind can reach
 * another. The server's certificate must be for its name, referrals are not followed, and time and
 * results are bounded.
 */
final class Conversation implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("coffer.ldap");
  private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;
  private static final long MILLIS = 1_000_000;

  private final LDAPConnection connection;
  private final long ends;

  private Conversation(LDAPConnection connection, long ends) {
    this.connection = connection;
    this.ends = ends;
  }

  /**
   * Connects to the first server that answers.
   *
   * @throws Refused {@code Unavailable} when none does; the log says why
   */
  static Conversation open(LdapConfig.Servers servers) {
    SSLSocketFactory tls = new NamedSockets(Tls.context(servers.certificate()).getSocketFactory());
    long ends = System.nanoTime() + servers.requestTimeout().toNanos();
    for (String url : servers.urls()) {
      Optional<Conversation> open = open(LdapUrl.parse(url), servers, tls, ends);
      if (open.isPresent()) {
        return open.get();
      }
    }
    throw unavailable();
  }

  private static Optional<Conversation> open(
      LdapUrl server, LdapConfig.Servers servers, SSLSocketFactory tls, long ends) {
    LDAPConnection connection =
        server.tls()
            ? new LDAPConnection(tls, options(servers, ends))
            : new LDAPConnection(options(servers, ends));
    try {
      connection.connect(server.host(), server.port());
      if (!server.tls() && servers.startTls()) {
        StartTLSExtendedRequest start = new StartTLSExtendedRequest(tls);
        start.setResponseTimeoutMillis(millisLeft(ends));
        ResultCode started = connection.processExtendedOperation(start).getResultCode();
        if (!started.equals(ResultCode.SUCCESS)) {
          throw new LDAPException(started, "StartTLS was refused");
        }
      }
      return Optional.of(new Conversation(connection, ends));
    } catch (LDAPException failed) {
      connection.close();
      log("connecting", failed);
      return Optional.empty();
    }
  }

  private static LDAPConnectionOptions options(LdapConfig.Servers servers, long ends) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    Duration connect = servers.connectTimeout();
    options.setConnectTimeoutMillis((int) Math.min(connect.toMillis(), millisLeft(ends)));
    options.setResponseTimeoutMillis(millisLeft(ends));
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true); // No thread that reads; one caller asks and waits.
    options.setMaxMessageSize(MESSAGE_BYTES_MAX);
    options.setNameResolver(new DirectoryAddresses());
    return options;
  }

  /**
   * Whether that password is right. An empty one would be an unauthenticated bind, which succeeds for
   * any name (RFC 4513 §5.1.2): it is never sent.
   *
   * @throws Refused {@code Unavailable} when the directory did not say
   */
  boolean binds(String dn, byte[] password) {
    if (password.length == 0 || dn.isEmpty()) {
      return false;
    }
    return binds(new SimpleBindRequest(dn, password));
  }

  /** Becomes nobody in particular. */
  boolean bindsAnonymously() {
    return binds(new SimpleBindRequest());
  }

  private boolean binds(SimpleBindRequest request) {
    request.setResponseTimeoutMillis(millisLeft(ends));
    try {
      return connection.bind(request).getResultCode().equals(ResultCode.SUCCESS);
    } catch (LDAPException failed) {
      if (isNoAnswer(failed.getResultCode())) {
        log("binding", failed);
        throw unavailable();
      }
      return false;
    }
  }

  /**
   * Entries below {@code base}; empty when there are more than {@code max}, or than the directory
   * shows.
   *
   * @throws Refused {@code Unavailable} when the directory does not answer
   */
  Optional<List<SearchResultEntry>> search(String base, Filter filter, int max, String... attributes) {
    long left = millisLeft(ends);
    SearchRequest request =
        new SearchRequest(
            base, SearchScope.SUB, DereferencePolicy.NEVER, max, (int) Math.max(1, left / 1_000), false, filter,
            attributes);
    request.setResponseTimeoutMillis(left);
    try {
      return Optional.ofNullable(connection.search(request).getSearchEntries());
    } catch (LDAPSearchException failed) {
      if (failed.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return Optional.of(List.of());
      }
      if (failed.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return Optional.empty();
      }
      log("searching", failed);
      throw unavailable();
    }
  }

  /** What says nothing about a password. */
  private static boolean isNoAnswer(ResultCode code) {
    return !code.isConnectionUsable()
        || code.equals(ResultCode.TIMEOUT)
        || code.equals(ResultCode.BUSY)
        || code.equals(ResultCode.UNAVAILABLE);
  }

  private static long millisLeft(long ends) {
    return Math.max(1, (ends - System.nanoTime()) / MILLIS);
  }

  /** The directory's own words may repeat what was asked, so only the kind of failure is told. */
  private static void log(String doing, LDAPException failed) {
    LOG.log(System.Logger.Level.WARNING, "{0} failed: {1}", doing, failed.getResultCode().getName());
  }

  private static Refused unavailable() {
    return new Refused(new Failure.Unavailable("the directory"));
  }

  @Override
  public void close() {
    connection.close();
  }
}
