package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.ldap.Ldap;
import dev.coffer.server.identity.ldap.LdapConfig;
import dev.coffer.server.identity.ldap.LdapConfig.GroupSearch;
import dev.coffer.server.identity.ldap.LdapConfig.Servers;
import dev.coffer.server.identity.ldap.LdapConfig.Service;
import dev.coffer.server.identity.ldap.LdapConfig.UserSearch;
import java.util.ArrayList;
import java.util.List;

/** How an LDAP mount reaches and reads its directory (Vault API, LDAP, "Configure LDAP"). */
final class LdapConfigRoutes {
  private static final String BARE =
      "Passwords go to the directory unencrypted: use ldaps:// or starttls";

  private LdapConfigRoutes() {}

  static List<Route<Ldap>> lines() {
    return List.of(
        Route.read("config", "The configuration, without bindpass", LdapConfigRoutes::read),
        Route.write("config", "Change the configuration", LdapConfigRoutes::write, fields()));
  }

  private static Field[] fields() {
    List<Field> fields = new ArrayList<>(TokenParametersWire.FIELDS);
    fields.add(Field.list("url", "ldap://HOST or ldaps://HOST, tried in order"));
    fields.add(Field.bool("starttls", "Ask for TLS on ldap://"));
    fields.add(Field.bool("insecure_tls", "Only false: a certificate is always checked"));
    fields.add(Field.text("certificate", "Authorities in PEM, instead of the JDK's"));
    fields.add(Field.duration("connection_timeout", "For one server; 30 seconds unless told"));
    fields.add(Field.duration("request_timeout", "For all that one login asks; 90 seconds unless told"));
    fields.add(Field.text("binddn", "As whom the server itself asks"));
    fields.add(Field.text("bindpass", "With which password; never shown"));
    fields.add(Field.bool("discoverdn", "Search for users even without binddn"));
    fields.add(Field.bool("deny_null_bind", "Only true: an empty password proves nothing"));
    fields.add(Field.text("userdn", "Below which users are"));
    fields.add(Field.text("userattr", "The attribute with a user's name; cn unless told"));
    fields.add(Field.text("userfilter", "How a user is found"));
    fields.add(Field.text("upndomain", "Users bind as NAME@DOMAIN"));
    fields.add(Field.text("groupdn", "Below which groups are"));
    fields.add(Field.text("groupfilter", "How a user's groups are found"));
    fields.add(Field.text("groupattr", "The attribute with a group's name; cn unless told"));
    fields.add(Field.bool("anonymous_group_search", "Search for groups as nobody in particular"));
    fields.add(Field.bool("use_token_groups", "Only false"));
    fields.add(Field.bool("case_sensitive_names", "Names differ in case too"));
    fields.add(Field.bool("username_as_alias", "The alias is what was typed, not what the directory calls the user"));
    return fields.toArray(Field[]::new);
  }

  private static Passed read(Ldap ldap, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          try (LdapConfig config = ldap.settings().find().orElseGet(LdapConfig::fresh)) {
            return Answer.of(wire(config));
          }
        });
  }

  private static Passed write(Ldap ldap, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          refuse(request, "insecure_tls", true, "put the authority's certificate into certificate");
          refuse(request, "deny_null_bind", false, "an empty password proves nothing");
          refuse(request, "use_token_groups", true, "search with groupfilter");
          Servers now = ldap.settings().put(permit, known -> changed(known, request));
          return now.isBare() ? Answer.empty().warning(BARE) : Answer.empty();
        });
  }

  private static void refuse(VaultRequest request, String field, boolean value, String instead) {
    if (request.bool(field).filter(sent -> sent == value).isPresent()) {
      throw Refused.malformed(field + "=" + value + " is not supported: " + instead);
    }
  }

  private static LdapConfig changed(LdapConfig known, VaultRequest request) {
    Servers servers = servers(known.servers(), request);
    if (!servers.equals(known.servers()) && known.service().hasPassword() && !request.has("bindpass")) {
      // Or whoever may change the address could have the password sent to it.
      throw Refused.malformed("send bindpass too where it goes to changes");
    }
    return new LdapConfig(
        servers,
        new Service(
            request.text("binddn", known.service().dn()),
            request.text("bindpass").map(SecretBytes::ofText).orElseGet(known.service().password()::copy),
            request.bool("discoverdn", known.service().discover())),
        new UserSearch(
            request.text("userdn", known.users().base()),
            request.text("userattr", known.users().attribute()),
            request.text("userfilter", known.users().filter()),
            request.text("upndomain", known.users().upnDomain())),
        new GroupSearch(
            request.text("groupdn", known.groups().base()),
            request.text("groupfilter", known.groups().filter()),
            request.text("groupattr", known.groups().attribute()),
            request.bool("anonymous_group_search", known.groups().anonymous())),
        request.bool("case_sensitive_names", known.caseSensitiveNames()),
        request.bool("username_as_alias", known.usernameAsAlias()),
        TokenParametersWire.changed(known.tokens(), request));
  }

  private static Servers servers(Servers known, VaultRequest request) {
    return new Servers(
        request.list("url").orElse(known.urls()),
        request.bool("starttls", known.startTls()),
        request.text("certificate", known.certificate()),
        request.duration("connection_timeout").map(TokenParametersWire::seconds).orElse(known.connectTimeout()),
        request.duration("request_timeout").map(TokenParametersWire::seconds).orElse(known.requestTimeout()));
  }

  private static Json.Object wire(LdapConfig config) {
    Json.Builder data =
        Json.object()
            .put("anonymous_group_search", config.groups().anonymous())
            .put("binddn", config.service().dn())
            .put("case_sensitive_names", config.caseSensitiveNames())
            .put("certificate", config.servers().certificate())
            .put("connection_timeout", config.servers().connectTimeout().toSeconds())
            .put("deny_null_bind", true)
            .put("discoverdn", config.service().discover())
            .put("groupattr", config.groups().attribute())
            .put("groupdn", config.groups().base())
            .put("groupfilter", config.groups().filter())
            .put("insecure_tls", false)
            .put("request_timeout", config.servers().requestTimeout().toSeconds())
            .put("starttls", config.servers().startTls())
            .put("upndomain", config.users().upnDomain())
            .put("url", String.join(",", config.servers().urls()))
            .put("use_token_groups", false)
            .put("userattr", config.users().attribute())
            .put("userdn", config.users().base())
            .put("userfilter", config.users().filter())
            .put("username_as_alias", config.usernameAsAlias());
    TokenParametersWire.put(data, config.tokens());
    return data.build();
  }
}
