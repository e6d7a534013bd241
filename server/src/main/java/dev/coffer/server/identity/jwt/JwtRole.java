package dev.coffer.server.identity.jwt;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Lifetime;
import dev.coffer.server.identity.token.TokenParameters;
import java.util.List;
import java.util.Map;

/**
 * Who may log in, and what of their token counts (Vault API, JWT/OIDC, "Create role").
 *
 * @param type how they come
 * @param bindings what a token must say
 * @param naming who it is by what it says
 * @param browser for those who are sent to their provider
 */
public record JwtRole(
    Type type, Bindings bindings, Naming naming, Browser browser, TokenParameters tokens) {
  /** Metadata of every login; no claim may take its place. */
  static final String ROLE = "role";

  private static final int LIST_MAX = 1_000;

  /** How somebody comes. */
  public enum Type {
    /** With a token that they have. */
    JWT("jwt"),
    /** From their provider, by way of a browser. */
    OIDC("oidc");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /**
     * The way that a word names; {@code ""} is {@code oidc}, as in Vault.
     *
     * @throws Refused {@code Malformed} for any other word
     */
    public static Type ofWord(String word) {
      return switch (word) {
        case "jwt" -> JWT;
        case "", "oidc" -> OIDC;
        default -> throw Refused.malformed("invalid 'role_type'");
      };
    }
  }

  /**
   * What a token must say.
   *
   * @param audiences one of them must be in {@code aud}; a token that has {@code aud} needs some here
   * @param subject what {@code sub} must be, {@code ""} for anything
   */
  public record Bindings(
      List<String> audiences, String subject, BoundClaims claims, Lifetime lifetime) {
    public Bindings {
      audiences = List.copyOf(audiences);
    }
  }

  /**
   * Who it is.
   *
   * @param userClaim whose text is the name of the entity's alias
   * @param pointer it is a JSON pointer
   * @param groupsClaim whose texts are groups, {@code ""} for none
   * @param mappings claim → name in the alias's and the token's metadata
   */
  public record Naming(
      String userClaim, boolean pointer, String groupsClaim, Map<String, String> mappings) {
    public Naming {
      mappings = Map.copyOf(mappings);
    }
  }

  /**
   * The way by a browser.
   *
   * @param redirects where the provider may send a person back to, each exactly so
   * @param scopes that are asked for beside {@code openid}
   */
  public record Browser(List<String> redirects, List<String> scopes) {
    public Browser {
      redirects = List.copyOf(redirects);
      scopes = List.copyOf(scopes);
    }
  }

  /** A role before anything was said of it. */
  public static final JwtRole FRESH =
      new JwtRole(
          Type.OIDC,
          new Bindings(List.of(), "", BoundClaims.NONE, Lifetime.USUAL),
          new Naming("", false, "", Map.of()),
          new Browser(List.of(), List.of()),
          TokenParameters.NONE);

  /**
   * This role, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  public JwtRole checked() {
    if (naming.userClaim().isEmpty()) {
      throw Refused.malformed("a user claim must be defined on the role");
    }
    if (naming.pointer() && !naming.userClaim().startsWith("/")) {
      throw Refused.malformed("user_claim must begin with '/' when it is a JSON pointer");
    }
    if (naming.mappings().containsValue(ROLE)) {
      throw Refused.malformed(
          "metadata key 'role' is reserved and may not be a mapping destination");
    }
    if (naming.mappings().values().stream().distinct().count() != naming.mappings().size()) {
      throw Refused.malformed("multiple keys are mapped to one metadata key");
    }
    if (List.of(bindings.audiences().size(), naming.mappings().size(), browser.redirects().size(), browser.scopes().size())
        .stream().anyMatch(size -> size > LIST_MAX)) {
      throw Refused.malformed("a list of a role has at most " + LIST_MAX + " items");
    }
    boolean isBound =
        !bindings.audiences().isEmpty()
            || !bindings.subject().isEmpty()
            || !bindings.claims().expected().members().isEmpty()
            || !tokens.boundCidrs().isEmpty();
    switch (type) {
      case JWT -> {
        if (!isBound) {
          throw Refused.malformed(
              "must have at least one bound constraint when creating/updating a role");
        }
      }
      case OIDC -> {
        if (browser.redirects().isEmpty()) {
          throw Refused.malformed("'allowed_redirect_uris' must be set");
        }
      }
    }
    bindings.claims().checked();
    tokens.checked();
    return this;
  }

  /** In Vault's words, which some clients look for. */
  static Refused refused(String why) {
    return Refused.malformed("error validating claims: " + why);
  }
}
