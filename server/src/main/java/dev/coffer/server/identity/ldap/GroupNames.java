package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** From what a search for groups found to their names. */
final class GroupNames {
  /** A user in more groups is let in nowhere: a group that is left out may be one that denies. */
  static final int GROUPS_MAX = 1_000;

  private static final String CN = "cn";

  /**
   * Attributes whose values are names of entries. A value of any other is the group's name as it
   * stands: who may name a group "cn=admins" must not become an admin.
   */
  private static final Set<String> POINTING = Set.of("memberof", "ismemberof", "distinguishedname", "entrydn");

  private GroupNames() {}

  /** Empty when there are too many. */
  static Optional<List<String>> of(List<SearchResultEntry> entries, String attribute) {
    boolean pointing = POINTING.contains(attribute.toLowerCase(Locale.ROOT));
    Set<String> names = new LinkedHashSet<>();
    for (SearchResultEntry entry : entries) {
      String[] values = entry.getAttributeValues(attribute);
      if (values == null) {
        names.add(commonName(entry.getDN()));
      } else {
        for (String value : values) {
          names.add(pointing ? commonName(value) : value);
        }
      }
    }
    names.remove("");
    return names.size() > GROUPS_MAX ? Optional.empty() : Optional.of(List.copyOf(names));
  }

  /** The first CN in a DN, or the whole text when there is none. */
  private static String commonName(String dn) {
    try {
      for (RDN part : new DN(dn).getRDNs()) {
        String[] attributes = part.getAttributeNames();
        for (int at = 0; at < attributes.length; at++) {
          if (attributes[at].equalsIgnoreCase(CN)) {
            return part.getAttributeValues()[at];
          }
        }
      }
      return dn;
    } catch (LDAPException _) {
      return dn;
    }
  }
}
