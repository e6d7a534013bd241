package dev.coffer.server.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a directory about one user, in Vault's order. */
final class Directory {
  private static final String UPN_ATTRIBUTE = "userPrincipalName";

  /** A name that leads to more users leads to none. */
  private static final int USERS_MAX = 1;

  private final Conversation conversation;
  private final LdapConfig config;

  Directory(Conversation conversation, LdapConfig config) {
    this.conversation = conversation;
    this.config = config;
  }

  /**
   * A user as a name leads to it.
   *
   * @param bindName what it binds as
   * @param name what the directory calls it, in the spelling that counts
   */
  record User(String bindName, String name) {}

  /** Empty for an unknown name, and for one that leads to more than one user. */
  Optional<User> find(String name) {
    if (isMadeByRule()) {
      return Optional.of(new User(bindNameOf(name), name));
    }
    becomeService();
    return search(config.users().filter(), name)
        .map(found -> new User(found.getDN(), nameOf(found, name)));
  }

  private boolean isMadeByRule() {
    return !config.service().searches();
  }

  /**
   * Whether the password is that user's. For nobody a password is tried on a name made by rule, so
   * that an unknown user takes the steps of a wrong password; what comes of it does not count.
   */
  boolean isRight(Optional<User> user, String name, String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      boolean right = conversation.binds(user.map(User::bindName).orElseGet(() -> bindNameOf(name)), bytes);
      return right && user.isPresent();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The groups of a user who has just bound, or whom the service may ask about. */
  List<String> groups(User user, String name) {
    LdapConfig.GroupSearch groups = config.groups();
    if (!groups.isAsked()) {
      return List.of();
    }
    becomeService();
    String dn = dnOf(user, name);
    if (groups.anonymous() && !conversation.bindsAnonymously()) {
      throw Refused.malformed("ldap operation failed: the directory lets nobody search without a name");
    }
    Filter filter = FilterTemplate.fill(groups.filter(), values(name, dn));
    return conversation
        .search(groups.base(), filter, GroupNames.GROUPS_MAX, groups.attribute())
        .flatMap(found -> GroupNames.of(found, groups.attribute()))
        .orElseThrow(() -> Refused.malformed("ldap operation failed: the user is in too many groups"));
  }

  /** A user of Active Directory binds as {@code NAME@DOMAIN}; groups name it by its DN. */
  private String dnOf(User user, String name) {
    if (config.users().upnDomain().isEmpty() || !isMadeByRule()) {
      return user.bindName();
    }
    return search("({{.UserAttr}}={{.Username}})", name)
        .orElseThrow(() -> Refused.malformed("ldap operation failed: the directory does not show who logged in"))
        .getDN();
  }

  private Optional<SearchResultEntry> search(String filter, String name) {
    LdapConfig.UserSearch users = config.users();
    return conversation
        .search(users.base(), FilterTemplate.fill(filter, values(name, "")), USERS_MAX, users.attribute())
        .flatMap(found -> found.stream().findFirst());
  }

  private void becomeService() {
    LdapConfig.Service service = config.service();
    if (service.hasPassword() && !service.password().read(password -> conversation.binds(service.dn(), password))) {
      throw Refused.malformed("ldap operation failed: the directory does not accept binddn and bindpass");
    }
  }

  /** Of several values the first in order, so that a user has one alias whatever was typed. */
  private String nameOf(SearchResultEntry entry, String typed) {
    String @Nullable [] values =
        entry.getAttributeValues(config.users().attribute());
    if (config.usernameAsAlias() || values == null) {
      return typed;
    }
    return Arrays.stream(values)
        .flatMap(value -> LdapNames.user(value, config.caseSensitiveNames()).stream())
        .sorted()
        .findFirst()
        .orElse(typed);
  }

  private FilterTemplate.Values values(String name, String dn) {
    String domain = config.users().upnDomain();
    return domain.isEmpty()
        ? new FilterTemplate.Values(config.users().attribute(), name, dn)
        : new FilterTemplate.Values(UPN_ATTRIBUTE, name + "@" + domain, dn);
  }

  private String bindNameOf(String name) {
    LdapConfig.UserSearch users = config.users();
    if (!users.upnDomain().isEmpty()) {
      // Which domain "a@b@c" is in, is for nobody to guess.
      return name.indexOf('@') < 0 ? name + "@" + users.upnDomain() : "";
    }
    try {
      return new DN(new RDN(users.attribute(), name), new DN(users.base())).toString();
    } catch (LDAPException _) {
      return "";
    }
  }
}
