package dev.coffer.scanner.checksum;

import java.util.Locale;
import java.util.Optional;

/** Token formats that carry something to check, by the name a rule calls them. */
public enum TokenFormat {
  /** GitHub's {@code ghp_}, {@code gho_}, {@code ghu_}, {@code ghs_}, {@code ghr_}, and npm's. */
  GITHUB(
      Guarantee.DOCUMENTED,
      "https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/"),

  /**
   * GitLab's routable tokens. Administrators may set a prefix of their own, which the checksum
   * covers and a rule does not capture, so a wrong one proves nothing.
   */
  GITLAB_ROUTABLE(
      Guarantee.LIKELY,
      "https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/"),

  /** Grafana's service account tokens, {@code glsa_}. */
  GRAFANA(
      Guarantee.DOCUMENTED,
      "https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go"),

  /** age's identities: Bech32. */
  AGE(Guarantee.DOCUMENTED, "https://github.com/C2SP/C2SP/blob/main/age.md"),

  /** PyPI's upload tokens: macaroons. */
  PYPI(Guarantee.DOCUMENTED, "https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt"),

  /** JSON Web Tokens, signed or encrypted. */
  JWT(Guarantee.DOCUMENTED, "https://www.rfc-editor.org/rfc/rfc7519#section-7.2"),

  /** The same in base64 once more. */
  JWT_BASE64(Guarantee.DOCUMENTED, "https://www.rfc-editor.org/rfc/rfc7519#section-7.2"),

  /**
   * A prefix that ends in {@code _}, then a JSON object in base64, as Grafana Cloud and 1Password
   * make them.
   */
  JSON_BODY(
      Guarantee.LIKELY,
      "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/"),

  /** Sentry's organization tokens: JSON that names the server, then the secret. */
  SENTRY_ORG(
      Guarantee.LIKELY,
      "https://github.com/getsentry/rfcs/blob/main/text/0091-ci-upload-tokens.md"),

  /** AWS key ids, which hold the account's number. AWS does not document it. */
  AWS_KEY_ID(
      Guarantee.LIKELY, "https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489"),

  /**
   * Vault's service tokens since 1.10; Coffer's own are shorter and carry a tag only it can check.
   */
  VAULT_SERVICE(Guarantee.LIKELY, "https://developer.hashicorp.com/vault/docs/faq/ssct"),

  /** Private keys in PEM. */
  PRIVATE_KEY(Guarantee.LIKELY, "https://www.rfc-editor.org/rfc/rfc7468#section-10");

  /** Longer candidates are not looked into. Bytes. */
  public static final int SECRET_BYTES_MAX = 100_000;

  private enum Guarantee {
    DOCUMENTED,
    LIKELY
  }

  private final Guarantee guarantee;
  private final String source;

  TokenFormat(Guarantee guarantee, String source) {
    this.guarantee = guarantee;
    this.source = source;
  }

  /** By the name that a rule uses: {@code github}, {@code gitlab-routable}. */
  public static Optional<TokenFormat> named(String name) {
    for (TokenFormat format : values()) {
      if (format.label().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The name that a rule uses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The documentation that the check follows. */
  public String source() {
    return source;
  }

  /**
   * Whether {@link Verdict#INVALID} is proof: the provider documents the redundancy for every token
   * of this format, so the candidate is none. Otherwise it only makes the finding less likely.
   */
  public boolean provesInvalid() {
    return guarantee == Guarantee.DOCUMENTED;
  }

  /**
   * What the text says about itself.
   *
   * @param secret what the rule captured, in ASCII
   */
  public Verdict verdict(byte[] secret) {
    if (secret.length > SECRET_BYTES_MAX) {
      return Verdict.UNKNOWN;
    }
    return switch (this) {
      case GITHUB -> Crc32.base62(secret);
      case GITLAB_ROUTABLE -> Crc32.base36(secret);
      case GRAFANA -> Crc32.littleEndianHex(secret);
      case AGE -> Bech32.check(secret);
      case PYPI -> Macaroon.check(secret);
      case JWT -> JsonParts.jwt(secret);
      case JWT_BASE64 -> JsonParts.jwtInBase64(secret);
      case JSON_BODY -> JsonParts.body(secret);
      case SENTRY_ORG -> JsonParts.sentryOrganization(secret);
      case AWS_KEY_ID -> AwsKeyId.check(secret);
      case VAULT_SERVICE -> VaultToken.check(secret);
      case PRIVATE_KEY -> PemKey.check(secret);
    };
  }
}
