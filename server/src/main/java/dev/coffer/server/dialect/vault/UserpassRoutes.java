package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.identity.userpass.Userpass;
import dev.coffer.server.identity.userpass.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** User names and passwords (Vault API, userpass). Names mean the same in any case. */
public final class UserpassRoutes {
  private static final int LIST_MAX = 10_000;
  private static final Field PASSWORD = Field.text("password", "The user's password");
  private static final Field HASH = Field.text("password_hash", "Instead, a bcrypt hash of it");
  private static final Field OLDER_POLICIES = Field.list("policies", "Older name of token_policies");

  private UserpassRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<Userpass> table(TokenLogin login) {
    List<Field> user = new ArrayList<>(TokenParametersWire.FIELDS);
    user.add(PASSWORD);
    user.add(HASH);
    user.add(OLDER_POLICIES);
    return new RouteTable<>(
        List.of(
            Route.<Userpass>login(
                    Verb.WRITE,
                    "login/{username}",
                    "Log in",
                    (userpass, request) -> login(login, userpass, request),
                    PASSWORD)
                .foldingCase(),
            Route.<Userpass>list("users", "Names of the users", UserpassRoutes::list),
            Route.<Userpass>read("users/{username}", "A user", UserpassRoutes::read).foldingCase(),
            Route.<Userpass>write(
                    "users/{username}", "Make or change a user", UserpassRoutes::write, user.toArray(Field[]::new))
                .foldingCase(),
            Route.<Userpass>delete("users/{username}", "Remove a user", UserpassRoutes::delete).foldingCase(),
            Route.<Userpass>write(
                    "users/{username}/password", "Change a user's password", UserpassRoutes::password, PASSWORD, HASH)
                .foldingCase(),
            Route.<Userpass>write(
                    "users/{username}/policies",
                    "Change a user's policies",
                    UserpassRoutes::policies,
                    Field.list("token_policies", "Policies of the tokens"),
                    OLDER_POLICIES)
                .foldingCase()));
  }

  private static Passed login(TokenLogin login, Userpass userpass, LoginRequest request) {
    String name = request.capture("username");
    return request.admit(
        login,
        () -> userpass.prove(name, request.text("password", ""), request.peer().address()));
  }

  private static Passed list(Userpass userpass, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ ->
            Answer.of(
                Json.object().put("keys", Json.texts(userpass.users().names("", LIST_MAX))).build()));
  }

  private static Passed read(Userpass userpass, VaultRequest request) {
    String name = request.capture("username");
    return request.pass(
        Capability.READ,
        _ -> {
          TokenParameters tokens =
              userpass.users().tokens(name).orElseThrow(() -> new Refused(new Failure.NotFound("user")));
          Json.Builder data = Json.object();
          TokenParametersWire.put(data, tokens);
          return Answer.of(data.build());
        });
  }

  private static Passed write(Userpass userpass, VaultRequest request) {
    String name = request.capture("username");
    return request.write(
        () -> userpass.users().exists(name),
        permit -> {
          userpass.users().put(permit, name, given(request), known -> changed(known, request));
          return Answer.empty();
        });
  }

  private static Optional<Users.Given> given(VaultRequest request) {
    Optional<Users.Given> clear = request.text("password").map(Users.Given.Clear::new);
    Optional<Users.Given> hashed = request.text("password_hash").map(Users.Given.Hashed::new);
    if (clear.isPresent() && hashed.isPresent()) {
      throw Refused.malformed("password and password_hash cannot both be given");
    }
    return clear.or(() -> hashed);
  }

  private static TokenParameters changed(TokenParameters known, VaultRequest request) {
    TokenParameters older =
        known.withPolicies(
            request.list("policies").map(TokenParametersWire::policies).orElse(known.policies()));
    return TokenParametersWire.changed(older, request);
  }

  private static Passed delete(Userpass userpass, VaultRequest request) {
    String name = request.capture("username");
    return request.pass(
        Capability.DELETE,
        permit -> {
          userpass.users().delete(permit, name);
          return Answer.empty();
        });
  }

  private static Passed password(Userpass userpass, VaultRequest request) {
    String name = request.capture("username");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          userpass.users().setPassword(permit, name, given(request).orElse(new Users.Given.Clear("")));
          return Answer.empty();
        });
  }

  private static Passed policies(Userpass userpass, VaultRequest request) {
    String name = request.capture("username");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          List<String> names =
              request
                  .list("token_policies")
                  .or(() -> request.list("policies"))
                  .map(TokenParametersWire::policies)
                  .orElseThrow(() -> Refused.malformed("missing token_policies"));
          userpass.users().setPolicies(permit, name, names);
          return Answer.empty();
        });
  }
}
