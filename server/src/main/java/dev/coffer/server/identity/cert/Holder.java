package dev.coffer.server.identity.cert;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** What a certificate says of its holder. Whether any of it is true is not decided here. */
record Holder(X509Certificate certificate) {
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final String SUBJECT_KEY_ID = "2.5.29.14";
  private static final String AUTHORITY_KEY_ID = "2.5.29.35";

  /** The last in the subject; {@code ""} when there is none. */
  String commonName() {
    List<String> all = subject("CN");
    return all.isEmpty() ? "" : all.getLast();
  }

  List<String> organizationalUnits() {
    return subject("OU");
  }

  List<String> emails() {
    return alternative(EMAIL);
  }

  List<String> dnsNames() {
    return alternative(DNS);
  }

  List<String> uris() {
    return alternative(URI);
  }

  /** An extension whose value is a string of ASN.1. */
  Optional<String> extension(String oid) {
    return extensionValue(oid).flatMap(Der::text);
  }

  /** Bytes in hex with colons, {@code ""} when the certificate does not say. */
  String subjectKeyId() {
    return extensionValue(SUBJECT_KEY_ID).flatMap(Der::octets).map(Holder::colons).orElse("");
  }

  String authorityKeyId() {
    return extensionValue(AUTHORITY_KEY_ID).flatMap(Der::keyIdentifier).map(Holder::colons).orElse("");
  }

  /** SHA-256 of the whole certificate. */
  String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Optional<byte[]> extensionValue(String oid) {
    return Optional.ofNullable(certificate.getExtensionValue(oid)).flatMap(Der::octets);
  }

  /** In the order of the certificate. */
  private List<String> subject(String type) {
    try {
      LdapName name = new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
      List<String> values = new ArrayList<>();
      for (Rdn part : name.getRdns()) {
        if (part.getType().equalsIgnoreCase(type) && part.getValue() instanceof String value) {
          values.add(value);
        }
      }
      return values;
    } catch (InvalidNameException _) {
      return List.of();
    }
  }

  private List<String> alternative(int kind) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return List.of();
      }
      return names.stream()
          .filter(name -> name.getFirst() instanceof Integer found && found == kind)
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  private static String colons(byte[] bytes) {
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }

  @Override
  public String toString() {
    return "Holder[" + fingerprint() + "]";
  }
}
