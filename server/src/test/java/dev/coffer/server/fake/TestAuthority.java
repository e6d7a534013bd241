package dev.coffer.server.fake;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the tests' own, and what it certifies. */
public final class TestAuthority {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final AtomicLong SERIAL = new AtomicLong(1_000);

  public final KeyPair keys;
  public final X509Certificate certificate;
  private final Instant from;

  private TestAuthority(KeyPair keys, X509Certificate certificate, Instant from) {
    this.keys = keys;
    this.certificate = certificate;
    this.from = from;
  }

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, PrivateKey key) {}

  /** What a certificate says beside its subject; the usual is for a client. */
  public static final class Wish {
    private final String subject;
    private BigInteger serial = BigInteger.valueOf(SERIAL.incrementAndGet());
    private GeneralName[] names = {};
    private KeyPurposeId purpose = KeyPurposeId.id_kp_clientAuth;
    private Duration lasting = Duration.ofDays(300);
    private Consumer<JcaX509v3CertificateBuilder> more = _ -> {};

    public Wish(String subject) {
      this.subject = subject;
    }

    public Wish serial(BigInteger chosen) {
      serial = chosen;
      return this;
    }

    public Wish names(GeneralName... chosen) {
      names = chosen;
      return this;
    }

    public Wish purpose(KeyPurposeId chosen) {
      purpose = chosen;
      return this;
    }

    public Wish lasting(Duration chosen) {
      lasting = chosen;
      return this;
    }

    public Wish extension(String oid, ASN1Encodable value) {
      more = more.andThen(builder -> add(builder, new ASN1ObjectIdentifier(oid), false, value));
      return this;
    }
  }

  /** A root whose certificates are valid from a month before {@code now}. */
  public static TestAuthority root(String subject, Instant now) {
    try {
      KeyPair keys = newKeys();
      Instant from = now.minus(Duration.ofDays(30));
      X500Name name = new X500Name(subject);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.valueOf(SERIAL.incrementAndGet()), Date.from(from),
              Date.from(from.plus(Duration.ofDays(3_650))), name, keys.getPublic());
      authority(builder, keys);
      return new TestAuthority(keys, signed(builder, keys), from);
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** An authority below this one. */
  public TestAuthority below(String subject) {
    try {
      KeyPair own = newKeys();
      JcaX509v3CertificateBuilder builder = builder(subject, BigInteger.valueOf(SERIAL.incrementAndGet()), own, Duration.ofDays(3_000));
      authority(builder, own);
      return new TestAuthority(own, signed(builder, keys), from);
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** An authority below this one, for that many below it and, where one is named, for DNS names in that domain. */
  public TestAuthority limited(String subject, int below, Optional<String> domain) {
    try {
      KeyPair own = newKeys();
      JcaX509v3CertificateBuilder builder = builder(subject, BigInteger.valueOf(SERIAL.incrementAndGet()), own, Duration.ofDays(3_000));
      add(builder, Extension.basicConstraints, true, new BasicConstraints(below));
      add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      domain.ifPresent(name -> add(builder, Extension.nameConstraints, true, within(name)));
      add(builder, Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublic()));
      return new TestAuthority(own, signed(builder, keys), from);
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static NameConstraints within(String domain) {
    GeneralSubtree subtree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain));
    return new NameConstraints(new GeneralSubtree[] {subtree}, new GeneralSubtree[0]);
  }

  public Issued client(String commonName) {
    return issue(new Wish("CN=" + commonName));
  }

  /** A certificate of a server at these names. */
  public Issued server(GeneralName... names) {
    return issue(new Wish("CN=a server").names(names).purpose(KeyPurposeId.id_kp_serverAuth));
  }

  /** What a client would make of its certificate, if it were let. */
  public static TestAuthority of(Issued client) {
    KeyPair keys = new KeyPair(client.certificate().getPublicKey(), client.key());
    return new TestAuthority(keys, client.certificate(), client.certificate().getNotBefore().toInstant());
  }

  public Issued issue(Wish wish) {
    try {
      return issue(wish, newKeys());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Another certificate for the key of somebody who has one. */
  public Issued certify(Wish wish, Issued known) {
    return issue(wish, new KeyPair(known.certificate().getPublicKey(), known.key()));
  }

  /** A list, in PEM, that takes these back by number, whoever made them. */
  public String crl(X509Certificate... revoked) {
    try {
      JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(from));
      builder.setNextUpdate(Date.from(from.plus(Duration.ofDays(365))));
      for (X509Certificate one : revoked) {
        builder.addCRLEntry(one.getSerialNumber(), Date.from(from), CRLReason.keyCompromise);
      }
      return pem("X509 CRL", builder.build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate())).getEncoded());
    } catch (OperatorCreationException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Issued issue(Wish wish, KeyPair own) {
    try {
      JcaX509v3CertificateBuilder builder = builder(wish.subject, wish.serial, own, wish.lasting);
      add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
      add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.purpose));
      if (wish.names.length > 0) {
        add(builder, Extension.subjectAlternativeName, false, new GeneralNames(wish.names));
      }
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      add(builder, Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(own.getPublic()));
      add(builder, Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(keys.getPublic()));
      wish.more.accept(builder);
      return new Issued(signed(builder, keys), own.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private JcaX509v3CertificateBuilder builder(String subject, BigInteger serial, KeyPair own, Duration lasting) {
    return new JcaX509v3CertificateBuilder(
        certificate, serial, Date.from(from), Date.from(from.plus(lasting)),
        new X500Principal(subject), own.getPublic());
  }

  private static void authority(JcaX509v3CertificateBuilder builder, KeyPair keys) throws GeneralSecurityException {
    add(builder, Extension.basicConstraints, true, new BasicConstraints(true));
    add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
    add(builder, Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
  }

  private static void add(
      JcaX509v3CertificateBuilder builder, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      builder.addExtension(oid, critical, value);
    } catch (CertIOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair by)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by.getPrivate())));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  public static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public static String pem(String label, byte[] der) {
    return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END " + label + "-----\n";
  }

  /** A context for a server with that certificate. */
  public static SSLContext serving(Issued holder, List<X509Certificate> above) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = new Certificate[above.size() + 1];
      chain[0] = holder.certificate();
      for (int at = 0; at < above.size(); at++) {
        chain[at + 1] = above.get(at);
      }
      store.setKeyEntry("key", holder.key(), new char[0], chain);
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
