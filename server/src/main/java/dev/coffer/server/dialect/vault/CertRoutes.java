package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.cert.CertConstraints;
import dev.coffer.server.identity.cert.CertMethod;
import dev.coffer.server.identity.cert.CertRole;
import dev.coffer.server.identity.cert.CertSettings;
import dev.coffer.server.identity.cert.Revocations;
import dev.coffer.server.identity.token.TokenLogin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Logins by client certificate (Vault API, TLS certificates). Role names mean the same in any case. */
public final class CertRoutes {
  private static final Field[] ROLE =
      OlderTokenParameters.fields(
          Field.text("certificate", "PEM: authorities, or the certificates themselves"),
          Field.list("allowed_names", "One must be the common name, a DNS name or an e-mail address"),
          Field.list("allowed_common_names", "One must be the common name"),
          Field.list("allowed_dns_sans", "One must be a DNS name"),
          Field.list("allowed_email_sans", "One must be an e-mail address"),
          Field.list("allowed_uri_sans", "One must be a URI"),
          Field.list("allowed_organizational_units", "One must be an organizational unit"),
          Field.list("required_extensions", "OID:VALUE, every one"),
          Field.list("allowed_metadata_extensions", "OIDs of extensions that become metadata"),
          Field.bool("ocsp_enabled", "Ask the issuer at each login"),
          Field.list("ocsp_servers_override", "Whom to ask, instead of those that the certificate names"),
          Field.bool("ocsp_fail_open", "Let in when nobody answers"),
          Field.text("display_name", "Of the tokens; the role's name unless told"));

  private CertRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<CertMethod> table(TokenLogin login) {
    List<Route<CertMethod>> lines = new ArrayList<>();
    lines.add(
        Route.login(
            Verb.WRITE, "login", "Log in", (method, request) -> login(login, method, request),
            Field.text("name", "The only role to try")));
    new NamedRoutes<>("certs", CertMethod::roles, CertRoutes::wire, CertRoutes::changed)
        .lines(ROLE)
        .forEach(line -> lines.add(line.foldingCase()));
    new NamedRoutes<>("crls", CertMethod::lists, CertRoutes::wire, CertRoutes::changedList)
        .lines(Field.text("crl", "A revocation list in PEM"), Field.text("url", "Not supported"))
        .forEach(line -> lines.add(line.foldingCase()));
    lines.add(Route.read("config", "The configuration", CertRoutes::readConfig));
    lines.add(
        Route.write(
            "config", "Change the configuration", CertRoutes::writeConfig,
            Field.bool("disable_binding", "Renew tokens without the certificate they were given for"),
            Field.bool("enable_identity_alias_metadata", "Keep what is known of a certificate with the alias too")));
    return new RouteTable<>(lines);
  }

  private static Passed login(TokenLogin login, CertMethod method, LoginRequest request) {
    return request.admit(
        login,
        () ->
            method.prove(
                request.peer().certificates(),
                request.text("name", "").toLowerCase(Locale.ROOT),
                request.peer().address()));
  }

  private static CertRole changed(Optional<CertRole> there, VaultRequest request) {
    CertRole known = there.orElse(CertRole.FRESH);
    return new CertRole(
            request.text("certificate", known.certificate()),
            constraints(known.constraints(), request),
            new CertRole.Ocsp(
                request.bool("ocsp_enabled", known.ocsp().enabled()),
                request.list("ocsp_servers_override").orElse(known.ocsp().servers()),
                request.bool("ocsp_fail_open", known.ocsp().failOpen())),
            request.list("allowed_metadata_extensions").orElse(known.metadataExtensions()),
            request.text("display_name", known.displayName()),
            OlderTokenParameters.changed(known.tokens(), request))
        .checked();
  }

  private static CertConstraints constraints(CertConstraints known, VaultRequest request) {
    return new CertConstraints(
        request.list("allowed_names").orElse(known.names()),
        request.list("allowed_common_names").orElse(known.commonNames()),
        request.list("allowed_dns_sans").orElse(known.dnsNames()),
        request.list("allowed_email_sans").orElse(known.emails()),
        request.list("allowed_uri_sans").orElse(known.uris()),
        request.list("allowed_organizational_units").orElse(known.organizationalUnits()),
        request.list("required_extensions").orElse(known.extensions()));
  }

  private static Json.Object wire(CertRole role) {
    CertConstraints constraints = role.constraints();
    Json.Builder data =
        Json.object()
            .put("allowed_common_names", Json.texts(constraints.commonNames()))
            .put("allowed_dns_sans", Json.texts(constraints.dnsNames()))
            .put("allowed_email_sans", Json.texts(constraints.emails()))
            .put("allowed_metadata_extensions", Json.texts(role.metadataExtensions()))
            .put("allowed_names", Json.texts(constraints.names()))
            .put("allowed_organizational_units", Json.texts(constraints.organizationalUnits()))
            .put("allowed_uri_sans", Json.texts(constraints.uris()))
            .put("certificate", role.certificate())
            .put("display_name", role.displayName())
            .put("ocsp_enabled", role.ocsp().enabled())
            .put("ocsp_fail_open", role.ocsp().failOpen())
            .put("ocsp_servers_override", Json.texts(role.ocsp().servers()))
            .put("required_extensions", Json.texts(constraints.extensions()));
    TokenParametersWire.put(data, role.tokens());
    return data.build();
  }

  private static Revocations changedList(Optional<Revocations> there, VaultRequest request) {
    if (request.has("url")) {
      throw Refused.malformed("url is not supported: send the list as crl");
    }
    return Revocations.of(request.requiredText("crl"));
  }

  private static Json.Object wire(Revocations list) {
    Json.Builder serials = Json.object();
    list.serials().stream()
        .sorted()
        .map(BigInteger::toString)
        .forEach(serial -> serials.put(serial, Json.Object.empty()));
    return Json.object().put("serials", serials.build()).build();
  }

  private static Passed readConfig(CertMethod method, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ ->
            Answer.of(
                Json.object()
                    .put("disable_binding", method.settings().unbound())
                    .put("enable_identity_alias_metadata", method.settings().aliasMetadata())
                    .build()));
  }

  private static Passed writeConfig(CertMethod method, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          CertSettings known = method.settings();
          method.configure(
              permit,
              new CertSettings(
                  request.bool("disable_binding", known.unbound()),
                  request.bool("enable_identity_alias_metadata", known.aliasMetadata())));
          return Answer.empty();
        });
  }
}
