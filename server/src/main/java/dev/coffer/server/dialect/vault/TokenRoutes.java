package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.token.Presented;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.identity.token.TokenLookup.Known;
import dev.coffer.server.identity.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code auth/token}: creation, look-up, renewal and revocation (Vault API, token auth method). */
public final class TokenRoutes {
  private static final Field TOKEN = Field.text("token", "The token");
  private static final Field ACCESSOR = Field.text("accessor", "The token's accessor");
  private static final Field INCREMENT =
      Field.duration("increment", "How long it shall live from now on; a wish");

  private TokenRoutes() {}

  /** Without the roles, which {@link TokenRoleRoutes} serves. */
  public static RouteTable<Tokens> table() {
    return RouteTable.of(
        Route.<Tokens>write("create", "Create a child token", TokenRoutes::create, TokenWire.SPEC),
        Route.<Tokens>write(
            "create-orphan", "Create a token without parent", TokenRoutes::createOrphan, TokenWire.SPEC),
        Route.<Tokens>write(
            "create/{role_name}", "Create a token by a role", TokenRoutes::createByRole, TokenWire.SPEC),
        Route.<Tokens>read("lookup", "What is known of a token", TokenRoutes::lookup, TOKEN),
        Route.<Tokens>write("lookup", "What is known of a token", TokenRoutes::lookup, TOKEN),
        Route.<Tokens>read("lookup-self", "What is known of the caller's token", TokenRoutes::lookupSelf),
        Route.<Tokens>write("lookup-self", "What is known of the caller's token", TokenRoutes::lookupSelf, TOKEN),
        Route.<Tokens>write(
            "lookup-accessor", "What is known of a token, by accessor", TokenRoutes::lookupAccessor, ACCESSOR),
        Route.<Tokens>write("renew", "Renew a token", TokenRoutes::renew, TOKEN, INCREMENT),
        Route.<Tokens>write("renew-self", "Renew the caller's token", TokenRoutes::renewSelf, TOKEN, INCREMENT),
        Route.<Tokens>write(
            "renew-accessor", "Renew a token, by accessor", TokenRoutes::renewAccessor, ACCESSOR, INCREMENT),
        Route.<Tokens>write("revoke", "Revoke a token and its children", TokenRoutes::revoke, TOKEN),
        Route.<Tokens>write(
            "revoke-self", "Revoke the caller's token and its children", TokenRoutes::revokeSelf, TOKEN),
        Route.<Tokens>write(
            "revoke-accessor", "Revoke a token and its children, by accessor", TokenRoutes::revokeAccessor, ACCESSOR),
        Route.<Tokens>write(
                "revoke-orphan", "Revoke a token; its children become orphans", TokenRoutes::revokeOrphan, TOKEN)
            .withSudo(),
        Route.<Tokens>list("accessors", "Accessors of all tokens", TokenRoutes::accessors).withSudo(),
        Route.<Tokens>write("tidy", "Remove what nothing refers to", TokenRoutes::tidy));
  }

  private static Passed create(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE, permit -> issued(tokens.creation().create(permit, TokenWire.spec(request))));
  }

  private static Passed createOrphan(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> issued(tokens.creation().createOrphan(permit, TokenWire.spec(request))));
  }

  private static Passed createByRole(Tokens tokens, VaultRequest request) {
    String role = request.capture("role_name");
    return request.pass(
        Capability.UPDATE,
        permit -> issued(tokens.creation().createByRole(permit, TokenWire.spec(request), role)));
  }

  private static Passed lookup(Tokens tokens, VaultRequest request) {
    Capability capability =
        request.facts().verb() == Verb.READ ? Capability.READ : Capability.UPDATE;
    try {
      return request.pass(capability, _ -> known(tokens, token(request).orElseGet(() -> own(request))));
    } catch (Refused refused) {
      throw refused.failure() instanceof Failure.NotFound ? new WireRefused(403, "bad token") : refused;
    }
  }

  private static Passed lookupSelf(Tokens tokens, VaultRequest request) {
    Capability capability =
        request.facts().verb() == Verb.READ ? Capability.READ : Capability.UPDATE;
    return request.pass(capability, _ -> known(tokens, own(request)));
  }

  private static Answer known(Tokens tokens, SecretBytes text) {
    try (text) {
      Known known =
          tokens.lookup().byText(text).orElseThrow(() -> new Refused(new Failure.NotFound("token")));
      return Answer.of(TokenWire.known(known, TokenWire.text(text), tokens.lookup().now()));
    }
  }

  private static Passed lookupAccessor(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          Known known =
              tokens.lookup().byHash(accessor(request)).orElseThrow(() -> Refused.malformed("invalid accessor"));
          return Answer.of(TokenWire.known(known, "", tokens.lookup().now()));
        });
  }

  private static Passed renew(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit ->
            renewed(tokens, permit, token(request).orElseThrow(() -> Refused.malformed("missing token ID")), request));
  }

  private static Passed renewSelf(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE, permit -> renewed(tokens, permit, own(request), request));
  }

  /** The text is the answer's from here on. */
  private static Answer renewed(
      Tokens tokens, Permit permit, SecretBytes text, VaultRequest request) {
    Known known = tokens.lookup().byText(text).orElseThrow(() -> Refused.malformed("token not found"));
    if (known.batch()) {
      throw Refused.malformed("batch tokens cannot be renewed");
    }
    return issued(
        tokens.renewal().renew(permit, known.entry().hash(), text, increment(request), presented(request)));
  }

  private static Passed renewAccessor(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          Known known =
              tokens.lookup().byHash(accessor(request)).orElseThrow(() -> Refused.malformed("invalid accessor"));
          SecretBytes untold = SecretBytes.ofText("");
          return issued(
              tokens.renewal().renew(permit, known.entry().hash(), untold, increment(request), presented(request)));
        });
  }

  private static Passed revoke(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          try (SecretBytes text = token(request).orElseThrow(() -> Refused.malformed("missing token ID"))) {
            serviceHash(tokens, text)
                .ifPresent(hash -> tokens.revocation().revoke(hash, permit.revisions()));
          }
          return Answer.empty();
        });
  }

  private static Passed revokeSelf(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          if (permit.caller().tokenType().equals("batch")) {
            throw Refused.malformed("batch tokens cannot be revoked");
          }
          tokens.revocation().revoke(permit.caller().tokenHash(), permit.revisions());
          return Answer.empty();
        });
  }

  private static Passed revokeAccessor(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          Optional<Known> known = tokens.lookup().byHash(accessor(request));
          if (known.isEmpty()) {
            return Answer.empty().warning("No token found with this accessor");
          }
          tokens.revocation().revoke(known.get().entry().hash(), permit.revisions());
          return Answer.empty();
        });
  }

  private static Passed revokeOrphan(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          try (SecretBytes text = token(request).orElseThrow(() -> Refused.malformed("missing token ID"))) {
            String hash =
                serviceHash(tokens, text).orElseThrow(() -> Refused.malformed("token to revoke not found"));
            tokens.revocation().revokeOrphan(hash, permit.revisions());
          }
          return Answer.empty();
        });
  }

  private static Optional<String> serviceHash(Tokens tokens, SecretBytes text) {
    Optional<Known> known = tokens.lookup().byText(text);
    if (known.filter(Known::batch).isPresent()) {
      throw Refused.malformed("batch tokens cannot be revoked");
    }
    return known.map(found -> found.entry().hash());
  }

  private static Passed accessors(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          List<String> all = tokens.lookup().accessors();
          return Answer.of(Json.object().put("keys", Json.texts(all)).build());
        });
  }

  private static Passed tidy(Tokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> Answer.empty().warning("Tidy is done; rows removed: " + tokens.tidy().tidy()));
  }

  private static Answer issued(Issued issued) {
    Answer answer = Answer.of(issued.grant());
    for (String warning : issued.warnings()) {
      answer = answer.warning(warning);
    }
    return answer;
  }

  private static Optional<SecretBytes> token(VaultRequest request) {
    return request.text("token").filter(text -> !text.isEmpty()).map(SecretBytes::ofText);
  }

  /** A copy of the caller's own token. */
  private static SecretBytes own(VaultRequest request) {
    return switch (request.facts().evidence()) {
      case Evidence.BearerToken(SecretBytes token) -> token.copy();
      case Evidence.None() -> throw new Refused(new Failure.Unauthenticated("no token was sent"));
    };
  }

  private static String accessor(VaultRequest request) {
    return request
        .text("accessor")
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> Refused.malformed("missing accessor"));
  }

  private static Presented presented(VaultRequest request) {
    return new Presented(request.peer().certificates());
  }

  private static Duration increment(VaultRequest request) {
    return request.duration("increment").orElse(Duration.ZERO);
  }
}
