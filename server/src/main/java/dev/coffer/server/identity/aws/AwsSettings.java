package dev.coffer.server.identity.aws;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.outgoing.Call;

/**
 * How a mount asks STS (Vault API, AWS, "Configure client").
 *
 * @param serverId what the signed header X-Vault-AWS-IAM-Server-ID must say
 * @param serverIdOptional logins are taken without it, if {@code serverId} is empty too
 * @param stsEndpoint asked instead of AWS's own, {@code ""} for those; for VPC end points
 * @param stsRegion the only one, {@code ""} for any
 * @param alias what an entity is known by
 */
public record AwsSettings(
    String serverId, boolean serverIdOptional, String stsEndpoint, String stsRegion, Alias alias) {
  private static final int CHARS_MAX = 256;

  public static final AwsSettings FRESH = new AwsSettings("", false, "", "", Alias.ROLE_ID);

  /** What an entity is known by (Vault API, AWS, "Configure identity integration"). */
  public enum Alias {
    ROLE_ID("role_id"),
    UNIQUE_ID("unique_id"),
    CANONICAL_ARN("canonical_arn"),
    FULL_ARN("full_arn");

    private final String word;

    Alias(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** The one a word names. */
    public static Alias ofWord(String word) {
      for (Alias alias : values()) {
        if (alias.word.equals(word)) {
          return alias;
        }
      }
      throw Refused.malformed("iam_alias must be role_id, unique_id, canonical_arn or full_arn");
    }
  }

  /**
   * These settings, when they make sense.
   *
   * @throws Refused {@code Malformed}
   */
  public AwsSettings checked() {
    if (serverId.length() > CHARS_MAX || !serverId.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Refused.malformed("iam_server_id_header_value must be up to " + CHARS_MAX + " characters without blanks");
    }
    if (!stsEndpoint.isEmpty() && !Call.isTarget(stsEndpoint)) {
      throw Refused.malformed("sts_endpoint must be an https URL");
    }
    if (!stsRegion.isEmpty() && !StsEndpoints.isRegion(stsRegion)) {
      throw Refused.malformed("sts_region must be a region of AWS");
    }
    return this;
  }

  public AwsSettings withAlias(Alias wanted) {
    return new AwsSettings(serverId, serverIdOptional, stsEndpoint, stsRegion, wanted);
  }

  byte[] encode() {
    return CborWriter.array(
        out ->
            out.text(serverId)
                .flag(serverIdOptional)
                .text(stsEndpoint)
                .text(stsRegion)
                .text(alias.word()));
  }

  static AwsSettings decode(byte[] row) {
    return CborReader.array(
        row, in -> new AwsSettings(in.text(), in.flag(), in.text(), in.text(), Alias.ofWord(in.text())));
  }
}
