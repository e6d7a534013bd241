package dev.coffer.server.identity.ldap;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.Lockouts;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One mount of names and passwords that a directory checks. */
public final class Ldap implements LoginMethod {
  private static final String USERNAME = "username";

  /** For an unknown name and for a wrong password; Vault's words for the second. */
  private static final String WRONG = "ldap operation failed: failed to bind as user";

  private final EngineView view;
  private final LdapSettings settings;
  private final Mappings users;
  private final Mappings groups;
  private final LdapFactory.Shared shared;

  Ldap(EngineView view, LdapFactory.Shared shared) {
    Barrier barrier = view.barrier();
    this.view = view;
    this.settings = new LdapSettings(barrier, view.prefix());
    this.users = new Mappings(barrier, view.prefix() + "user/", shared.mappings());
    this.groups = new Mappings(barrier, view.prefix() + "group/", shared.mappings());
    this.shared = shared;
  }

  public LdapSettings settings() {
    return settings;
  }

  public Mappings users() {
    return users;
  }

  public Mappings groups() {
    return groups;
  }

  /** Whether names of users and groups mean the same in any case. */
  public boolean foldsCase() {
    try (LdapConfig config = settings.find().orElseGet(LdapConfig::fresh)) {
      return !config.caseSensitiveNames();
    }
  }

  /**
   * Who logs in.
   *
   * @param typed the name in any spelling
   * @param address where the request came from
   * @throws Refused {@code Malformed}, the same for an unknown user and a wrong password; {@code
   *     Forbidden} after too many of either from that source, or from a network that the tokens could
   *     not be used from; {@code Unavailable} when the directory does not answer
   */
  public Proof prove(String typed, String password, String address) {
    if (password.isEmpty()) {
      throw Refused.malformed("password cannot be of zero length when passwordless binds are being denied");
    }
    try (LdapSettings.Read read = settings.read().orElseThrow(Ldap::notConfigured);
        Turns.Turn _ = shared.turns().take()) {
      LdapConfig config = read.config();
      String name =
          LdapNames.user(typed, config.caseSensitiveNames()).orElseThrow(() -> Refused.malformed(WRONG));
      try (Conversation conversation = Conversation.open(config.servers())) {
        Directory directory = new Directory(conversation, config);
        Directory.User user = checked(directory, name, password, address);
        Known known = known(config, user.name(), directory.groups(user, name));
        requireNetwork(known.tokens(), address);
        return proof(name, user.name(), known, known.changes().expect(read.standing()));
      }
    }
  }

  /** The user behind a name, whose password it is. */
  private Directory.User checked(Directory directory, String name, String password, String address) {
    Optional<Directory.User> found = directory.find(name);
    Lockouts.Guess guess =
        shared
            .lockouts()
            .begin(view.lockout(), view.prefix(), found.map(Directory.User::name).orElse(name), address);
    boolean right;
    try {
      right = directory.isRight(found, name, password);
    } catch (Refused unchecked) {
      guess.dropped();
      throw unchecked;
    }
    if (!right) {
      guess.failed();
      throw Refused.malformed(WRONG);
    }
    guess.succeeded();
    return found.orElseThrow();
  }

  private Proof proof(String typed, String name, Known known, Changes changes) {
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + "login/" + typed,
        name,
        name,
        Map.of(USERNAME, name),
        Map.of("name", name),
        known.groups(),
        known.tokens(),
        changes);
  }

  private static void requireNetwork(TokenParameters tokens, String address) {
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
  }

  /**
   * What the mount makes of a user and groups.
   *
   * @param changes expects every mapping that counted
   */
  private record Known(TokenParameters tokens, List<String> groups, Changes changes) {}

  private Known known(LdapConfig config, String name, List<String> told) {
    Changes changes = new Changes();
    Set<String> names = new LinkedHashSet<>();
    List<String> policies = new ArrayList<>(config.tokens().policies());
    try (Reading reading = view.barrier().read()) {
      users
          .find(reading, name)
          .ifPresent(
              mapping -> {
                changes.expect(new Expectation(users.row(name), mapping.version()));
                mapping.value().groups().forEach(group -> add(config, names, group));
                policies.addAll(mapping.value().policies());
              });
      told.forEach(group -> add(config, names, group));
      for (String group : names) {
        groups
            .find(reading, group)
            .ifPresent(
                mapping -> {
                  changes.expect(new Expectation(groups.row(group), mapping.version()));
                  policies.addAll(mapping.value().policies());
                });
      }
    }
    return new Known(config.tokens().withPolicies(policies), List.copyOf(names), changes);
  }

  private static void add(LdapConfig config, Set<String> names, String group) {
    LdapNames.spelled(group, config.caseSensitiveNames()).ifPresent(names::add);
  }

  /**
   * The directory is asked again whether the user is still there and in which groups. Passwords are
   * never kept, so that takes a service account ({@code binddn}) or a directory that answers anybody.
   */
  @Override
  public Renewed renewing(TokenEntry token) {
    String typed = token.path().substring(token.path().lastIndexOf('/') + 1);
    String name = token.meta().getOrDefault(USERNAME, "");
    try (LdapConfig config = settings.find().orElseThrow(Ldap::notConfigured);
        Turns.Turn _ = shared.turns().take()) {
      if (!config.service().searches()) {
        throw Refused.malformed("renewing needs binddn, to ask whether the user is still there; log in again");
      }
      try (Conversation conversation = Conversation.open(config.servers())) {
        Directory directory = new Directory(conversation, config);
        Directory.User user =
            directory
                .find(typed)
                .filter(found -> found.name().equals(name))
                .orElseThrow(() -> Refused.malformed("the user does not exist during renewal"));
        Known known = known(config, name, directory.groups(user, typed));
        if (!TokenLogin.policiesOf(known.tokens()).equals(token.policies())) {
          throw Refused.malformed("policies have changed, not renewing");
        }
        return new Renewed(known.tokens(), Optional.of(known.groups()));
      }
    }
  }

  private static Refused notConfigured() {
    return Refused.malformed("ldap backend not configured");
  }
}
