package dev.coffer.server.identity.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a role's certificates vouch for the one that was presented: by the JDK's path validation
 * (RFC 5280 §6), or because it is one of them, to the last byte. A serial number or a key alone is
 * nobody (CVE-2024-2048, CVE-2025-6037).
 */
final class Chains {
  /** Certificates that count of what a client presents; what follows is not looked at. */
  private static final int PRESENTED_MAX = 6;

  private static final int SIGNS_CERTIFICATES = 5;
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private Chains() {}

  /**
   * From the presented certificate up to the one that the role has.
   *
   * @param presented the leaf first, each followed by its issuer (RFC 5246 §7.4.2); the client holds
   *     the leaf's key, and nothing else is known. Searching for an order would let strangers choose
   *     how long
   * @return empty when the role does not vouch for it
   */
  static Optional<List<X509Certificate>> find(CertRole role, List<X509Certificate> presented, Instant now) {
    X509Certificate leaf = presented.getFirst();
    if (role.pinned().stream().anyMatch(leaf::equals)) {
      return isValid(leaf, now) ? Optional.of(List.of(leaf)) : Optional.empty();
    }
    List<X509Certificate> authorities = role.authorities();
    for (int length = 1; length <= Math.min(PRESENTED_MAX, presented.size()); length++) {
      X509Certificate last = presented.get(length - 1);
      int between = length - 1;
      List<X509Certificate> above =
          authorities.stream()
              .filter(known -> known.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
              .filter(known -> mayVouch(known, between, now))
              .toList();
      Optional<List<X509Certificate>> chain = validate(presented.subList(0, length), above, now);
      if (chain.isPresent()) {
        return chain;
      }
    }
    return Optional.empty();
  }

  /** What the JDK checks of every certificate but the one at the top (RFC 5280 §6.2). */
  private static boolean mayVouch(X509Certificate authority, int between, Instant now) {
    boolean @Nullable [] usage = authority.getKeyUsage();
    return isValid(authority, now)
        && !hasNameConstraints(authority)
        && authority.getBasicConstraints() >= between
        && (usage == null || usage[SIGNS_CERTIFICATES]);
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    try {
      certificate.checkValidity(Date.from(now));
      return true;
    } catch (CertificateException _) {
      return false;
    }
  }

  private static Optional<List<X509Certificate>> validate(
      List<X509Certificate> path, List<X509Certificate> above, Instant now) {
    if (above.isEmpty()) {
      return Optional.empty();
    }
    try {
      PKIXParameters parameters = parameters(above, now);
      X509CertSelector wanted = new X509CertSelector();
      wanted.setExtendedKeyUsage(Set.of(CLIENT_AUTH)); // A certificate that says nothing is for anything.
      parameters.setTargetCertConstraints(wanted);
      PKIXCertPathValidatorResult valid =
          (PKIXCertPathValidatorResult)
              CertPathValidator.getInstance("PKIX")
                  .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      List<X509Certificate> chain = new ArrayList<>(path);
      chain.add(valid.getTrustAnchor().getTrustedCert());
      return Optional.of(List.copyOf(chain));
    } catch (GeneralSecurityException | IOException _) {
      return Optional.empty();
    }
  }

  /** An authority whose limits nobody would look at: the JDK applies names' limits only below the top. */
  static boolean hasNameConstraints(X509Certificate authority) {
    return authority.getExtensionValue(NAME_CONSTRAINTS) != null;
  }

  /** Whether anybody was taken back is for Revocations and Ocsp to say, of the chain found here. */
  static PKIXParameters parameters(List<X509Certificate> authorities, Instant now)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    authorities.forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setDate(Date.from(now));
    parameters.setRevocationEnabled(false);
    return parameters;
  }
}
