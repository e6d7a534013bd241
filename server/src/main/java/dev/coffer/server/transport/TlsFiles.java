package dev.coffer.server.transport;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** TLS contexts from PEM files. */
final class TlsFiles {
  private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);

  private TlsFiles() {}

  static Tls load(TlsSettings settings) {
    List<X509Certificate> chain = certificates(settings.certificates());
    PrivateKey key = key(settings.key());
    if (!belong(key, chain.getFirst().getPublicKey())) {
      throw new TransportException(
          "the private key in " + settings.key() + " does not belong to the first certificate in " + settings.certificates());
    }
    var builder =
        Tls.builder()
            .privateKey(key)
            .privateKeyCertChain(chain)
            .enabledProtocols(settings.protocols());
    if (settings.clientAuthorities().isEmpty() && settings.clientUnchecked()) {
      builder.trustAll(true).clientAuth(TlsClientAuth.OPTIONAL);
    } else {
      // Left without, the web server would read all root certificates of the JDK, several megabytes:
      // nobody is asked for a certificate unless authorities are named.
      builder.trust(settings.clientAuthorities().map(TlsFiles::certificates).orElse(chain));
    }
    if (!settings.cipherSuites().isEmpty()) {
      builder.enabledCipherSuites(settings.cipherSuites());
    }
    if (settings.clientAuthorities().isPresent()) {
      builder.clientAuth(settings.clientRequired() ? TlsClientAuth.REQUIRED : TlsClientAuth.OPTIONAL);
    }
    return builder.build();
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate :
          factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        chain.add((X509Certificate) certificate);
      }
      if (chain.isEmpty()) {
        throw new GeneralSecurityException("no certificate in it");
      }
      return chain;
    } catch (IOException | GeneralSecurityException failed) {
      throw new TransportException("cannot read certificates from " + file, failed);
    }
  }

  /** Whether what the one signs the other accepts; a pair that does not match would fail every handshake. */
  private static boolean belong(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      // A key and a certificate of different kinds.
      return false;
    }
  }

  private static PrivateKey key(Path file) {
    try {
      return PemKeys.privateKey(Files.readString(file));
    } catch (IOException | GeneralSecurityException failed) {
      throw new TransportException("cannot read a private key from " + file, failed);
    }
  }
}
