package dev.coffer.scanner.checksum;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Token formats that carry something to check, by the name a rule calls them. */
public enum TokenFormat {
  /** GitHub's {@code ghp_}, {@code gho_}, {@code ghu_}, {@code ghs_}, {@code ghr_}, and npm's. */
  GITHUB(
      Guarantee.DOCUMENTED,
      "https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/",
      Crc32::base62),

  /**
   * GitLab's routable tokens. Administrators may set a prefix of their own, which the checksum covers
   * and a rule does not capture, so a wrong one proves nothing.
   */
  GITLAB_ROUTABLE(
      Guarantee.LIKELY,
      "https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/",
      Crc32::base36),

  /** Grafana's service account tokens, {@code glsa_}. */
  GRAFANA(
      Guarantee.DOCUMENTED,
      "https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/tokengen.go",
      Crc32::littleEndianHex),

  /** age's identities: Bech32. */
  AGE(
      Guarantee.DOCUMENTED, "https://github.com/C2SP/C2SP/blob/main/age.md", Bech32::check),

  /** PyPI's upload tokens: macaroons. */
  PYPI(
      Guarantee.DOCUMENTED,
      "https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt",
      Macaroon::check),

  /** JSON Web Tokens, signed or encrypted. */
  JWT(Guarantee.DOCUMENTED, "https://www.rfc-editor.org/rfc/rfc7519#section-7.2", JsonParts::jwt),

  /** The same in base64 once more. */
  JWT_BASE64(
      Guarantee.DOCUMENTED,
      "https://www.rfc-editor.org/rfc/rfc7519#section-7.2",
      JsonParts::jwtInBase64),

  /** A prefix that ends in {@code _}, then a JSON object in base64, as Grafana Cloud and 1Password make them. */
  JSON_BODY(
      Guarantee.LIKELY,
      "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/",
      JsonParts::body),

  /** Sentry's organization tokens: JSON that names the server, then the secret. */
  SENTRY_ORG(
      Guarantee.LIKELY,
      "https://github.com/getsentry/rfcs/blob/main/text/0091-ci-upload-tokens.md",
      JsonParts::sentryOrganization),

  /** AWS key ids, which hold the account's number. AWS does not document it. */
  AWS_KEY_ID(
      Guarantee.LIKELY,
      "https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489",
      AwsKeyId::check),

  /** Vault's service tokens since 1.10; Coffer's own are shorter and carry a tag only it can check. */
  VAULT_SERVICE(
      Guarantee.LIKELY,
      "https://developer.hashicorp.com/vault/docs/faq/ssct",
      VaultToken::check),

  /** Private keys in PEM. */
  PRIVATE_KEY(
      Guarantee.LIKELY, "https://www.rfc-editor.org/rfc/rfc7468#section-10", PemKey::check);

  /** Longer candidates are not looked into. Bytes. */
  public static final int SECRET_BYTES_MAX = 100_000;

  private enum Guarantee {
    DOCUMENTED,
    LIKELY
  }

  private final Guarantee guarantee;
  private final String source;
  private final Function<byte[], Verdict> check;

  TokenFormat(Guarantee guarantee, String source, Function<byte[], Verdict> check) {
    this.guarantee = guarantee;
    this.source = source;
    this.check = check;
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
   * Whether {@link Verdict#INVALID} is proof: the provider documents the redundancy for every token of
   * this format, so the candidate is none. Otherwise it only makes the finding less likely.
   */
  public boolean provesInvalid() {
    return guarantee == Guarantee.DOCUMENTED;
  }

  /**
   * @param secret what the rule captured, in ASCII
   */
  public Verdict verdict(byte[] secret) {
    return secret.length > SECRET_BYTES_MAX ? Verdict.UNKNOWN : check.apply(secret);
  }
}
