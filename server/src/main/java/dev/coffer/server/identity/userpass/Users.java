package dev.coffer.server.identity.userpass;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The users of a mount, at {@code user/NAME}. Rows with hashes of passwords are never remembered. */
public final class Users {
  /** A longer name is refused; it is part of paths and keys. Characters. */
  public static final int NAME_CHARS_MAX = 256;

  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]*\\w)?");

  private final Barrier barrier;
  private final String folder;
  private final Passwords passwords;

  Users(Barrier barrier, String prefix, Passwords passwords) {
    this.barrier = barrier;
    this.folder = prefix + "user/";
    this.passwords = passwords;
  }

  public boolean exists(String name) {
    return tokens(name).isPresent();
  }

  /** What is said of a user's tokens; the rest of a user is told to nobody. */
  public Optional<TokenParameters> tokens(String name) {
    try (Reading reading = barrier.read()) {
      return find(reading, name).map(User::tokens);
    }
  }

  /** Names in order, after {@code after} ({@code ""} for all). */
  public List<String> names(String after, int limit) {
    try (Reading reading = barrier.read()) {
      return reading.children(folder, after, limit);
    }
  }

  /** A password as it is set. */
  public sealed interface Given {
    /** In clear. */
    record Clear(String password) implements Given {
      @Override
      public String toString() {
        return "Clear[]";
      }
    }

    /** As a bcrypt hash of it, from elsewhere. */
    record Hashed(String bcrypt) implements Given {
      @Override
      public String toString() {
        return "Hashed[]";
      }
    }
  }

  private PasswordHash hash(Given given) {
    return switch (given) {
      case Given.Clear(String password) -> passwords.hash(password);
      case Given.Hashed(String bcrypt) -> BcryptHash.of(bcrypt);
    };
  }

  Optional<User> find(Reading reading, String name) {
    return isName(name) ? reading.get(row(name)).map(Users::decode) : Optional.empty();
  }

  private static User decode(Opened opened) {
    try (SecretBytes value = opened.value()) {
      return value.read(User::decode);
    }
  }

  Key row(String name) {
    return Key.of(folder + name);
  }

  /**
   * Makes a user or changes what is said.
   *
   * @param given empty to keep the password there is; a new user needs one
   */
  public void put(
      Permit permit, String name, Optional<Given> given, UnaryOperator<TokenParameters> change) {
    if (!isName(name)) {
      throw Refused.malformed(
          "a user name has 1 to " + NAME_CHARS_MAX + " letters, digits, '_', and inside '.' and '-'");
    }
    try (Reading reading = barrier.read()) {
      Optional<User> known = find(reading, name);
      if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
        throw new Conflict(row(name)); // The decision is made again.
      }
      PasswordHash hash =
          given
              .map(this::hash)
              .or(() -> known.map(User::password))
              .orElseThrow(() -> Refused.malformed("missing password"));
      TokenParameters tokens =
          change.apply(known.map(User::tokens).orElse(TokenParameters.NONE)).checked();
      commit(permit, reading, new User(name, hash, tokens));
    }
  }

  /** Changes the password of a user. */
  public void setPassword(Permit permit, String name, Given given) {
    try (Reading reading = barrier.read()) {
      User user = existing(reading, name);
      commit(permit, reading, user.withPassword(hash(given)));
    }
  }

  /** Changes the policies of a user's tokens. */
  public void setPolicies(Permit permit, String name, List<String> policies) {
    try (Reading reading = barrier.read()) {
      User user = existing(reading, name);
      commit(permit, reading, user.withTokens(user.tokens().withPolicies(policies).checked()));
    }
  }

  /** Removes a user; one that is not there is gone already. Their tokens live on but renew no more. */
  public void delete(Permit permit, String name) {
    if (isName(name)) {
      barrier.commit(new Changes().expectAll(permit.revisions()).delete(row(name)));
    }
  }

  private User existing(Reading reading, String name) {
    return find(reading, name).orElseThrow(() -> Refused.malformed("username does not exist"));
  }

  private void commit(Permit permit, Reading reading, User user) {
    barrier.commit(
        new Changes()
            .expectAll(permit.revisions())
            .expect(reading.expectation(row(user.name())))
            .put(row(user.name()), user.encode()));
  }

  private static boolean isName(String name) {
    return name.length() <= NAME_CHARS_MAX && NAME.matcher(name).matches();
  }
}
