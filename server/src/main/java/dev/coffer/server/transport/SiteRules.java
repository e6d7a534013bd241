package dev.coffer.server.transport;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which Host names a listener answers to, and that no other site's page may ask through a browser: a
 * dev server's token is well known, so whoever reaches it owns it (DNS rebinding, cross-site forms).
 *
 * @param hosts lower-case names without port; empty allows everything
 */
record SiteRules(Set<String> hosts) {

  /**
   * Whether the request may pass; the lists are all values of the headers of those names.
   *
   * @param named whether an operator has allowed this very origin
   */
  boolean allows(
      List<String> host, List<String> origin, List<String> fetchSite, Predicate<String> named) {
    if (hosts.isEmpty()) {
      return true;
    }
    return host.size() == 1
        && hosts.contains(name(host.getFirst()))
        && (isOwnPage(host, origin, fetchSite)
            || (origin.size() == 1 && named.test(origin.getFirst())));
  }

  private static boolean isOwnPage(List<String> host, List<String> origin, List<String> fetchSite) {
    return (fetchSite.isEmpty() || fetchSite.equals(List.of("same-origin")) || fetchSite.equals(List.of("none")))
        && (origin.isEmpty() || (origin.size() == 1 && isOwn(origin.getFirst(), host.getFirst())));
  }

  private static boolean isOwn(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    String own = host.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + own) || lower.equals("https://" + own);
  }

  /** The name in {@code name:port} or {@code [::1]:port}. */
  private static String name(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return (end <= 0 ? host : host.substring(0, end)).toLowerCase(Locale.ROOT);
  }
}
