package dev.coffer.client.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Certificates and keys as people keep them: PEM text (RFC 7468). */
final class PemFiles {
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";

  private PemFiles() {}

  static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** A store of every certificate in the files, and in the files of the directories. */
  static KeyStore trustStore(List<Path> places) throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int count = 0;
    for (Path file : files(places)) {
      for (X509Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca" + count++, certificate);
      }
    }
    if (count == 0) {
      throw new IOException("no certificate found in " + places);
    }
    return store;
  }

  private static List<Path> files(List<Path> places) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> inside = Files.list(place)) {
          inside.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
      } else {
        files.add(place);
      }
    }
    return files;
  }

  static List<X509Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException _) {
      throw new IOException(file + " holds no certificate in PEM form");
    }
  }

  static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = pem.indexOf(KEY_BEGIN);
    int end = pem.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          file + " holds no PKCS#8 key: convert it with `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // The next algorithm may know it.
      }
    }
    throw new IOException(file + " holds a key that is neither EC, RSA nor EdDSA");
  }
}
