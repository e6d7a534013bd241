package dev.coffer.server.identity.cert;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.server.outgoing.Call;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the issuer whether it still stands by a certificate (RFC 6960). The JDK checks the answer; the
 * question goes out as every call of the server does, so only to addresses that the operator allows.
 */
final class Ocsp {
  private static final int ANSWER_BYTES_MAX = 64 * 1024;
  private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
  private static final int URI_NAME = 0x86;

  /** 1.3.6.1.5.5.7.48.1, id-ad-ocsp, as DER. */
  private static final byte[] OCSP = {6, 8, 0x2b, 6, 1, 5, 5, 7, 0x30, 1};

  /** SHA-1 without parameters' value: what every responder knows. It only finds the issuer. */
  private static final byte[] SHA_1 = {0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0};

  private final Outgoing outgoing;

  Ocsp(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  private enum Word {
    GOOD,
    REVOKED,
    /** Nobody answered, or not so that it can be believed. */
    NONE
  }

  /**
   * Whether the leaf may be let in.
   *
   * @param chain up to an authority of the role; of a pinned certificate nobody knows the issuer
   */
  boolean allows(CertRole.Ocsp asked, List<X509Certificate> chain, Instant now) {
    if (!asked.enabled()) {
      return true;
    }
    if (chain.size() > 1) {
      List<String> servers =
          asked.servers().isEmpty() ? named(chain.getFirst()).stream().toList() : asked.servers();
      for (String server : servers) {
        switch (ask(server, chain.getFirst(), chain.get(1), now)) {
          case GOOD -> {
            return true;
          }
          case REVOKED -> {
            return false;
          }
          case NONE -> {} // The next one may say.
        }
      }
    }
    return asked.failOpen();
  }

  private Word ask(String server, X509Certificate leaf, X509Certificate issuer, Instant now) {
    if (!Call.isTarget(server)) {
      return Word.NONE;
    }
    try {
      Response answer =
          outgoing.send(
              Call.forSignedAnswer(
                  URI.create(server),
                  Map.of("Content-Type", "application/ocsp-request", "Accept", "application/ocsp-response"),
                  SecretBytes.owning(question(leaf, issuer)),
                  ANSWER_BYTES_MAX));
      return answer.status() == 200 ? read(answer.body().read(byte[]::clone), leaf, issuer, now) : Word.NONE;
    } catch (Unanswered | GeneralSecurityException _) {
      return Word.NONE;
    }
  }

  /** RFC 6960 §4.1.1, for one certificate, unsigned. */
  private static byte[] question(X509Certificate leaf, X509Certificate issuer)
      throws GeneralSecurityException {
    byte[] key =
        Der.content(issuer.getPublicKey().getEncoded(), Der.SEQUENCE)
            .flatMap(Der::bitsAfterFirst)
            .orElseThrow(() -> new GeneralSecurityException("a key of an unknown form"));
    byte[] certificate =
        Der.value(
            Der.SEQUENCE,
            SHA_1,
            Der.value(Der.OCTETS, sha1(leaf.getIssuerX500Principal().getEncoded())),
            Der.value(Der.OCTETS, sha1(key)),
            Der.value(Der.INTEGER, leaf.getSerialNumber().toByteArray()));
    byte[] requests = Der.value(Der.SEQUENCE, Der.value(Der.SEQUENCE, certificate));
    return Der.value(Der.SEQUENCE, Der.value(Der.SEQUENCE, requests));
  }

  private static byte[] sha1(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(bytes);
  }

  private static Word read(byte[] answer, X509Certificate leaf, X509Certificate issuer, Instant now)
      throws GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(
        Set.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
    checker.setOcspResponses(Map.of(leaf, answer)); // With it the JDK asks nobody itself.
    PKIXParameters parameters = Chains.parameters(List.of(issuer), now);
    parameters.addCertPathChecker(checker);
    try {
      validator.validate(
          CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
      return Word.GOOD;
    } catch (CertPathValidatorException refused) {
      return refused.getReason() == BasicReason.REVOKED ? Word.REVOKED : Word.NONE;
    }
  }

  /** The first responder that a certificate names (RFC 5280 §4.2.2.1). */
  private static Optional<String> named(X509Certificate leaf) {
    return Optional.ofNullable(leaf.getExtensionValue(AUTHORITY_INFORMATION))
        .flatMap(Der::octets)
        .flatMap(der -> Der.content(der, Der.SEQUENCE))
        .flatMap(
            descriptions ->
                Der.values(descriptions).stream()
                    .flatMap(one -> Der.content(one, Der.SEQUENCE).stream())
                    .flatMap(one -> Der.after(one, OCSP).stream())
                    .flatMap(place -> Der.content(place, URI_NAME).stream())
                    .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .findFirst());
  }
}
