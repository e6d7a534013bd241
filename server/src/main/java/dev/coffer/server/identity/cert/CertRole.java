package dev.coffer.server.identity.cert;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.outgoing.Call;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which certificates are let in as what (Vault API, "Create CA certificate role").
 *
 * @param certificate PEM: authorities, whose certificates are let in, or certificates themselves
 * @param displayName {@code ""} for the role's name
 */
public record CertRole(
    String certificate,
    CertConstraints constraints,
    Ocsp ocsp,
    List<String> metadataExtensions,
    String displayName,
    TokenParameters tokens) {
  private static final int EXTENSIONS_MAX = 100;
  private static final int DISPLAY_NAME_CHARS_MAX = 256;

  public static final CertRole FRESH =
      new CertRole("", CertConstraints.NONE, Ocsp.OFF, List.of(), "", TokenParameters.NONE);

  public CertRole {
    metadataExtensions = List.copyOf(metadataExtensions);
  }

  /**
   * Whether the issuer is asked at each login if it still stands by a certificate (RFC 6960).
   *
   * @param servers instead of those that the certificate names
   * @param failOpen lets in when nobody answers
   */
  public record Ocsp(boolean enabled, List<String> servers, boolean failOpen) {
    public static final Ocsp OFF = new Ocsp(false, List.of(), false);
    private static final int SERVERS_MAX = 8;

    public Ocsp {
      servers = List.copyOf(servers);
    }

    private void check() {
      if (servers.size() > SERVERS_MAX || !servers.stream().allMatch(Call::isTarget)) {
        throw Refused.malformed("ocsp_servers_override must be up to " + SERVERS_MAX + " URLs");
      }
    }
  }

  /**
   * This role, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  public CertRole checked() {
    if (Pem.certificates(certificate).isEmpty()) {
      throw Refused.malformed("failed to parse certificate");
    }
    if (authorities().stream().anyMatch(Chains::hasNameConstraints)) {
      throw Refused.malformed("certificate must not be an authority with name constraints: give the one above it");
    }
    constraints.check();
    ocsp.check();
    if (metadataExtensions.size() > EXTENSIONS_MAX) {
      throw new Refused(new Failure.TooLarge("allowed_metadata_extensions", EXTENSIONS_MAX, "extensions"));
    }
    if (displayName.length() > DISPLAY_NAME_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("display_name", DISPLAY_NAME_CHARS_MAX, "characters"));
    }
    tokens.checked();
    return this;
  }

  /** Those that may sign others. */
  List<X509Certificate> authorities() {
    List<X509Certificate> authorities = new ArrayList<>(Pem.certificates(certificate));
    authorities.removeIf(known -> known.getBasicConstraints() < 0);
    return authorities;
  }

  /** Those that are let in themselves. */
  List<X509Certificate> pinned() {
    List<X509Certificate> pinned = new ArrayList<>(Pem.certificates(certificate));
    pinned.removeIf(known -> known.getBasicConstraints() >= 0);
    return pinned;
  }
}
