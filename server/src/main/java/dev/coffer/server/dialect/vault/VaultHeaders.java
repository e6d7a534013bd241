package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import dev.coffer.server.dialect.WireHeaders;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The headers of Vault's API. Each may stand once; two different claims are refused, not ranked. */
final class VaultHeaders {
  private static final int TOKEN_CHARS_MAX = 8 * 1024;
  private static final String BEARER = "bearer ";

  /** What Vault's audit records without being told to. */
  private static final List<String> AUDITED = List.of("user-agent", "correlation-id", "x-correlation-id");

  private VaultHeaders() {}

  /** The token of {@code X-Vault-Token} or {@code Authorization: Bearer}. */
  static Evidence evidence(WireHeaders headers) {
    Optional<String> own = headers.single("X-Vault-Token").map(String::strip).filter(token -> !token.isEmpty());
    Optional<String> bearer = headers.single("Authorization").flatMap(VaultHeaders::bearer);
    if (own.isPresent() && bearer.isPresent() && !own.get().equals(bearer.get())) {
      throw Refused.malformed("X-Vault-Token and Authorization carry different tokens; send one of them");
    }
    Optional<String> token = own.or(() -> bearer);
    if (token.isEmpty()) {
      return new Evidence.None();
    }
    if (token.get().length() > TOKEN_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("the token", TOKEN_CHARS_MAX, "characters"));
    }
    return new Evidence.BearerToken(SecretBytes.ofText(token.get()));
  }

  private static Optional<String> bearer(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip()).filter(token -> !token.isEmpty())
        : Optional.empty();
  }

  /** How long the answer shall stay wrapped; zero is not at all. */
  static Optional<Duration> wrapTtl(WireHeaders headers) {
    Optional<String> header = headers.single("X-Vault-Wrap-TTL");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Duration ttl =
        Durations.parse(header.get())
            .filter(duration -> !duration.isNegative())
            .orElseThrow(() -> Refused.malformed("X-Vault-Wrap-TTL is no duration, such as 60 or \"5m\""));
    return ttl.isZero() ? Optional.empty() : Optional.of(ttl);
  }

  /** Refuses every namespace but root: no other exists here yet. */
  static void refuseOtherNamespaces(WireHeaders headers) {
    String namespace = headers.single("X-Vault-Namespace").orElse("").strip();
    switch (namespace) {
      case "", "/", "root", "root/" -> {}
      default -> throw Refused.malformed("there is no such namespace: this server has only the root namespace");
    }
  }

  static boolean isMergePatch(WireHeaders headers) {
    return mediaType(headers).equals("application/merge-patch+json");
  }

  static boolean isForm(WireHeaders headers) {
    return mediaType(headers).equals("application/x-www-form-urlencoded");
  }

  private static String mediaType(WireHeaders headers) {
    String type = headers.single("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  static Json.Object audited(WireHeaders headers) {
    Json.Builder audited = Json.object();
    for (String name : AUDITED) {
      List<String> values = headers.values(name);
      if (!values.isEmpty()) {
        audited.put(name, Json.texts(values));
      }
    }
    return audited.build();
  }
}
