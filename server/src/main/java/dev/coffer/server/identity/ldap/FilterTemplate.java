package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search filter (RFC 4515) with places for values: {@code {{.UserAttr}}}, {@code {{.Username}}},
 * {@code {{.UserDN}}}, as Vault writes them. Every value is escaped where it is put in, so none can
 * end its own comparison, begin another or be a wildcard (checklist D, LDAP filter injection).
 */
final class FilterTemplate {
  private static final int CHARS_MAX = 4_096;
  private static final Pattern PLACE = Pattern.compile("\\{\\{-?\\s*\\.(\\w+)\\s*-?}}");
  private static final String SAMPLE = "x";

  private FilterTemplate() {}

  /** What may stand in a filter. */
  record Values(String userAttr, String username, String userDn) {
    private Map<String, String> byName() {
      return Map.of("UserAttr", userAttr, "Username", username, "UserDN", userDn);
    }
  }

  /**
   * The filter with these values.
   *
   * @throws Refused {@code Malformed} when the template is no filter, or asks for another value
   */
  static Filter fill(String template, Values values) {
    Map<String, String> byName = values.byName();
    Matcher places = PLACE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      String value = byName.get(places.group(1));
      if (value == null) {
        throw refused();
      }
      places.appendReplacement(filled, Matcher.quoteReplacement(Filter.encodeValue(value)));
    }
    places.appendTail(filled);
    try {
      return Filter.create(filled.toString());
    } catch (LDAPException _) {
      throw refused();
    }
  }

  /** Refuses what {@link #fill} would. */
  static void check(String template) {
    if (template.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("a search filter", CHARS_MAX, "characters"));
    }
    if (!template.isEmpty()) {
      fill(template, new Values(SAMPLE, SAMPLE, SAMPLE));
    }
  }

  private static Refused refused() {
    return Refused.malformed(
            "userfilter and groupfilter must be LDAP filters, with {{.UserAttr}}, {{.Username}} or {{.UserDN}} for the values");
  }
}
