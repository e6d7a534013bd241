package dev.coffer.server.identity.jose;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.kit.json.JsonException;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Whatever a stranger sends is refused as malformed or no key signed it; whatever an issuer publishes is keys or none. */
@Tag("fuzz")
final class JwtFuzz {
  @FuzzTest(maxDuration = "15s")
  void anyTextIsATokenOrRefused(FuzzedDataProvider data) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    boolean shaped = data.consumeBoolean();
    String header = data.consumeString(200);
    String rest = data.consumeRemainingAsString();
    String text =
        shaped
            ? base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(rest.getBytes(StandardCharsets.UTF_8))
                + ".AAAA"
            : header + rest;
    try {
      Jwt token = Jwt.parse(text);
      if (new KeySet(List.of()).verifies(token)) {
        throw new AssertionError("nobody signed it");
      }
      Lifetime.USUAL.check(token.claims(), Instant.EPOCH);
    } catch (Refused refused) {
      if (!(refused.failure() instanceof Failure.Malformed)) {
        throw new AssertionError("refused otherwise than as malformed", refused);
      }
    }
  }

  @FuzzTest(maxDuration = "15s")
  void anyDocumentIsASetOfKeysOrNone(byte[] document) {
    try {
      JwkReader.read(document);
    } catch (JsonException _) {
      return; // As it should be.
    }
  }
}
