package dev.coffer.server.identity.kubernetes;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.Glob;
import dev.coffer.server.identity.token.TokenParameters;
import java.util.List;

/**
 * Which service accounts may log in (Vault API, Kubernetes, "Create/Update Role").
 *
 * @param names of accounts, with {@code *} for any characters
 * @param namespaces likewise
 * @param audience that tokens must be for; {@code ""} for any
 */
public record KubernetesRole(
    List<String> names,
    List<String> namespaces,
    String audience,
    AliasName aliasName,
    TokenParameters tokens) {
  private static final int LIST_MAX = 1_000;
  private static final String ANY = "*";


  /** A role before anything was said of it. */
  public static final KubernetesRole FRESH =
      new KubernetesRole(List.of(), List.of(), "", AliasName.UID, TokenParameters.NONE);

  /** What an account's alias is called. */
  public enum AliasName {
    /** By its uid: an account that was deleted and made anew is somebody else. */
    UID("serviceaccount_uid"),
    /** {@code NAMESPACE/NAME}: whoever makes an account of that name is the same. */
    NAME("serviceaccount_name");

    private final String word;

    AliasName(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /**
     * The source that a word names; {@code ""} is the uid.
     *
     * @throws Refused {@code Malformed} for any other word
     */
    public static AliasName ofWord(String word) {
      return switch (word) {
        case "", "serviceaccount_uid" -> UID;
        case "serviceaccount_name" -> NAME;
        default -> throw Refused.malformed("invalid alias_name_source");
      };
    }
  }

  public KubernetesRole {
    names = List.copyOf(names);
    namespaces = List.copyOf(namespaces);
  }

  /**
   * This role, when it makes sense.
   *
   * @throws Refused {@code Malformed}
   */
  public KubernetesRole checked() {
    if (names.isEmpty()) {
      throw Refused.malformed("\"bound_service_account_names\" can not be empty");
    }
    if (namespaces.isEmpty()) {
      throw Refused.malformed("\"bound_service_account_namespaces\" can not be empty");
    }
    if (names.size() > LIST_MAX || namespaces.size() > LIST_MAX) {
      throw Refused.malformed("a list of a role has at most " + LIST_MAX + " items");
    }
    if ((names.size() > 1 && names.contains(ANY)) || (namespaces.size() > 1 && namespaces.contains(ANY))) {
      throw Refused.malformed("can not mix \"*\" with values");
    }
    tokens.checked();
    return this;
  }

  boolean admits(ServiceAccount account) {
    return Glob.anyMatches(names, account.name()) && Glob.anyMatches(namespaces, account.namespace());
  }
}
