package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection string of libpq (PostgreSQL, "Connection Strings"): a URL, or words such as {@code
 * host=db dbname=app}. Only what is listed here is understood; nothing of it reaches the driver as
 * text, whose own URLs can name classes and files.
 *
 * @param user as it stands there, {@code ""} for none; {@code {{username}}} stands for the connection's
 * @param password likewise
 * @param sslMode {@code ""} where it says nothing
 */
record PostgresUrl(
    List<String> hosts, List<Integer> ports, String database, String user, String password, String sslMode) {
  private static final int PORT = 5_432;
  private static final Pattern URL =
      Pattern.compile("postgres(?:ql)?://(?:(?<user>[^@/?]*)@)?(?<hosts>[^@/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
  private static final Pattern WORD = Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|([^\\s']*))");
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  PostgresUrl {
    hosts = List.copyOf(hosts);
    ports = List.copyOf(ports);
  }

  /**
   * Parses.
   *
   * @throws Refused {@code Malformed}, saying what is wrong and echoing nothing
   */
  static PostgresUrl parse(String text) {
    Map<String, String> words = new LinkedHashMap<>();
    if (text.startsWith("postgres")) {
      url(text, words);
    } else {
      words(text, words);
    }
    List<String> hosts = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    hosts(words, hosts, ports);
    String mode = words.getOrDefault("sslmode", "");
    if (!mode.isEmpty() && !SSL_MODES.contains(mode)) {
      throw refused("sslmode is one of " + String.join(", ", SSL_MODES));
    }
    return new PostgresUrl(
        hosts,
        ports,
        words.getOrDefault("dbname", ""),
        words.getOrDefault("user", ""),
        words.getOrDefault("password", ""),
        mode);
  }

  private static void url(String text, Map<String, String> words) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw refused("expected postgresql://{{username}}:{{password}}@host:port/database");
    }
    String user = given(url, "user");
    int colon = user.indexOf(':');
    words.put("user", decoded(colon < 0 ? user : user.substring(0, colon)));
    words.put("password", colon < 0 ? "" : decoded(user.substring(colon + 1)));
    words.put("host", given(url, "hosts"));
    words.put("dbname", decoded(given(url, "database")));
    for (String pair : given(url, "query").split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        put(words, equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String given(Matcher matcher, String group) {
    String value = matcher.group(group);
    return value == null ? "" : value;
  }

  private static void words(String text, Map<String, String> words) {
    Matcher word = WORD.matcher(text);
    int at = 0;
    while (word.find() && word.start() == at) {
      String quoted = word.group(2);
      put(words, word.group(1), quoted == null ? word.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      at = word.end();
    }
    if (at == 0 || !text.substring(at).isBlank()) {
      throw refused("expected a postgresql:// URL or words such as host=… port=… dbname=…");
    }
  }

  private static void put(Map<String, String> words, String name, String value) {
    switch (name) {
      case "host", "port", "dbname", "user", "password", "sslmode" -> words.put(name, value);
      // What says nothing about where to connect, or is said otherwise here.
      case "connect_timeout", "application_name", "fallback_application_name", "target_session_attrs" -> {}
      default ->
          throw refused(
              "known parameters are host, port, dbname, user, password, sslmode, connect_timeout,"
                  + " application_name; certificates are given as tls_ca, tls_certificate and private_key");
    }
  }

  private static void hosts(Map<String, String> words, List<String> hosts, List<Integer> ports) {
    String port = words.getOrDefault("port", "");
    for (String one : words.getOrDefault("host", "").split(",", -1)) {
      Matcher host = HOST.matcher(one.isEmpty() ? "localhost" : one);
      if (!host.matches()) {
        throw refused("a host is a name or an address, with a port behind a colon where it is not 5432");
      }
      String own = host.group(2);
      hosts.add(host.group(1));
      ports.add(port(own == null ? port : own));
    }
  }

  private static int port(String digits) {
    if (digits.isEmpty()) {
      return PORT;
    }
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
      throw refused("a port is a number up to 65535");
    }
    return Integer.parseInt(digits);
  }

  /** Percent-decoding, and nothing for the braces of a template. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw refused("a percent sign in a URL is followed by two hexadecimal digits");
    }
  }

  private static Refused refused(String why) {
    return Refused.malformed("invalid connection_url: " + why);
  }
}
