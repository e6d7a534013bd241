package dev.coffer.server.identity.userpass;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.Lockouts;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import java.util.Map;
import java.util.Optional;

/** One mount of user names and passwords. */
public final class Userpass implements LoginMethod {
  private static final String USERNAME = "username";

  private final EngineView view;
  private final Users users;
  private final Passwords passwords;
  private final Lockouts lockouts;

  Userpass(EngineView view, Passwords passwords, Lockouts lockouts) {
    this.view = view;
    this.users = new Users(view.barrier(), view.prefix(), passwords);
    this.passwords = passwords;
    this.lockouts = lockouts;
  }

  public Users users() {
    return users;
  }

  /**
   * Who logs in.
   *
   * @param name in lower case
   * @param address where the request came from
   * @throws Refused {@code Malformed} in Vault's words, the same and after the same work for an unknown
   *     user and a wrong password; {@code Forbidden} after too many of either from that source, or from
   *     a network that the tokens could not be used from
   */
  public Proof prove(String name, String password, String address) {
    Lockouts.Guess guess = lockouts.begin(view.lockout(), view.prefix(), name, address);
    Optional<Versioned<User>> found = find(name);
    if (!isRight(guess, found, password)) {
      guess.failed();
      throw Refused.malformed("invalid username or password");
    }
    guess.succeeded();
    TokenParameters tokens = found.orElseThrow().value().tokens();
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + "login/" + name,
        name,
        name,
        Map.of(USERNAME, name),
        tokens,
        changes(found.orElseThrow(), password));
  }

  /** A hash that was brought along is replaced by one of our own, now that the password is known. */
  private Changes changes(Versioned<User> found, String password) {
    User user = found.value();
    Changes changes = new Changes().expect(new Expectation(users.row(user.name()), found.version()));
    return switch (user.password()) {
      case Argon2Hash _ -> changes;
      case BcryptHash _ ->
          changes.put(users.row(user.name()), user.withPassword(passwords.hash(password)).encode());
    };
  }

  /** Hashes in any case, so that time does not tell whether there is such a user. */
  private boolean isRight(Lockouts.Guess guess, Optional<Versioned<User>> found, String password) {
    PasswordHash hash = found.map(user -> user.value().password()).orElseGet(Argon2Hash::ofNobody);
    try {
      boolean matches = passwords.matches(hash, password);
      return matches && found.isPresent();
    } catch (Refused unchecked) {
      guess.dropped();
      throw unchecked;
    }
  }

  private Optional<Versioned<User>> find(String name) {
    try (Reading reading = view.barrier().read()) {
      return users
          .find(reading, name)
          .map(user -> new Versioned<>(user, reading.expectation(users.row(name)).version()));
    }
  }

  @Override
  public Renewed renewing(TokenEntry token) {
    TokenParameters now =
        users
            .tokens(token.meta().getOrDefault(USERNAME, ""))
            .orElseThrow(() -> Refused.malformed("the user does not exist during renewal"));
    if (!TokenLogin.policiesOf(now).equals(token.policies())) {
      throw Refused.malformed("policies have changed, not renewing");
    }
    return Renewed.by(now);
  }
}
