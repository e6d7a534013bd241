package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.wrapping.Wrapping;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * How envelopes were opened before {@code sys/wrapping/unwrap} was there, and old clients still open
 * them: who reads {@code cubbyhole/response} with a wrapping token as their own gets the whole answer
 * as a text in the field {@code response}. With any other token the path is the caller's cubbyhole.
 */
public final class LegacyUnwrap {
  private static final String PATH = "cubbyhole/response";
  private static final MountFacts CUBBYHOLE =
      new MountFacts("cubbyhole/", "cubbyhole", "", "secret", "", Set.of(), Set.of());

  private final Wrapping wrapping;
  private final Route<Sys> route;

  public LegacyUnwrap(Wrapping wrapping) {
    this.wrapping = wrapping;
    this.route =
        Route.<Wrapping>login(Verb.READ, "response", "Open once, the old way", LegacyUnwrap::unwrap).bind(wrapping);
  }

  /** Looks at the token only on this one path. */
  boolean fits(Verb verb, String path, WireHeaders headers) {
    return verb == Verb.READ
        && path.equals(PATH)
        && VaultHeaders.evidence(headers) instanceof Evidence.BearerToken(SecretBytes token)
        && wrapping.isEnvelope(token);
  }

  VaultRouter.Found found() {
    return new VaultRouter.Found(route, Map.of(), CUBBYHOLE);
  }

  private static Passed unwrap(Wrapping wrapping, LoginRequest request) {
    Need need = Need.of(request.path(), Capability.READ);
    return request.redeem(
        permit ->
            switch (request.evidence()) {
              case Evidence.BearerToken(SecretBytes token) ->
                  Answer.of(asText(wrapping.unwrap(permit, need, token), request.facts()));
              case Evidence.None() -> throw new IllegalStateException("only a token leads here");
            });
  }

  private static Json.Object asText(Answer inner, RequestFacts facts) {
    byte[] body = JsonWriter.bytes(VaultEnvelope.envelope(inner, facts));
    inner.auth().map(AuthGrant::clientToken).ifPresent(SecretBytes::close);
    return Json.object().put("response", new String(body, StandardCharsets.UTF_8)).build();
  }
}
