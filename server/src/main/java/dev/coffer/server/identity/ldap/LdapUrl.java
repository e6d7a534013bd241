package dev.coffer.server.identity.ldap;

import dev.coffer.server.failure.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a directory listens: {@code ldap://HOST[:PORT]} or {@code ldaps://HOST[:PORT]}, and nothing
 * more. What else an LDAP URL may carry (a search, a user) is refused, so that it is not ignored.
 */
record LdapUrl(boolean tls, String host, int port) {
  private static final int CHARS_MAX = 512;
  private static final int PORT = 389;
  private static final int TLS_PORT = 636;
  private static final Pattern SHAPE =
      Pattern.compile("(ldaps?)://(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?/?");

  /**
   * The parts of a URL.
   *
   * @throws Refused {@code Malformed} when it is none of these
   */
  static LdapUrl parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (text.length() > CHARS_MAX || !parts.matches()) {
      throw refused();
    }
    boolean tls = parts.group(1).equals("ldaps");
    String host = parts.group(2) == null ? parts.group(3) : parts.group(2);
    int port = parts.group(4) == null ? (tls ? TLS_PORT : PORT) : Integer.parseInt(parts.group(4));
    if (port == 0 || port > 65_535) {
      throw refused();
    }
    return new LdapUrl(tls, host, port);
  }

  private static Refused refused() {
    return Refused.malformed("url must be ldap://HOST or ldaps://HOST, with a port or without");
  }
}
