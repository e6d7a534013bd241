package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.mount.Router;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;

/** HashiCorp Vault's HTTP API, version 1. */
public final class VaultDialect implements Dialect {
  /** What is read of a body before the caller is known. */
  private static final long STRANGER_BODY_BYTES_MAX = 64 * 1024;

  private final VaultRouter router;
  private final PathHelp help;
  private final Optional<LegacyUnwrap> legacy;
  private final Doors doors;
  private final Predicate<SecretBytes> plausible;

  /**
   * Serves these tables.
   *
   * @param plausible whether a token carries this server's own check tag: known enough to read a
   *     large body for, though not authenticated
   */
  public VaultDialect(
      VaultTables tables, Router mounts, Doors doors, Predicate<SecretBytes> plausible) {
    this.router = new VaultRouter(tables, mounts);
    this.help = new PathHelp(router);
    this.legacy = tables.legacy();
    this.doors = doors;
    this.plausible = plausible;
  }

  /** A HEAD is answered like a GET without a body, errors too: the next answer begins where one would stand. */
  @Override
  public WireResponse answer(WireRequest request) {
    WireResponse response = answerOrRefusal(request);
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private WireResponse answerOrRefusal(WireRequest request) {
    String id = RequestIds.next();
    try {
      return answer(id, request);
    } catch (Refused refused) {
      return VaultFailures.response(refused.failure());
    } catch (WireRefused refused) {
      return VaultFailures.response(refused);
    } catch (UncheckedIOException gone) {
      throw gone; // The caller went away while the body was read: there is nobody to answer.
    } catch (RuntimeException bug) {
      BugLog.write(id, bug);
      return VaultFailures.bug(id);
    }
  }

  private WireResponse answer(String id, WireRequest request) {
    if (!VaultPath.isApi(request.rawPath())) {
      throw new WireRefused(404, "nothing is served here; the API begins with /v1/");
    }
    VaultPath parsed = VaultPath.parse(request.rawPath());
    Asked asked = Asked.of(request.method(), request.rawQuery());
    VaultHeaders.refuseOtherNamespaces(request.headers());
    Verb verb = asked.verb();
    String path = verb.asksFolder() ? parsed.text() + "/" : parsed.text();
    WirePeer.Listener listener = request.peer().listener();
    VaultRouter.Found found =
        legacy
            .filter(old -> old.fits(verb, path, request.headers()))
            .map(LegacyUnwrap::found)
            .orElseGet(() -> verb == Verb.HELP ? help.find(path, listener) : router.find(verb, path, listener));
    if (parsed.slash() && !verb.asksFolder() && !found.route().slash()) {
      throw Refused.malformed("the path ends with a slash");
    }
    VaultRouter.Found folded = found.folded();
    return answer(folded, facts(id, request, asked, found.folded(path), folded));
  }

  private RequestFacts facts(
      String id, WireRequest request, Asked asked, String path, VaultRouter.Found found) {
    WireHeaders headers = request.headers();
    WirePeer peer = request.peer();
    Evidence evidence = VaultHeaders.evidence(headers);
    return new RequestFacts(
        id,
        evidence,
        asked.verb(),
        path,
        found.captures(),
        parameters(request, asked, found.route(), evidence),
        new Origin(peer.address(), peer.port(), "", VaultHeaders.audited(headers)),
        found.mount(),
        VaultHeaders.wrapTtl(headers),
        found.route().sudo(),
        peer,
        MfaWire.codes(headers.values("X-Vault-MFA")));
  }

  /** Fields come in the query or the body; the nonce that cancels a ceremony in the body of its DELETE, too. */
  private Json.Object parameters(WireRequest request, Asked asked, Route<Sys> route, Evidence evidence) {
    boolean cancels = asked.verb() == Verb.DELETE && route.door() instanceof Door.Bare;
    boolean inBody = asked.verb().hasBody() || (cancels && asked.query().members().isEmpty());
    return inBody ? body(request, asked.verb(), evidence) : asked.query();
  }

  private Json.Object body(WireRequest request, Verb verb, Evidence evidence) {
    if (verb == Verb.PATCH && !VaultHeaders.isMergePatch(request.headers())) {
      throw new WireRefused(415, "PATCH requires Content-Type of application/merge-patch+json");
    }
    WirePeer.Listener listener = request.peer().listener();
    byte[] bytes = request.body().read(bodyBytesMax(evidence, listener));
    return VaultFields.body(bytes, VaultHeaders.isForm(request.headers()), listener.json());
  }

  private long bodyBytesMax(Evidence evidence, WirePeer.Listener listener) {
    boolean known =
        switch (evidence) {
          case Evidence.None _ -> false;
          case Evidence.BearerToken(SecretBytes token) -> plausible.test(token);
        };
    return known ? listener.bodyBytesMax() : Math.min(STRANGER_BODY_BYTES_MAX, listener.bodyBytesMax());
  }

  private WireResponse answer(VaultRouter.Found found, RequestFacts facts) {
    Route<Sys> route = found.route();
    Passed passed =
        switch (route.door()) {
          case Door.Policed<Sys>(var handler) ->
              handler.answer(new Sys(), new VaultRequest(facts, doors));
          case Door.Login<Sys>(var handler) ->
              handler.answer(new Sys(), new LoginRequest(facts, doors));
          case Door.Bare<Sys>(var handler) ->
              handler.answer(new Sys(), new BareRequest(facts, doors));
        };
    return VaultEnvelope.response(Ignored.named(passed, route, facts), route, facts);
  }
}
