package dev.coffer.server.identity.cert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.kit.json.Json;
import dev.coffer.server.fake.TestAuthority;
import dev.coffer.server.fake.TestAuthority.Issued;
import dev.coffer.server.fake.TestAuthority.Wish;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking the issuer, against a real responder on loopback that Bouncy Castle speaks for. */
final class OcspTest {
  private final CertHouse house = new CertHouse();
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer responder;
  private volatile Optional<CertificateStatus> status = Optional.empty();
  private volatile TestAuthority signer = house.authority;
  private volatile Duration age = Duration.ZERO;

  OcspTest() throws IOException {
    responder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    responder.createContext("/", this::answer);
    responder.start();
    role(false);
  }

  @AfterEach
  void close() {
    responder.stop(0);
    house.close();
  }

  private String url() {
    return "http://127.0.0.1:" + responder.getAddress().getPort() + "/";
  }

  private void role(boolean failOpen) {
    house.role("web", Json.object().put("ocsp_enabled", true).put("ocsp_fail_open", failOpen).put("ocsp_servers_override", url()), house.authority.certificate);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      OCSPReq question = new OCSPReq(exchange.getRequestBody().readAllBytes());
      CertificateID id = question.getRequestList()[0].getCertID();
      DigestCalculator sha1 = new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1);
      if (!id.matchesIssuer(new X509CertificateHolder(house.authority.certificate.getEncoded()), new JcaDigestCalculatorProviderBuilder().build())) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      Date made = Date.from(house.vault.clock.instant().minus(age));
      byte[] bytes =
          new OCSPRespBuilder()
              .build(
                  OCSPRespBuilder.SUCCESSFUL,
                  new BasicOCSPRespBuilder(SubjectPublicKeyInfo.getInstance(signer.keys.getPublic().getEncoded()), sha1)
                      .addResponse(id, status.orElse(CertificateStatus.GOOD), made, Date.from(made.toInstant().plus(Duration.ofHours(1))))
                      .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.keys.getPrivate()), null, made))
              .getEncoded();
      exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }

  private int login() {
    return house.login(house.authority.client("web").certificate()).status();
  }

  @Test
  void whoTheIssuerStandsByIsLetIn() {
    assertThat(login()).isEqualTo(200);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoTheIssuerTookBackIsNotLetInEvenWhereSilenceWouldBeEnough() {
    status = Optional.of(new RevokedStatus(Date.from(house.vault.clock.instant().minus(Duration.ofDays(1))), CRLReason.keyCompromise));
    assertThat(login()).isEqualTo(400);
    role(true);
    assertThat(login()).isEqualTo(400);
  }

  @Test
  void anAnswerThatCannotBeBelievedIsNoAnswer() {
    signer = TestAuthority.root("CN=the root", house.vault.clock.instant());
    assertThat(login()).as("signed by somebody else").isEqualTo(400);
    signer = house.authority;
    age = Duration.ofHours(3);
    assertThat(login()).as("too old").isEqualTo(400);
    age = Duration.ZERO;
    status = Optional.of(new UnknownStatus());
    assertThat(login()).as("does not know it").isEqualTo(400);
    role(true);
    assertThat(login()).as("where silence is enough").isEqualTo(200);
  }

  @Test
  void whereNobodyAnswersNobodyIsLetIn() {
    responder.stop(0);
    assertThat(login()).isEqualTo(400);
    role(true);
    assertThat(login()).isEqualTo(200);
  }

  @Test
  void withoutAnOverrideTheCertificateSaysWhomToAsk() {
    house.role("web", Json.object().put("ocsp_servers_override", ""), house.authority.certificate);
    assertThat(login()).as("it names nobody").isEqualTo(400);
    Issued naming =
        house.authority.issue(
            new Wish("CN=web")
                .extension(
                    "1.3.6.1.5.5.7.1.1",
                    new AuthorityInformationAccess(
                        AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, url()))));
    assertThat(house.login(naming.certificate()).status()).isEqualTo(200);
    assertThat(asked).hasValue(1);
    Issued luring =
        house.authority.issue(
            new Wish("CN=web")
                .extension(
                    "1.3.6.1.5.5.7.1.1",
                    new AuthorityInformationAccess(
                        AccessDescription.id_ad_ocsp,
                        new GeneralName(GeneralName.uniformResourceIdentifier, "http://169.254.169.254/latest"))));
    assertThat(house.login(luring.certificate()).status()).as("an address that is never called").isEqualTo(400);
  }

  @Test
  void aStrangerCausesNoQuestion() {
    TestAuthority stranger = TestAuthority.root("CN=the root", house.vault.clock.instant());
    assertThat(house.login(stranger.client("web").certificate()).status()).isEqualTo(400);
    assertThat(asked).hasValue(0);
  }
}
