package dev.coffer.server.identity.cert;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Presented;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;
import dev.coffer.server.identity.token.TokenLogin;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One mount of logins by client certificate. */
public final class CertMethod implements LoginMethod {
  private static final String ROLE = "cert_name";
  private static final String FINGERPRINT = "certificate_sha256";

  private final EngineView view;
  private final CertFactory.Shared shared;
  private final NamedRows<CertRole> roles;
  private final NamedRows<Revocations> lists;
  private final Key settings;
  private final Acquaintance acquaintance;

  CertMethod(EngineView view, CertFactory.Shared shared) {
    this.view = view;
    this.shared = shared;
    this.roles = new NamedRows<>(view.barrier(), view.prefix() + "cert/", shared.roles(), CertRows::role);
    this.lists = new NamedRows<>(view.barrier(), view.prefix() + "crl/", shared.lists(), Revocations::encode);
    this.settings = Key.of(view.prefix() + "config");
    this.acquaintance = new Acquaintance(roles, lists, new Ocsp(shared.outgoing()));
  }

  public NamedRows<CertRole> roles() {
    return roles;
  }

  public NamedRows<Revocations> lists() {
    return lists;
  }

  public CertSettings settings() {
    try (Reading reading = view.barrier().read()) {
      return settings(reading);
    }
  }

  private CertSettings settings(Reading reading) {
    return reading.get(settings, shared.settings()).map(Versioned::value).orElse(CertSettings.FRESH);
  }

  public void configure(Permit permit, CertSettings wanted) {
    view.barrier().commit(new Changes().expectAll(permit.revisions()).put(settings, wanted.encode()));
  }

  /**
   * Who logs in.
   *
   * @param certificates the leaf first; TLS has shown that the client holds its key
   * @param name of the one role to try, {@code ""} for any
   * @param address where the request came from
   * @throws Refused {@code Malformed} in Vault's words when no role knows the certificate; {@code
   *     Forbidden} from a network that the tokens could not be used from
   */
  public Proof prove(List<X509Certificate> certificates, String name, String address) {
    Acquaintance.Known known;
    CertSettings counting;
    try (Reading reading = view.barrier().read()) {
      known = acquaintance.of(reading, certificates, name, now());
      counting = settings(reading);
    }
    acquaintance.requireStanding(known, now());
    TokenParameters tokens = known.role().tokens();
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
    Holder holder = new Holder(certificates.getFirst());
    Map<String, String> metadata = metadata(known, holder);
    String displayName = known.role().displayName().isEmpty() ? known.name() : known.role().displayName();
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + "login",
        commonName(holder),
        displayName,
        metadata,
        counting.aliasMetadata() ? metadata : Map.of(),
        List.of(),
        tokens,
        new Changes().expect(new Expectation(roles.row(known.name()), known.version())));
  }

  private Instant now() {
    return shared.clock().instant();
  }

  /** It is the alias: nobody may be everybody without a name. */
  private static String commonName(Holder holder) {
    String name = holder.commonName();
    if (name.isEmpty()) {
      throw Refused.malformed("the certificate has no common name to know its holder by");
    }
    return name;
  }

  private static Map<String, String> metadata(Acquaintance.Known known, Holder holder) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String oid : known.role().metadataExtensions()) {
      holder.extension(oid).ifPresent(value -> metadata.put(oid.replace('.', '-'), value));
    }
    metadata.put("common_name", holder.commonName());
    metadata.put("serial_number", holder.certificate().getSerialNumber().toString());
    metadata.put("subject_key_id", holder.subjectKeyId());
    metadata.put("authority_key_id", holder.authorityKeyId());
    metadata.put(ROLE, known.name());
    metadata.put(FINGERPRINT, holder.fingerprint());
    return metadata;
  }

  /**
   * The same certificate, to the last byte, must be presented and still be let in by the same role
   * (CVE-2026-39388), unless the mount does without.
   */
  @Override
  public Renewed renewing(TokenEntry token) {
    return renewing(token, Presented.NOTHING);
  }

  /** As {@link #renewing(TokenEntry)}, with what the request showed. */
  @Override
  public Renewed renewing(TokenEntry token, Presented presented) {
    String name = token.meta().getOrDefault(ROLE, "");
    CertSettings counting = settings();
    if (!counting.unbound()) {
      requireSame(token, presented.certificates());
      Acquaintance.Known known;
      try (Reading reading = view.barrier().read()) {
        known = acquaintance.of(reading, presented.certificates(), name, now());
      }
      acquaintance.requireStanding(known, now());
    }
    TokenParameters now =
        roles
            .find(name)
            .map(CertRole::tokens)
            .orElseThrow(() -> Refused.malformed("the role does not exist during renewal"));
    if (!TokenLogin.policiesOf(now).equals(token.policies())) {
      throw Refused.malformed("policies have changed, not renewing");
    }
    return Renewed.by(now);
  }

  private static void requireSame(TokenEntry token, List<X509Certificate> certificates) {
    boolean same =
        !certificates.isEmpty()
            && new Holder(certificates.getFirst())
                .fingerprint()
                .equals(token.meta().getOrDefault(FINGERPRINT, ""));
    if (!same) {
      throw Refused.malformed("client identity during renewal not matching client identity used during login");
    }
  }
}
