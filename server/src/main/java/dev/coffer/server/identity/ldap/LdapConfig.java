package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenParameters;
import java.time.Duration;
import java.util.List;

/**
 * What a mount knows of its directory (Vault API, LDAP, "Configure LDAP"). Whoever reads one closes
 * it.
 *
 * @param caseSensitiveNames names of users and groups differ in case too
 * @param usernameAsAlias the alias is the name that was typed, not what the directory calls the user
 */
public record LdapConfig(
    Servers servers,
    Service service,
    UserSearch users,
    GroupSearch groups,
    boolean caseSensitiveNames,
    boolean usernameAsAlias,
    TokenParameters tokens)
    implements AutoCloseable {

  /**
   * Where the directory is.
   *
   * @param urls tried in this order
   * @param startTls TLS is asked for on {@code ldap://}, before anything else
   * @param certificate authorities in PEM, empty for those of the JDK
   * @param connectTimeout to one server, whole seconds
   * @param requestTimeout for all that one login asks, whole seconds
   */
  public record Servers(
      List<String> urls,
      boolean startTls,
      String certificate,
      Duration connectTimeout,
      Duration requestTimeout) {
    private static final int URLS_MAX = 16;
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);

    public Servers {
      urls = List.copyOf(urls);
    }

    /** Whether passwords would travel for everybody on the way to read. */
    public boolean isBare() {
      return !startTls && urls.stream().anyMatch(url -> !LdapUrl.parse(url).tls());
    }

    private void check() {
      if (urls.isEmpty() || urls.size() > URLS_MAX) {
        throw Refused.malformed("url must name 1 to " + URLS_MAX + " servers");
      }
      urls.forEach(LdapUrl::parse);
      checkTimeout(connectTimeout);
      checkTimeout(requestTimeout);
      Tls.context(certificate);
    }

    private static void checkTimeout(Duration timeout) {
      if (timeout.toSeconds() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0) {
        throw Refused.malformed("connection_timeout and request_timeout must be 1 to " + TIMEOUT_MAX.toSeconds() + " seconds");
      }
    }
  }

  /**
   * As whom the server itself asks.
   *
   * @param dn empty to ask as the user who logs in
   * @param discover users are searched for even without a {@code dn}, as nobody in particular
   */
  public record Service(String dn, SecretBytes password, boolean discover) {
    /** Whether users are searched for, rather than their names made by rule. */
    public boolean searches() {
      return discover || hasPassword();
    }

    public boolean hasPassword() {
      return !dn.isEmpty() && password.size() > 0;
    }
  }

  /**
   * How a name leads to a user.
   *
   * @param upnDomain users bind as {@code NAME@DOMAIN}, as Active Directory lets them
   */
  public record UserSearch(String base, String attribute, String filter, String upnDomain) {
    private void check() {
      checkDn("userdn", base);
      checkAttribute("userattr", attribute);
      FilterTemplate.check(filter);
      if (filter.isEmpty()) {
        throw Refused.malformed("userfilter must not be empty");
      }
      if (upnDomain.indexOf('@') >= 0 || upnDomain.length() > LdapNames.CHARS_MAX) {
        throw Refused.malformed("upndomain must be the name of a domain");
      }
    }
  }

  /** How a user leads to groups; with an empty base or filter there are none. */
  public record GroupSearch(String base, String filter, String attribute, boolean anonymous) {
    boolean isAsked() {
      return !base.isEmpty() && !filter.isEmpty();
    }

    private void check() {
      checkDn("groupdn", base);
      checkAttribute("groupattr", attribute);
      FilterTemplate.check(filter);
    }
  }

  /** As it is before anything was said, with Vault's defaults. */
  public static LdapConfig fresh() {
    return new LdapConfig(
        new Servers(List.of("ldap://127.0.0.1"), false, "", Duration.ofSeconds(30), Duration.ofSeconds(90)),
        new Service("", SecretBytes.ofText(""), false),
        new UserSearch("", "cn", "({{.UserAttr}}={{.Username}})", ""),
        new GroupSearch(
            "", "(|(memberUid={{.Username}})(member={{.UserDN}})(uniqueMember={{.UserDN}}))", "cn", false),
        false,
        false,
        TokenParameters.NONE);
  }

  /**
   * This configuration, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  LdapConfig checked() {
    servers.check();
    checkDn("binddn", service.dn());
    users.check();
    groups.check();
    tokens.checked();
    return this;
  }

  /** Active Directory takes {@code NAME@DOMAIN} as a DN too, so a service's may be one. */
  private static void checkDn(String field, String dn) {
    boolean upn = field.equals("binddn") && dn.indexOf('@') > 0 && dn.indexOf('=') < 0;
    if (!dn.isEmpty() && !upn && !DN.isValidDN(dn)) {
      throw Refused.malformed(field + " must be a distinguished name");
    }
  }

  private static void checkAttribute(String field, String attribute) {
    if (!attribute.matches("[A-Za-z0-9.;-]{1,128}")) {
      throw Refused.malformed(field + " must be the name of an attribute");
    }
  }


  @Override
  public void close() {
    service.password().close();
  }
}
